"""What families send, what they are answered, and the mails that they get."""

from feedback.models.answers import PublishedAnswer
from feedback.models.interpreters import (
    InterpretationAnswer,
    InterpreterRequest,
    Understood,
    said_service,
)
from feedback.models.mail import MailState, OutgoingMail
from feedback.models.questions import Question, QuestionKind, QuestionStatus
from feedback.models.received import Received
from feedback.models.remarks import WordingRemark
from feedback.models.subscriptions import Subscription
from opendata.kinds import Kind, register

__all__ = [
    "InterpretationAnswer",
    "InterpreterRequest",
    "MailState",
    "OutgoingMail",
    "PublishedAnswer",
    "Question",
    "QuestionKind",
    "QuestionStatus",
    "Received",
    "Subscription",
    "Understood",
    "WordingRemark",
    "said_service",
]

register(Kind(PublishedAnswer, ("answered", "known_from")))

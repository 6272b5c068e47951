"""What families send, and the mails that they get."""

from feedback.models.interpreters import (
    InterpretationAnswer,
    InterpreterRequest,
    Understood,
    said_service,
)
from feedback.models.mail import MailState, OutgoingMail
from feedback.models.received import Received

__all__ = [
    "InterpretationAnswer",
    "InterpreterRequest",
    "MailState",
    "OutgoingMail",
    "Received",
    "Understood",
    "said_service",
]

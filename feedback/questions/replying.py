"""The mails that somebody gets who has asked a question and left an email address."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from feedback.alerts.links import absolute
from feedback.mail.letters import Letter, Part, rendered
from feedback.mail.outbox import enqueue
from feedback.messages import Message
from feedback.models import Question


def send_reply(question: Question, reply: str, at: datetime) -> None:
    """Enqueue what the desk has written, in whichever language it is."""
    with translation.override(question.language):
        own = Part(_paragraphs(reply))
        message = _message(question, [own, _all_answers(question)])
    _enqueue(question, message, at)


def tell_of_answer(question: Question, at: datetime) -> None:
    """Enqueue that the answer stands on the site, if they can be written to.

    There it is read in the asker's language, or in English and marked so.
    """
    if not question.email:
        return
    with translation.override(question.language):
        message = _message(question, [_all_answers(question)])
    _enqueue(question, message, at)


def _message(question: Question, parts: Sequence[Part]) -> Message:
    """With what was asked, since it may have been long ago."""
    title = _("An answer to your question")
    asked = format_html("<p>{}</p>{}", _("You wrote:"), _paragraphs(question.text))
    letter = Letter(title, title, [*parts, Part(asked)])
    return rendered(letter, question.language, question.district)


def _all_answers(question: Question) -> Part:
    place = f"#answer-{question.published_id}" if question.published_id else ""
    address = absolute(reverse("ask", args=[question.district.slug]))
    said = format_html("<p>{}</p>", _("Read the answers on the site:"))
    return Part(said, f"{address}{place}", _("Questions and answers"))


def _paragraphs(text: str) -> SafeString:
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return format_html_join("", '<p dir="auto">{}</p>', ((part,) for part in parts if part))


def _enqueue(question: Question, message: Message, at: datetime) -> None:
    key = f"answer/{question.token}/{question.settled_at or at}"
    enqueue(
        key,
        question.email,
        question.language,
        question.district,
        message,
        at=at,
        about=question.token,
    )

"""The mails that somebody gets who has asked a question and left an email address."""

from datetime import datetime
from functools import partial

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from feedback.alerts.links import absolute
from feedback.mail.letters import Letter, Part, rendered
from feedback.mail.outbox import enqueue
from feedback.mail.writers import counted, writes_mails
from feedback.models import OutgoingMail, PublishedAnswer, Question, QuestionStatus
from languages.texts import Text

ANSWERED = (QuestionStatus.ANSWERED, QuestionStatus.MERGED)


def send_reply(question: Question, reply: str, language: str, at: datetime) -> None:
    """Enqueue what the desk has written in `language`, which is marked if it is not the asker's."""
    said = _lines(reply, language, question.language)
    _enqueue(f"reply/{question.token}/{question.settled_at}", question, said, at)


@writes_mails
def tell_of_answers(at: datetime) -> int:
    """Enqueue public answers for those who have asked and left an email address; how many mails.

    They are in the asker's language, or in English and marked so.
    """
    rows = Question.objects.filter(status__in=ANSWERED).exclude(contact="")
    rows = rows.filter(published__in=PublishedAnswer.objects.public(at)).select_related(
        "district", "published"
    )
    due = {f"answer/{each.token}/{each.published_id}": each for each in rows if each.email}
    known = set(OutgoingMail.objects.filter(key__in=due).values_list("key", flat=True))
    return sum(
        counted(partial(_tell, key, each, at), f"question {each.pk}")
        for key, each in due.items()
        if key not in known
    )


def _tell(key: str, question: Question, at: datetime) -> bool:
    with translation.override(question.language):
        said = render_to_string("feedback/mails/answer.html", {"answer": question.published})
    return _enqueue(key, question, SafeString(said), at)


def _enqueue(key: str, question: Question, said: SafeString, at: datetime) -> bool:
    """With what was asked, since it may have been long ago; False if there was such a mail."""
    with translation.override(question.language):
        title = _("An answer to your question")
        asked = _lines(question.text, question.language, question.language)
        asked = format_html("<p>{}</p>{}", _("You wrote:"), asked)
        letter = Letter(title, title, [Part(said), _all_answers(question), Part(asked)])
        message = rendered(letter, question.language, question.district)
    mail = enqueue(
        key,
        question.email,
        question.language,
        question.district,
        message,
        at=at,
        about=question.token,
    )
    return mail is not None


def _all_answers(question: Question) -> Part:
    place = f"#answer-{question.published_id}" if question.published_id else ""
    address = absolute(reverse("ask", args=[question.district.slug]))
    said = format_html("<p>{}</p>", _("Read the answers on the site:"))
    return Part(said, f"{address}{place}", _("Questions and answers"))


def _lines(text: str, language: str, wanted: str) -> SafeString:
    lines = (Text(each, language, wanted).html for each in text.splitlines() if each.strip())
    return format_html_join("", '<p dir="auto">{}</p>', ((each,) for each in lines))

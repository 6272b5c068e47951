"""Writes the mails of alerts, each once as HTML and once as plain text, in a reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from districts.models import District
from feedback.alerts.links import own_address
from feedback.messages import File, Message
from feedback.models import Subscription
from languages.html import plain_text
from languages.registry import LANGUAGES


@dataclass(frozen=True)
class Part:
    """A paragraph or several, our own HTML, and perhaps an absolute address that they lead to."""

    html: SafeString
    address: str = ""
    label: str = ""

    @cached_property
    def text(self) -> str:
        """The same as lines of plain text; what is English is marked so."""
        return plain_text(self.html)


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, between its heading and what all mails end with."""

    subject: str
    heading: str
    parts: Sequence[Part]
    files: Sequence[File] = ()


def written(letter: Letter, subscription: Subscription, district: District) -> Message:
    """The letter as a mail; the language of the subscription has to be active.

    `district` has its words in that language. The address to end it is also in headers, which mail
    programs use for a button of their own (RFC 2369, RFC 8058).
    """
    address = own_address(subscription)
    context = {
        "letter": letter,
        "language": LANGUAGES[subscription.language],
        "district": district,
        "is_confirmed": subscription.confirmed_at is not None,
        "own_address": address,
    }
    headers = {"List-Unsubscribe": f"<{address}>"}
    headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return Message(
        subject=letter.subject,
        text=render_to_string("feedback/mails/letter.txt", context).strip() + "\n",
        html=render_to_string("feedback/mails/letter.html", context),
        sender=_("SRO Transition Tracker"),
        files=letter.files,
        headers=headers if subscription.confirmed_at else {},
    )

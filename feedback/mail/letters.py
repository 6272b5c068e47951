"""Mails to families, each once as HTML and once as plain text, in a reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from districts.models import District
from feedback.messages import File, Message
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


def rendered(
    letter: Letter,
    language: str,
    district: District,
    headers: Mapping[str, str] = MappingProxyType({}),
    **more: Any,
) -> Message:
    """The letter as a mail about a district, which gets the replies; `more` is for templates."""
    context = {"letter": letter, "language": LANGUAGES[language], "district": district, **more}
    return Message(
        subject=letter.subject,
        text=render_to_string("feedback/mails/letter.txt", context).strip() + "\n",
        html=render_to_string("feedback/mails/letter.html", context),
        sender=_("SRO Transition Tracker"),
        reply_to=district.reply_address,
        files=letter.files,
        headers=dict(headers),
    )

"""Writes the mail of a digest: once as HTML and once as plain text, in English."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from desk.exchange.keys import Key
from desk.exchange.titles import titles
from desk.queries import COUNTED, Queue, Urgency
from feedback.alerts.links import absolute
from feedback.messages import Message
from languages.freshness import TranslationState
from languages.models import Unit
from languages.registry import LANGUAGES, SOURCE, Language

MOST = 5  # texts of a language that are named


@dataclass(frozen=True, slots=True)
class Text:
    """A text to translate; `meeting` is the day of the meeting before which it is needed."""

    title: str
    state: str
    meeting: date | None
    address: str


@dataclass(frozen=True, slots=True)
class Part:
    """How many texts there are in one language, the most urgent of them, and their queue."""

    language: Language
    count: int
    texts: Sequence[Text]

    @property
    def said(self) -> str:
        """Their number: "1 text", "3 texts"."""
        if self.count >= COUNTED:
            return f"{COUNTED} texts or more"
        return f"{self.count} text{'' if self.count == 1 else 's'}"

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.texts)

    @property
    def address(self) -> str:
        """The queue of the language."""
        return absolute(reverse("desk_queue", args=[self.language.code]))


def part_of(queue: Queue) -> Part | None:
    """What a digest says of the texts of a queue; None if there are none."""
    count = queue.count
    if not count:
        return None
    units = {_context(unit): unit for unit in queue.first(MOST)}
    names = titles(units)
    texts = [_text(unit, names[key]) for key, unit in units.items() if key in names]
    return Part(LANGUAGES[queue.language], count, texts)


def written(parts: Sequence[Part]) -> Message:
    """The digest as a mail."""
    with translation.override(SOURCE):
        counted = ", ".join(f"{part.language.name} ({part.said})" for part in parts)
        subject = f"To translate: {counted}"
        own_address = absolute(reverse("desk_digest"))
        context = {"subject": subject, "parts": parts, "own_address": own_address}
        return Message(
            subject=subject,
            text=render_to_string("desk/mails/digest.txt", context).strip() + "\n",
            html=render_to_string("desk/mails/digest.html", context),
            sender=_("SRO Transition Tracker"),
        )


def _text(unit: Unit, title: str) -> Text:
    is_of_meeting = getattr(unit, "urgency", None) == Urgency.MEETING
    address = absolute(reverse("desk_unit", args=[unit.language, unit.pk]))
    state = "out of date" if unit.status == TranslationState.STALE else "missing"
    return Text(title, state, unit.first_day if is_of_meeting else None, address)


def _context(unit: Unit) -> str:
    model = ContentType.objects.get_for_id(unit.content_type_id).model_class()
    return str(Key(model, unit.object_id, unit.field))  # type: ignore[arg-type]

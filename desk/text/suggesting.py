"""Suggests another text for a reviewed translation, and decides on suggestions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from desk.about import TEXT
from desk.glossary import Term
from desk.glossary_terms import own_terms
from desk.talk import Fate, Suggestion
from desk.term_use import misused_for
from desk.units import UnitPage
from districts.access import Rights
from languages.checks import Problem
from languages.differences import Piece, differences
from languages.freshness import TranslationState, text_hash
from languages.models import Unit
from languages.registry import LANGUAGES, Language
from languages.translating import REVIEWED, ConflictError, translate

SHOWN = 20  # suggestions of one text


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion as the page of its text shows it; `own` are the terms of the desk."""

    suggestion: Suggestion
    page: UnitPage
    own: Sequence[Term] = ()

    @property
    def pieces(self) -> list[Piece]:
        """How it differs from the translation, word by word."""
        return differences(self.page.slot.text, self.suggestion.text)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, or looks wrong, with it beside the current English."""
        slot, text = self.page.slot, self.suggestion.text
        found = slot.problems(text, slot.source)
        found += misused_for(slot.source, text, slot.language, self.own)
        return [problem for problem in found if problem.code != REVIEWED]


def suggestions_of(page: UnitPage) -> list[Shown]:
    """The latest suggestions for a text, those that wait for a decision first."""
    found = Suggestion.objects.about(page.unit).select_related("by", "answered_by")[:SHOWN]
    own = own_terms(page.slot.language) if found else []
    return [Shown(each, page, own) for each in sorted(found, key=lambda each: not each.is_open)]


def waiting(rights: Rights) -> list[tuple[Language, int]]:
    """How many texts have suggestions on which the user may decide, by language."""
    rows = Suggestion.objects.open()
    found = []
    for code in rows.order_by().values_list("language", flat=True).distinct():
        own = rights.reviews_in(code)
        units = Unit.objects.filter(rows.has_any(), language=code)
        count = (units if own is None else units.filter(district__in=own)).count()
        found += [(LANGUAGES[code], count)] if count else []
    return found


def suggest(page: UnitPage, user: Any, given: dict[str, Any]) -> Suggestion:
    """Keep a text beside a reviewed translation; what the same user has suggested, only once.

    `given` is what the form of a translation holds. Raises ConflictError if the translation is no
    longer the one that the user saw.
    """
    if text_hash(page.slot.text) != given["seen"]:
        raise ConflictError(page.slot.text)
    about = {name: getattr(page.unit, name) for name in TEXT}
    made, _ = Suggestion.objects.get_or_create(
        **about,
        by=user,
        text=given["text"],
        fate=Fate.OPEN,
        defaults={"source_hash": given["source_hash"], "reason": given["reason"]},
    )
    return made


def open_suggestion(page: UnitPage, key: int | None) -> Suggestion | None:
    """The suggestion for a text with this key, locked; None if it is decided or not there."""
    rows = Suggestion.objects.open().about(page.unit).select_for_update()
    return rows.filter(pk=key).first() if key else None


def take(page: UnitPage, suggestion: Suggestion, seen: str) -> TranslationState:
    """Store what was suggested as reviewed against the English that it was made from.

    Raises ConflictError if the translation is no longer the one with the hash `seen`.
    """
    slot = page.slot
    where = (slot.record, slot.field, slot.language)
    return translate(*where, suggestion.text, suggestion.source_hash, seen=seen, reviewed=True)


def decide(suggestion: Suggestion, fate: Fate, user: Any, answer: str = "") -> None:
    """Keep what became of a suggestion, who decided so, and what they say."""
    suggestion.fate, suggestion.answer = fate, answer
    suggestion.answered_by, suggestion.answered_at = user, timezone.now()
    suggestion.save()

"""What readers of the languages that a district promises would see of a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from languages.columns import translated_fields
from languages.freshness import TranslationState, unit_states
from languages.models import Translated
from languages.registry import LANGUAGES, SOURCE, Language
from languages.texts import Text, text_of

UNREAD = (TranslationState.MISSING, TranslationState.STALE)


@dataclass(frozen=True, slots=True)
class Unread:
    """One text that is not there in a language, or is older than the English; `name` for staff."""

    name: str
    text: Text

    @property
    def is_stale(self) -> bool:
        """Whether readers see a translation of earlier English, with a notice."""
        return self.text.state is TranslationState.STALE


@dataclass(frozen=True, slots=True)
class Lack:
    """All texts of one record that readers of a language miss."""

    language: Language
    texts: tuple[Unread, ...]

    @property
    def is_stale(self) -> bool:
        """Whether readers see any translation of earlier English."""
        return any(each.is_stale for each in self.texts)

    def __str__(self) -> str:
        stale = sum(each.is_stale for each in self.texts)
        counts = {"missing": len(self.texts) - stale, "out of date": stale}
        said = ", ".join(f"{count} {words}" for words, count in counts.items() if count)
        return f"{self.language.name}: {said}"


def lacks(record: Any) -> list[Lack]:
    """What is missing or stale of a fully loaded record, in the languages of its district.

    It needs no query if the district is loaded.
    """
    if not isinstance(record, Translated):
        return []
    states = unit_states(record.words, record.marks)
    found = []
    for code in _promised(record):
        fields = [f for f in translated_fields(type(record)) if _is_unread(states.get((f, code)))]
        texts = (Unread(_name(record, field), text_of(record, field, code)) for field in fields)
        if fields:
            found.append(Lack(LANGUAGES[code], tuple(texts)))
    return found


def needs_reason(record: Any, at: datetime) -> list[Lack]:
    """What is missing of a record by whose words families decide to come, and that is not over.

    Staff say why they publish it all the same.
    """
    if not getattr(record, "comes_first", False):
        return []
    last = record.days[1]
    over = last is not None and last < at.astimezone(record.zone).date()
    return [] if over else lacks(record)


def named(found: Iterable[Lack]) -> str:
    """The names of the languages, for a sentence."""
    return ", ".join(lack.language.name for lack in found)


def _promised(record: Any) -> list[str]:
    district = record
    while district.owner:
        district = district.owner
    return [code for code in LANGUAGES if code != SOURCE and code in district.content_languages]


def _is_unread(state: Any) -> bool:
    return state is not None and state.state in UNREAD


def _name(record: Any, field: str) -> str:
    return str(record._meta.get_field(field).verbose_name).capitalize()

"""The ways to write a translation; each is told which English and which translation the user saw.

All of them lock the record and change one column. The object passed in is not
changed. They raise ConflictError if the stored translation is no longer the one that the user saw,
and ValueError if the field is not translated at all.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from languages.characters import is_blank
from languages.checks import Problem, check
from languages.columns import translated_fields, word_column, words_in
from languages.freshness import Mark, TranslationState, mark_in, state_of, text_hash
from languages.models import Translated
from languages.querysets import locked
from languages.registry import LANGUAGES, SOURCE

REVIEWED = "reviewed"  # code of the problem that a reviewed translation would be replaced


class ConflictError(Exception):
    """The translation is no longer the one that the user saw. `text`: what is stored now."""

    def __init__(self, text: str) -> None:
        super().__init__("Someone else changed this translation while you were editing.")
        self.text = text


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of a record in one language, with or without a translation.

    `record` is a Translated one; only higher layers know its model.
    """

    record: Any
    field: str
    language: str

    @property
    def source(self) -> str:
        """The English text."""
        return self._words(SOURCE)

    @property
    def text(self) -> str:
        """The translation, "" if there is none."""
        return self._words(self.language)

    @property
    def mark(self) -> Mark | None:
        """Which English the translation was made from; None if nothing is recorded."""
        return mark_in(self.record.translations, self.field, self.language)

    @property
    def state(self) -> TranslationState:
        """Whether the translation is missing, stale, a draft or reviewed."""
        return state_of(self.source, self.text, self.mark)

    def problems(self, text: str, source: str) -> list[Problem]:
        """Reasons against storing `text`, a translation of the English `source`, here."""
        column: Any = self.record._meta.get_field(word_column(self.field, self.language))
        found = check(source, text, self.language, column.max_length)
        replaces = text_hash(text) != text_hash(self.text)
        if replaces and self.state is TranslationState.REVIEWED:
            said = f"Your text would replace a reviewed translation: “{self.text}”."
            found.append(Problem(REVIEWED, said, refuses=False))
        return found

    def _words(self, language: str) -> str:
        """Reads one column, so that a record need not be loaded in all languages."""
        return words_in(self.record, self.field, language)


def translate(
    record: Translated,
    field: str,
    language: str,
    text: str,
    source_hash: str,
    *,
    seen: str,
    reviewed: bool = False,
) -> TranslationState:
    """Store `text`, made from the English whose hash is `source_hash`; return the new state.

    If the English has changed since, the state is stale, even for a reviewed text. `seen` is the
    hash of the translation that the user saw before. Raises ConflictError and ValueError.
    """
    with transaction.atomic():
        slot = _locked(record, field, language, seen)
        mark = Mark(source_hash, text_hash(text), reviewed)
        return _written(slot, text, mark)


def confirm(
    record: Translated,
    field: str,
    language: str,
    source_hash: str,
    *,
    seen: str,
) -> TranslationState:
    """Record that the translation with hash `seen` still fits the English with `source_hash`.

    If it was made from other English, it becomes a draft until it is reviewed again. Returns the
    new state; raises ConflictError and ValueError.
    """
    with transaction.atomic():
        slot = _locked(record, field, language, seen)
        kept = bool(slot.mark and slot.mark.reviewed and slot.mark.translated_from == source_hash)
        return _written(slot, slot.text, Mark(source_hash, seen, kept))


def review(
    record: Translated,
    field: str,
    language: str,
    source_hash: str,
    *,
    seen: str,
) -> TranslationState:
    """Record that the translation with hash `seen` was reviewed against English `source_hash`.

    Returns the new state; raises ConflictError and ValueError.
    """
    with transaction.atomic():
        slot = _locked(record, field, language, seen)
        return _written(slot, slot.text, Mark(source_hash, seen, reviewed=True))


def _locked(record: Translated, field: str, language: str, seen: str) -> Slot:
    known = field in translated_fields(type(record)) and language in LANGUAGES
    if not known or language == SOURCE:
        raise ValueError(f"Nothing is translated at {field}, {language}.")
    stored = locked(record)
    if stored is None:
        raise ConflictError("")
    slot = Slot(stored, field, language)
    if text_hash(slot.text) != seen:
        raise ConflictError(slot.text)
    return slot


def _written(slot: Slot, text: str, mark: Mark) -> TranslationState:
    column = word_column(slot.field, slot.language)
    setattr(slot.record, column, "" if is_blank(text) else text)
    slot.record.save_columns([column], told={slot.field: {slot.language: mark}})
    return slot.state

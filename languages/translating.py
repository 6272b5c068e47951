"""The ways to write a translation; each is told which English and which translation the user saw.

All of them lock the record and change one column of each field. The object passed in is not
changed. They raise ConflictError if the stored translation is no longer the one that the user saw,
and ValueError if the field is not translated at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from languages.characters import is_blank
from languages.checks import Problem
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
        found: list[Problem] = self.record.problems(self.field, self.language, text, source)
        replaces = text_hash(text) != text_hash(self.text)
        if replaces and self.state is TranslationState.REVIEWED:
            said = f"Your text would replace a reviewed translation: “{self.text}”."
            found.append(Problem(REVIEWED, said, refuses=False))
        return found

    def _words(self, language: str) -> str:
        """Reads one column, so that a record need not be loaded in all languages."""
        return words_in(self.record, self.field, language)


@dataclass(frozen=True, slots=True)
class Words:
    """What is to be stored of one field, made from the English whose hash is `source_hash`.

    `text` is None where the translation that is stored is confirmed as it stands. `seen` is the
    hash of the translation that the user saw before. `reviewed` is None where only what was
    reviewed against the same English stays so.
    """

    field: str
    text: str | None
    source_hash: str
    seen: str
    reviewed: bool | None = False


def store(record: Translated, language: str, words: Sequence[Words]) -> list[TranslationState]:
    """Store several fields of a record in one save; return the new state of each.

    If the English has changed since, the state is stale, even for a reviewed text. Raises
    ConflictError and ValueError, and stores nothing then.
    """
    with transaction.atomic():
        stored = _locked(record, language, [each.field for each in words])
        slots = [_slot(stored, language, each) for each in words]
        told = {
            slot.field: {language: _mark(slot, each)}
            for slot, each in zip(slots, words, strict=True)
        }
        columns = {word_column(each.field, language): each.text for each in words}
        for column, text in columns.items():
            if text is not None:
                setattr(stored, column, "" if is_blank(text) else text)
        stored.save_columns(columns, told=told)
        return [slot.state for slot in slots]


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
    """`store` for the text of one field."""
    return store(record, language, [Words(field, text, source_hash, seen, reviewed)])[0]


def confirm(
    record: Translated, field: str, language: str, source_hash: str, *, seen: str
) -> TranslationState:
    """Record that the translation with hash `seen` still fits the English with `source_hash`.

    If it was made from other English, it becomes a draft until it is reviewed again. Returns the
    new state; raises ConflictError and ValueError.
    """
    return store(record, language, [Words(field, None, source_hash, seen, None)])[0]


def review(
    record: Translated, field: str, language: str, source_hash: str, *, seen: str
) -> TranslationState:
    """Record that the translation with hash `seen` was reviewed against English `source_hash`.

    Returns the new state; raises ConflictError and ValueError.
    """
    return store(record, language, [Words(field, None, source_hash, seen, reviewed=True)])[0]


def _locked(record: Translated, language: str, fields: Sequence[str]) -> Translated:
    if language not in LANGUAGES or language == SOURCE:
        raise ValueError(f"Nothing is translated into {language}.")
    for field in fields:
        if field not in translated_fields(type(record)):
            raise ValueError(f"Nothing is translated at {field}.")
    stored = locked(record)
    if stored is None:
        raise ConflictError("")
    return stored


def _slot(stored: Translated, language: str, words: Words) -> Slot:
    slot = Slot(stored, words.field, language)
    if text_hash(slot.text) != words.seen:
        raise ConflictError(slot.text)
    return slot


def _mark(slot: Slot, words: Words) -> Mark:
    reviewed, mark = words.reviewed, slot.mark
    if reviewed is None:
        reviewed = bool(mark and mark.reviewed and mark.translated_from == words.source_hash)
    text = slot.text if words.text is None else words.text
    return Mark(words.source_hash, text_hash(text), reviewed)

"""Whether a translation still matches the current English, decided by hashes and never by dates.

A mark records which English one translation was made from. Nothing here knows a model.
"""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from hashlib import blake2b
from typing import Any, NamedTuple

from languages.registry import SOURCE

Words = Mapping[str, Mapping[str, str]]
"""The texts of a record: `{field: {language: text}}`, English among them."""


class TranslationState(StrEnum):
    """From the least to the most reliable; stale means the English has changed since."""

    MISSING = "missing"
    STALE = "stale"
    DRAFT = "draft"
    REVIEWED = "reviewed"


class Mark(NamedTuple):
    """`translated_from`: hash of the English it was made from; `text`: hash of the translation."""

    translated_from: str
    text: str
    reviewed: bool = False


Marks = dict[str, dict[str, Mark]]
"""`{field: {language: mark}}`, only for translations that are not empty."""


class UnitState(NamedTuple):
    """The state of one field in one language; `source` is the hash of its current English.

    `translated_from`: hash of the English that the translation was made from, "" without one.
    """

    state: TranslationState
    source: str
    translated_from: str


def text_hash(text: str) -> str:
    """A hash of 16 hexadecimal digits; texts that read the same have the same one."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return blake2b(plain.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def marks_from(stored: Mapping[str, Mapping[str, Any]]) -> Marks:
    """Marks built from the JSON of the column `translations`."""
    return {
        field: {language: Mark(*mark) for language, mark in marks.items()}
        for field, marks in stored.items()
    }


def mark_in(stored: Mapping[str, Mapping[str, Any]], field: str, language: str) -> Mark | None:
    """One mark from the JSON of the column `translations`, None if there is none."""
    mark = stored.get(field, {}).get(language)
    return Mark(*mark) if mark else None


def state_of(source: str, translation: str, mark: Mark | None) -> TranslationState:
    """The state of `translation`, made from English with the text `source`.

    Without a mark for it the translation was just written, so it is a draft of this source.
    """
    if not translation:
        return TranslationState.MISSING
    if mark is None or mark.text != text_hash(translation):
        return TranslationState.DRAFT
    if mark.translated_from != text_hash(source):
        return TranslationState.STALE
    return TranslationState.REVIEWED if mark.reviewed else TranslationState.DRAFT


def settled(words: Words, marks: Marks) -> Marks:
    """The marks that belong to `words`, given the `marks` from before.

    A translation without a matching mark was just written, so it is marked as a draft of the
    current English. All others keep their marks, and are stale if the English differs from it.
    """
    found = {field: _settled(texts, marks.get(field, {})) for field, texts in words.items()}
    return {field: made for field, made in found.items() if made}


def carried(marks: Marks, before: Words, after: Words) -> Marks:
    """`marks` after a minor edit: those for the English `before` now count for that in `after`."""
    return {
        field: {
            language: mark._replace(translated_from=text_hash(after[field][SOURCE]))
            if mark.translated_from == text_hash(before[field][SOURCE])
            else mark
            for language, mark in field_marks.items()
        }
        for field, field_marks in marks.items()
        if field in after
    }


def merged(marks: Marks, told: Marks) -> Marks:
    """`marks` with those of `told` in place of theirs."""
    return {f: {**marks.get(f, {}), **told.get(f, {})} for f in {**marks, **told}}


def unit_states(words: Words, marks: Marks) -> dict[tuple[str, str], UnitState]:
    """The state of each (field, language), without fields that are empty in English."""
    return {
        (field, language): _unit_state(texts[SOURCE], text, marks.get(field, {}).get(language))
        for field, texts in words.items()
        for language, text in texts.items()
        if texts[SOURCE] and language != SOURCE
    }


def _settled(texts: Mapping[str, str], marks: Mapping[str, Mark]) -> dict[str, Mark]:
    made = {}
    for language, text in texts.items():
        if language == SOURCE or not text:
            continue
        mark = marks.get(language)
        if mark is None or mark.text != text_hash(text):
            mark = Mark(text_hash(texts[SOURCE]), text_hash(text))
        made[language] = mark
    return made


def _unit_state(source: str, text: str, mark: Mark | None) -> UnitState:
    translated_from = mark.translated_from if mark and text else ""
    return UnitState(state_of(source, text, mark), text_hash(source), translated_from)

"""Reads the interface's words from the catalogs that ship with the code.

Nothing is written here: a catalog is edited as a file, see docs/translators.md.
"""

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import polib
from django.conf import settings

from languages.freshness import TranslationState
from languages.registry import LANGUAGES

DRAFTS = "State: draft."  # in the head of a catalog that nobody has reviewed as a whole
REVIEWED = "Reviewed."  # in a comment of a translator, of one message of such a catalog


class Message(NamedTuple):
    """A message with all its plural forms; `notes` are the comments written for translators."""

    state: TranslationState
    sources: tuple[str, ...]
    translations: tuple[str, ...]
    notes: str
    context: str


def catalog(language: str) -> Path:
    """The path of a language's catalog file, which may not exist."""
    return Path(settings.LOCALE_PATHS[0]) / LANGUAGES[language].locale / "LC_MESSAGES" / "django.po"


def messages_of(language: str) -> tuple[Message, ...]:
    """All messages of a language, in the order of its catalog."""
    path = catalog(language)
    return _read(path, path.stat().st_mtime_ns) if path.exists() else ()


def counts_of(language: str) -> Counter[str]:
    """How many messages of a language are in each state."""
    return _counted(messages_of(language))


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> tuple[Message, ...]:
    found = polib.pofile(str(path))
    written = TranslationState.DRAFT if DRAFTS in found.header else TranslationState.REVIEWED
    return tuple(_message(entry, written) for entry in found if not entry.obsolete)


@lru_cache(maxsize=32)
def _counted(messages: tuple[Message, ...]) -> Counter[str]:
    return Counter(message.state for message in messages)


def _message(entry: polib.POEntry, written: TranslationState) -> Message:
    translations = tuple(entry.msgstr_plural.values()) or (entry.msgstr,)
    sources = (entry.msgid, entry.msgid_plural) if entry.msgid_plural else (entry.msgid,)
    state = _state(entry, translations, written)
    notes = entry.comment.removeprefix("Translators: ")
    return Message(state, sources, translations, notes, entry.msgctxt or "")


def _state(
    entry: polib.POEntry, translations: tuple[str, ...], written: TranslationState
) -> TranslationState:
    """polib calls a translation fuzzy when its English has changed since; here that is stale."""
    if not all(translations):
        return TranslationState.MISSING
    if entry.fuzzy:
        return TranslationState.STALE
    return TranslationState.REVIEWED if REVIEWED in entry.tcomment.splitlines() else written

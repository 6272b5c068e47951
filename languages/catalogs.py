"""Reads the interface's words from the catalogs that ship with the code, and what is said of them.

Nothing is written here: what is changed on the desk is laid over it (`languages.overlay`).
"""

import gettext
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import polib
from django.conf import settings

from languages import overlay
from languages.freshness import TranslationState, text_hash
from languages.overlay import Key, Wording
from languages.registry import LANGUAGES

DRAFTS = "State: draft."  # in the head of a catalog that nobody has reviewed as a whole
REVIEWED = "Reviewed."  # in a comment of a translator, of one message of such a catalog
NOT_REVIEWED = "Draft."  # the same, of one message of a catalog that was reviewed


class Message(NamedTuple):
    """A message with all its plural forms; `notes` are the comments written for translators.

    `before` is the English that a stale translation was made from, "" where that is not known.
    """

    state: TranslationState
    sources: tuple[str, ...]
    translations: tuple[str, ...]
    notes: str
    context: str
    before: str = ""

    @property
    def key(self) -> Key:
        """What tells it from all others."""
        return Key(self.context, self.sources[0], "".join(self.sources[1:]))

    @property
    def hash(self) -> str:
        """The hash of its key."""
        return message_hash(*self.key)


def message_hash(context: str, message: str, plural: str) -> str:
    """What tells a message from all others, in 16 hexadecimal digits."""
    return text_hash("\0".join((context, message, plural)))


def catalog(language: str) -> Path:
    """The path of a language's catalog file, which may not exist."""
    return Path(settings.LOCALE_PATHS[0]) / LANGUAGES[language].locale / "LC_MESSAGES" / "django.po"


def messages_of(language: str) -> tuple[Message, ...]:
    """All messages of a language in the order of its catalog, as they are in use here."""
    return _with_changes(shipped(language), *overlay.in_use(language))


def shipped(language: str) -> tuple[Message, ...]:
    """All messages of a language as they ship with the code."""
    path = catalog(language)
    return _read(path, path.stat().st_mtime_ns)[0] if path.exists() else ()


def counts_of(language: str) -> Counter[str]:
    """How many messages of a language are in each state, as they are in use here."""
    return _counted(messages_of(language))


def plural_forms(language: str) -> int:
    """How many plural forms a language has, 1 where it has no catalog."""
    path = catalog(language)
    return _read(path, path.stat().st_mtime_ns)[1].forms if path.exists() else 1


def plural_of(language: str) -> Callable[[int], int]:
    """The function that tells which plural form a number takes in a language."""
    path = catalog(language)
    return _read(path, path.stat().st_mtime_ns)[1].of_number if path.exists() else lambda _: 0


class _Plural(NamedTuple):
    forms: int
    of_number: Callable[[int], int]


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> tuple[tuple[Message, ...], _Plural]:
    found = polib.pofile(str(path))
    written = TranslationState.DRAFT if DRAFTS in found.header else TranslationState.REVIEWED
    messages = tuple(_message(entry, written) for entry in found if not entry.obsolete)
    return messages, _plural(found.metadata.get("Plural-Forms", ""))


def _plural(header: str) -> _Plural:
    parts = dict(part.strip().split("=", 1) for part in header.split(";") if "=" in part)
    rule = parts.get("plural", "0")
    return _Plural(int(parts.get("nplurals", "1")), gettext.c2py(rule))


@lru_cache(maxsize=32)
def _with_changes(messages: tuple[Message, ...], number: int, language: str) -> tuple[Message, ...]:
    """`number` is that of the wordings in use, by which the result is kept."""
    changes = overlay.wordings(language)
    return tuple(_changed(message, changes.get(message.key)) for message in messages)


def _changed(message: Message, wording: Wording | None) -> Message:
    if wording is None:
        return message
    return message._replace(state=wording.state, translations=wording.forms or ("",))


@lru_cache(maxsize=32)
def _counted(messages: tuple[Message, ...]) -> Counter[str]:
    return Counter(message.state for message in messages)


def _message(entry: polib.POEntry, written: TranslationState) -> Message:
    translations = tuple(entry.msgstr_plural.values()) or (entry.msgstr,)
    sources = (entry.msgid, entry.msgid_plural) if entry.msgid_plural else (entry.msgid,)
    notes = entry.comment.removeprefix("Translators: ")
    before = entry.previous_msgid or ""
    return Message(state(entry, written), sources, translations, notes, entry.msgctxt or "", before)


def state(entry: polib.POEntry, written: TranslationState) -> TranslationState:
    """The state of an entry of a catalog that says of itself `written`: a draft, or reviewed.

    polib calls a translation fuzzy when its English has changed since; here that is stale.
    """
    if not all(entry.msgstr_plural.values() or (entry.msgstr,)):
        return TranslationState.MISSING
    if entry.fuzzy:
        return TranslationState.STALE
    said = {REVIEWED: TranslationState.REVIEWED, NOT_REVIEWED: TranslationState.DRAFT}
    own = (said[line] for line in entry.tcomment.splitlines() if line in said)
    return next(own, written)

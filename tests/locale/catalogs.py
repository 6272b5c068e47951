"""Reads the interface catalogs for their tests."""

from functools import cache
from pathlib import Path

import polib
from django.conf import settings

from languages.registry import LANGUAGES, SOURCE

OTHERS = [code for code in LANGUAGES if code != SOURCE]
Key = tuple[str | None, str, str]


def file_of(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / LANGUAGES[language].locale / "LC_MESSAGES" / "django.po"


@cache
def catalog(language: str) -> polib.POFile:
    return polib.pofile(str(file_of(language)))


def translated(language: str) -> list[polib.POEntry]:
    """The entries that somebody has translated and confirmed: those that readers get."""
    return catalog(language).translated_entries()


def key(entry: polib.POEntry) -> Key:
    """What identifies a message."""
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def translations(entry: polib.POEntry) -> list[str]:
    """The translation, or that of each plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]

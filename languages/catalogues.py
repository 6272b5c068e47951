"""What is known of the interface's words in each language, from the catalogues themselves.

They ship with the code, so they are read once.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polib
from django.conf import settings

from languages.registry import SOURCE


@dataclass(frozen=True, slots=True)
class Catalogue:
    """How many messages there are, how many of them readers get in the language, and whether it is
    a draft; then its header says so."""

    messages: int
    translated: int
    is_draft: bool


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language of the site; that of English is never a draft."""
    path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    entries = polib.pofile(str(path))
    return Catalogue(
        messages=sum(not entry.obsolete for entry in entries),
        translated=len(entries.translated_entries()),
        is_draft=language != SOURCE and "State: draft." in entries.header,
    )

"""How much of the site is translated: the interface and all that is public together."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from languages.catalogs import counts_of
from languages.freshness import TranslationState
from languages.registry import LANGUAGES, SOURCE, Language
from sro_site.queries import public_unit_counts


@dataclass(frozen=True, slots=True)
class Coverage:
    """For one language, in whole percent rounded down: 100 means everything.

    `translated` counts what is up to date, `reviewed` the part of it that was reviewed.
    """

    language: Language
    translated: int
    reviewed: int


def load_coverage(at: datetime) -> list[Coverage]:
    """One row for each language but English, of what is public at `at`."""
    content = public_unit_counts(at)
    return [
        _coverage(language, content[language.code] + counts_of(language.code))
        for language in LANGUAGES.values()
        if language.code != SOURCE
    ]


def _coverage(language: Language, counts: Counter[str]) -> Coverage:
    reviewed = counts[TranslationState.REVIEWED]
    translated = reviewed + counts[TranslationState.DRAFT]
    total = counts.total() or 1  # a new language may have no texts yet
    return Coverage(language, 100 * translated // total, 100 * reviewed // total)

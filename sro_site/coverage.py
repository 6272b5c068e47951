"""How much of the site stands in each language: its interface and all public districts together."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from districts.models import District
from languages.catalogs import counts_of
from languages.freshness import TranslationState
from languages.models import Unit
from languages.registry import LANGUAGES, SOURCE, Language


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one language, in whole percent, never rounded up: 100 means all of it.

    `translated` is what is there and up to date, `reviewed` the part of it that was reviewed.
    """

    language: Language
    translated: int
    reviewed: int


def load_coverage() -> list[Coverage]:
    """One row for each language but English, in one query."""
    public = District.objects.public().order_by().values("pk")
    rows = Unit.objects.filter(district__in=public).values_list("language", "status")
    content: dict[str, Counter[str]] = defaultdict(Counter)
    for language, status, count in rows.annotate(count=Count("pk")).order_by():
        content[language][status] = count
    return [
        _coverage(language, content[language.code] + counts_of(language.code))
        for language in LANGUAGES.values()
        if language.code != SOURCE
    ]


def _coverage(language: Language, counts: Counter[str]) -> Coverage:
    reviewed = counts[TranslationState.REVIEWED]
    translated = reviewed + counts[TranslationState.DRAFT]
    total = counts.total() or 1  # of a new language there may be nothing yet
    return Coverage(language, 100 * translated // total, 100 * reviewed // total)

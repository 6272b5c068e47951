"""How much of the site stands in each language: its interface and all public districts together."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from districts.models import District
from languages.catalogues import catalogue
from languages.freshness import State
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
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for language, status, count in rows.annotate(count=Count("pk")).order_by():
        counts[language][status] = count
    return [_coverage(its, counts[its.code]) for its in LANGUAGES.values() if its.code != SOURCE]


def _coverage(language: Language, counts: dict[str, int]) -> Coverage:
    interface = catalogue(language.code)
    total = interface.messages + sum(counts.values())
    reviewed = counts.get(State.REVIEWED, 0)
    translated = reviewed + counts.get(State.DRAFT, 0) + interface.translated
    if not interface.is_draft:
        reviewed += interface.translated
    return Coverage(language, 100 * translated // total, 100 * reviewed // total)

"""How much is translated: districts by languages, and the interface."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from districts.access import Rights
from districts.models import District
from languages.catalogs import counts_of
from languages.freshness import TranslationState
from languages.models import Unit
from languages.querysets import in_language
from languages.registry import SOURCE, Language

_HEAT = (50, 80, 100)  # percent, from which on a cell is of the next class


@dataclass(frozen=True, slots=True)
class Cell:
    """How the units of one place stand. Translated is what is there and not stale."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def translated(self) -> int:
        return self.counts[TranslationState.DRAFT] + self.counts[TranslationState.REVIEWED]

    @property
    def percent(self) -> int:
        """In whole percent, 100 only where nothing is left."""
        return 100 * self.translated // self.total if self.total else 100

    @property
    def heat(self) -> int:
        """0 to 3, for the tint."""
        return sum(self.percent >= least for least in _HEAT)

    @property
    def states(self) -> list[tuple[TranslationState, int]]:
        return [(state, self.counts[state]) for state in TranslationState]


CoverageRow = list[tuple[Language, Cell]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A cell for each language; an empty one where the user may change nothing.

    `totals` are of the districts and the interface together.
    """

    districts: list[tuple[District, CoverageRow]]
    interface: CoverageRow
    totals: CoverageRow


def load_coverage(rights: Rights, languages: Iterable[Language]) -> Coverage:
    """The coverage of all that the user may change, in two queries."""
    shown, own = list(languages), rights.districts()
    counted = _counted(rights)
    every = in_language(District.objects.all(), SOURCE)
    listed = every if own is None else every.filter(pk__in=own)
    districts = [
        (each, [(language, Cell(counted[each.pk, language.code])) for language in shown])
        for each in listed
    ]
    interface = [(language, Cell(counts_of(language.code))) for language in shown]
    rows = [interface, *(row for _, row in districts)]
    totals = [
        (language, Cell(sum((row[n][1].counts for row in rows), Counter())))
        for n, language in enumerate(shown)
    ]
    return Coverage(districts, interface, totals)


def _counted(rights: Rights) -> defaultdict[tuple[int, str], Counter[str]]:
    """The states of the units of each district and language that the user may change."""
    units, own = Unit.objects.all(), rights.districts()
    if own is not None:
        units = units.filter(district__in=own)
    found: defaultdict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    grouped = units.order_by().values_list("district", "language", "status")
    for district, language, status, count in grouped.annotate(count=Count("*")):
        if language in rights.translates(district):
            found[district, language][status] = count
    return found

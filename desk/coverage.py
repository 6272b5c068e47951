"""How much is translated: districts by languages, and the interface."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from desk.queries import districts_among, unit_counts
from districts.access import Rights
from districts.models import District
from languages.catalogs import counts_of
from languages.freshness import TranslationState
from languages.registry import Language

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
    counted = unit_counts(rights)
    listed = districts_among(own)
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

"""How much is translated, by district and language, and for the interface."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from desk.queries import districts_among, unit_counts
from districts.access import Rights
from districts.models import District
from languages.catalogs import counts_of
from languages.freshness import TranslationState
from languages.registry import Language

_HEAT = (50, 80, 100)  # percentages at which the tint changes


@dataclass(frozen=True, slots=True)
class Cell:
    """The number of texts in each state, for one district and language."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """All texts, translated or not."""
        return self.counts.total()

    @property
    def translated(self) -> int:
        """The texts with a translation that is not stale."""
        return self.counts[TranslationState.DRAFT] + self.counts[TranslationState.REVIEWED]

    @property
    def percent(self) -> int:
        """Whole percent, rounded down, so that 100 means that nothing is left."""
        return 100 * self.translated // self.total if self.total else 100

    @property
    def heat(self) -> int:
        """0 to 3, for the tint of the cell."""
        return sum(self.percent >= least for least in _HEAT)

    @property
    def states(self) -> list[tuple[TranslationState, int]]:
        """Every state with its number, zeros included."""
        return [(state, self.counts[state]) for state in TranslationState]


CoverageRow = list[tuple[Language, Cell]]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One cell per language, empty where the user may change nothing.

    `totals` are the sums over all districts and the interface.
    """

    districts: list[tuple[District, CoverageRow]]
    interface: CoverageRow
    totals: CoverageRow


def load_coverage(rights: Rights, languages: Iterable[Language]) -> Coverage:
    """The coverage of everything that the user may change, in two queries."""
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

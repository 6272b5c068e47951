"""How much is translated, by district and language, and for the interface."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator

from desk.queries import districts_among
from districts.access import Rights
from districts.models import District
from languages.counts import INTERFACE, counts_by_district, counts_by_language
from languages.freshness import TranslationState
from languages.registry import Language

PER_PAGE = 50  # districts
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

    `districts` are those of one page. `totals` are the sums over all districts and the interface,
    which those may change who may change all districts.
    """

    page: Page[District]
    districts: list[tuple[District, CoverageRow]]
    interface: CoverageRow
    totals: CoverageRow


def load_coverage(
    rights: Rights, languages: Iterable[Language], asked: str | None = None
) -> Coverage:
    """The coverage of what the user may change; `asked` is the number of a page of districts."""
    shown = list(languages)
    page = Paginator(districts_among(rights.districts()), PER_PAGE).get_page(asked)
    counted = counts_by_district([INTERFACE, *(district.pk for district in page)])
    districts = [(each, _row(rights, each.pk, counted, shown)) for each in page]
    interface = _row(rights, INTERFACE, counted, shown)
    totals = _totals(rights, shown)
    return Coverage(page, districts, interface, [(each, Cell(totals[each.code])) for each in shown])


def _row(
    rights: Rights,
    district: int,
    counted: dict[tuple[int, str], Counter[str]],
    languages: Iterable[Language],
) -> CoverageRow:
    own = rights.translates(district)
    return [
        (each, Cell(counted[district, each.code] if each.code in own else Counter()))
        for each in languages
    ]


def _totals(rights: Rights, languages: Iterable[Language]) -> dict[str, Counter[str]]:
    """The sums over all districts where the user may change a language, by language."""
    where = {each.code: rights.translates_in(each.code) for each in languages}
    groups = {frozenset(keys) if keys is not None else None for keys in where.values()}
    counted = {keys: counts_by_language(keys) for keys in groups}
    return {
        code: counted[frozenset(keys) if keys is not None else None][code]
        for code, keys in where.items()
    }

"""Which of the records that were found come first; knows no model."""

from dataclasses import dataclass
from datetime import date

from search.terms import Asked, Days, Term


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row of the index (see `search.models.Entry`)."""

    kind: str
    key: int
    district: int
    language: str
    text: str
    days: Days


DISTRICT = "district"  # the kind of row
Rank = tuple[bool, bool, bool, bool, bool, int, int]


def rank_of(row: FoundRow, asked: Asked, language: str, day: date) -> Rank:
    """Lowest first: found in a title, not past, in the reader's language, as whole words; then
    districts, by how far its time is from the day, and in the order in which records were made."""
    own, _, english = row.text.partition("\n\n")
    if row.language not in ("", language):
        own, english = "", own
    words = tuple(term for term in asked.terms if not term.is_time_of(row.days))
    is_own = _all_in(words, own)
    title = f"{own}\n".partition("\n")[0] if is_own else _titles(own, english)
    return (
        not _all_in(words, title),
        _is_past(row.days, day),
        not is_own,
        not all(term.is_word_in(row.text) for term in words),
        row.kind != DISTRICT,
        _distance(row.days, day),
        row.key,
    )


def _titles(own: str, english: str) -> str:
    return "\n".join(part.partition("\n")[0] for part in (own, english))


def _all_in(terms: tuple[Term, ...], text: str) -> bool:
    return all(term.text in text for term in terms)


def _is_past(days: Days, day: date) -> bool:
    return days[1] is not None and days[1] < day


def _distance(days: Days, day: date) -> int:
    """How many days away it is, 0 for what takes place on the day; what has no time comes last."""
    first, last = days
    if first is None:
        return date.max.toordinal()
    return max((first - day).days, (day - (last or date.max)).days, 0)


def best_of(rows: list[FoundRow], asked: Asked, language: str, day: date) -> list[FoundRow]:
    """Each record once, by its best row, in their order."""
    ranked = sorted(rows, key=lambda row: (rank_of(row, asked, language, day), row.kind))
    found: dict[tuple[str, int], FoundRow] = {}
    for row in ranked:
        found.setdefault((row.kind, row.key), row)
    return list(found.values())

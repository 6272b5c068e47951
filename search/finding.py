"""Finds what is public by a query: rows of the index, and the records that they lead to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db import router
from django.db.models import (
    BigIntegerField,
    Case,
    DateField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Concat

from districts.models import District
from districts.readable import AT, DAY, DISTRICT, KEYS, Query, Readable, Reader
from languages.patience import TookTooLongError, patience
from languages.prepared import Given, Prepared
from languages.registry import SOURCE
from languages.search_texts import PART, beginning_with
from publishing.querysets import known_condition, public_condition
from search.kinds import Kind, kinds
from search.models import Entry
from search.ranking import FoundRow, best_of
from search.terms import Asked, Term

MOST = 1000  # rows that are ranked: of more, some are found and the page says so
PATIENCE = 170  # milliseconds of PostgreSQL for a query of the whole site

LANGUAGES = Given("languages", TextField())


@dataclass(frozen=True, slots=True)
class Found:
    """The records that match, best first. `is_part`: there are more of them.

    `is_narrow`: only the districts themselves were looked at, since the words were too common to
    look at all of their records.
    """

    rows: list[FoundRow]
    is_part: bool = False
    is_narrow: bool = False


class Extent(Enum):
    """Where is searched: in one district, in all of them, or in what these say of themselves."""

    DISTRICT = "district"
    SITE = "site"
    NAMES = "names"


def find(asked: Asked, reader: Reader, district: int | None) -> Found:
    """What the reader can see, in one district or in all of them."""
    if not asked.terms:
        return Found([])
    where = Extent.SITE if district is None else Extent.DISTRICT
    rows, is_narrow = _rows_in_time(where, reader, district, asked.terms)
    is_part = len(rows) > MOST
    rows = rows[:MOST]
    if district is None and (is_part or is_narrow):  # then no district that is named is missing
        named = _rows(Extent.NAMES, reader, None, asked.terms, MOST + 1)
        is_part = is_part or len(named) > MOST
        rows = list(dict.fromkeys([*named[:MOST], *rows]))
    return Found(best_of(rows, asked, reader.language, reader.day), is_part, is_narrow)


def _rows_in_time(
    place: Extent, reader: Reader, district: int | None, terms: Sequence[Term]
) -> tuple[list[FoundRow], bool]:
    """One row more than are ranked, if there is one; and whether that took too long to find any."""
    try:
        return _rows(place, reader, district, terms, MOST + 1), False
    except TookTooLongError:
        return [], True


def all_rows(reader: Reader, district: int | None, most: int) -> list[FoundRow]:
    """Rows of what is public in a district, or else of the districts themselves."""
    place = Extent.NAMES if district is None else Extent.DISTRICT
    return _rows(place, reader, district, (), most)


def _rows(
    place: Extent, reader: Reader, district: int | None, terms: Sequence[Term], most: int
) -> list[FoundRow]:
    shapes = tuple(_shapes(terms, place))
    query = _prepared(place, shapes, most)
    languages = ["", SOURCE, reader.language]
    given: dict[str, Any] = {"at": reader.at, "day": reader.day}
    given |= {"district": district, "languages": languages}
    for number, (term, shape) in enumerate(zip(terms, shapes, strict=True)):
        given[f"text{number}"] = beginning_with(term.text) if shape.begins else term.text
        if term.when:
            given[f"from{number}"] = term.when.lower
            given[f"until{number}"] = term.when.upper or date.max
    with patience(router.db_for_read(Entry), PATIENCE if place is Extent.SITE else 0):
        found = query.run(given)
    return [
        FoundRow(e.kind, e.object_id, e.district_key, e.language, e.text, (e.first_day, e.last_day))
        for e in found
    ]


class _Shape(NamedTuple):
    """What the query of a term depends on.

    `begins`: words have to begin with it. `is_indexed`: the index of trigrams helps to find it.
    """

    is_date: bool
    begins: bool = False
    is_indexed: bool = False


def _shapes(terms: Sequence[Term], place: Extent) -> Iterator[_Shape]:
    """On the whole site, words begin with a short term: the index knows parts of three signs, and
    the space before a word is one. It is asked for single signs only if there is nothing longer."""
    is_site, all_single = place is Extent.SITE, all(len(term.text) == 1 for term in terms)
    for term in terms:
        is_indexed = is_site and (all_single or len(term.text) > 1)
        yield _Shape(term.when is not None, is_site and len(term.text) < PART, is_indexed)


@lru_cache(maxsize=256)
def _prepared(place: Extent, shapes: tuple[_Shape, ...], most: int) -> Prepared:
    """The query for as many terms as there are `shapes`."""
    names = [kinds()["district"]]
    found = Entry.objects.alias(shown=_shown(names if place is Extent.NAMES else kinds().values()))
    found = found.filter(language__in=[LANGUAGES], shown__isnull=False)
    if place is Extent.DISTRICT:
        found = found.filter(district_key=DISTRICT)
    elif place is Extent.NAMES:
        found = found.filter(kind="district")
    found = found.alias(unindexed=Concat("text", Value(""), output_field=TextField()))
    for number, shape in enumerate(shapes):
        found = found.filter(_has(number, shape))
    return Prepared(found[:most])


def _has(number: int, shape: _Shape) -> Q:
    """As `Term.is_in` says it of the term with this number."""
    name = "text" if shape.is_indexed else "unindexed"
    lookup = "regex" if shape.begins else "contains"
    words = Q(**{f"{name}__{lookup}": Given(f"text{number}", TextField())})
    if not shape.is_date:
        return words
    begun = Q(first_day__lte=Given(f"until{number}", DateField()))
    goes_on = Q(last_day=None) | Q(last_day__gte=Given(f"from{number}", DateField()))
    return words | (begun & goes_on)


def _shown(searched: Iterable[Kind]) -> Case:
    """The key of a record that is public and was known, NULL for all others.

    It is asked of the record itself, so that what is scheduled is found from its moment on. Where
    PostgreSQL may choose, it reads all records that are public before it looks at the first row.
    """
    return Case(
        *(When(kind=kind.name, then=Subquery(_public(kind))) for kind in searched),
        output_field=BigIntegerField(),
    )


def _public(kind: Kind) -> QuerySet[Any]:
    seen = public_condition(kind.model, AT) & known_condition(kind.model, DAY)
    records = kind.model._base_manager.filter(seen, kind.shown, pk=OuterRef("object_id"))
    return records.order_by().values("pk")[:1]


def load(reader: Reader, rows: Iterable[FoundRow]) -> dict[tuple[str, int], Any]:
    """The public records of these rows, with what tells where they stand, by kind and key."""
    wanted: dict[str, list[int]] = {}
    for row in rows:
        wanted.setdefault(row.kind, []).append(row.key)
    found: dict[tuple[str, int], Any] = {}
    for name, keys in wanted.items():
        kind = kinds()[name]
        records = reader.load(_of_keys(kind), keys=keys)
        _load_related(reader, records, kind.related)
        found |= {(name, record.pk): record for record in records}
    return found


def load_districts(reader: Reader, rows: Iterable[FoundRow]) -> dict[int, District]:
    """The public districts of these rows, by key."""
    keys = list({row.district for row in rows})
    found = reader.load(_of_keys(kinds()["district"]), keys=keys)
    return {district.pk: district for district in found}


def _load_related(reader: Reader, records: list[Any], related: tuple[str, ...]) -> None:
    for name in related:
        first, _, second = name.partition("__")
        if not second:
            reader.load_related(records, first)
            continue
        owners = {each.pk: each for record in records if (each := getattr(record, first))}
        reader.load_related(list(owners.values()), second)


@cache
def _of_keys(kind: Kind) -> Query:
    def query(readable: Readable) -> QuerySet[Any]:
        return readable.of_any(kind.model).filter(kind.shown, pk__in=[KEYS])

    return query

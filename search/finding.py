"""Finds what is public by a query: rows of the index, and the records that they lead to."""

from collections.abc import Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import OperationalError, connections, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from districts.models import District
from districts.readable import KEYS, Query, Readable, Reader
from languages.registry import SOURCE
from publishing.querysets import public_condition
from search.kinds import Kind, kinds
from search.models import Entry
from search.ranking import Row, best_of
from search.terms import Asked, Term

MOST = 1000  # rows that are ranked: of more, some are found and the page says so
PATIENCE = 250  # milliseconds of PostgreSQL for a query of the whole site
PART = 3  # letters that an index of trigrams needs


@dataclass(frozen=True, slots=True)
class Found:
    """The records that match, best first. `is_part`: there are more of them.

    `is_narrow`: only the districts themselves were looked at, since the words were too short or too
    common to look at all of their records.
    """

    rows: list[Row]
    is_part: bool = False
    is_narrow: bool = False


def find(asked: Asked, language: str, at: datetime, day: date, district: int | None) -> Found:
    """What families can see at the moment `at`, in one district or in all of them."""
    if not asked.terms:
        return Found([])
    entries = _matching(asked, language, at)
    if district is not None:
        return _best(entries.filter(district_key=district), asked, language, day)
    if any(len(term.text) >= PART for term in asked.terms):
        try:
            with _limited(entries.db):
                return _best(entries, asked, language, day)
        except OperationalError as error:
            if "QueryCanceled" not in type(error.__cause__).__name__:
                raise
    narrow = _best(entries.filter(kind="district"), asked, language, day)
    return Found(narrow.rows, narrow.is_part, is_narrow=True)


def _best(entries: QuerySet[Entry], asked: Asked, language: str, day: date) -> Found:
    names = ("kind", "object_id", "district_key", "language", "text", "first_day", "last_day")
    read = entries.values_list(*names)[: MOST + 1]
    rows = [Row(*values, (first, last)) for *values, first, last in read]
    return Found(best_of(rows[:MOST], asked, language, day), len(rows) > MOST)


def _matching(asked: Asked, language: str, at: datetime) -> QuerySet[Entry]:
    found = Entry.objects.filter(language__in={"", SOURCE, language})
    for term in asked.terms:
        found = found.filter(_has(term))
    return found.filter(_is_public(at))


def _has(term: Term) -> Q:
    """As `Term.is_in` says it."""
    words = Q(text__contains=term.text)
    if term.when is None:
        return words
    begun = Q(first_day__lte=term.when.upper) if term.when.upper else Q(first_day__isnull=False)
    return words | (begun & (Q(last_day=None) | Q(last_day__gte=term.when.lower)))


def _is_public(at: datetime) -> Q:
    """Asked of the record itself, so that what is scheduled is found from its moment on."""
    return Q(
        *(
            Q(Exists(_public(kind, at).filter(pk=OuterRef("object_id"))), kind=kind.name)
            for kind in kinds().values()
        ),
        _connector=Q.OR,
    )


def _public(kind: Kind, at: datetime) -> QuerySet[Any]:
    return kind.model._base_manager.filter(public_condition(kind.model, at)).order_by()


@contextmanager
def _limited(database: str) -> Any:
    """Ends a query of PostgreSQL that takes too long; SQLite has no such limit."""
    connection = connections[database]
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(using=database):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [PATIENCE])
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")


def load(reader: Reader, rows: Iterable[Row]) -> dict[tuple[str, int], Any]:
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


def load_districts(reader: Reader, rows: Iterable[Row]) -> dict[int, District]:
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
        return readable.of_any(kind.model).filter(pk__in=[KEYS])

    return query

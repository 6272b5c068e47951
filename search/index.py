"""Keeps the index that families search up to date as records change."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import BigIntegerField, CharField

from districts.models import District
from events.models import Meeting
from languages.characters import fold
from languages.prepared import Given, Prepared
from languages.registry import LANGUAGES, SOURCE
from publishing.changes import Change, listen
from search.kinds import Kind, kinds, kinds_of, said_in
from search.models import Entry

AT_ONCE = 500  # rows written by one statement
_WRITTEN = ("district_key", "text", "first_day", "last_day")
_KEY = ("kind", "object_id", "language")


@listen
def follow(change: Change) -> None:
    """Write what the changed record says, or remove it with the record."""
    record = change.record
    for kind in kinds_of(type(record)):
        if change.deleted:
            Entry.objects.filter(kind=kind.name, object_id=record.pk).delete()
        else:
            write(kind, [record], fresh=change.created)
    if isinstance(record, District) and "time_zone" in change.differences:
        _follow_zone(record)


def _follow_zone(district: District) -> None:
    """The days of meetings are those of the district's clock."""
    for kind in kinds_of(Meeting):
        meetings: Any = kind.model._base_manager
        write(kind, meetings.filter(district=district))


def write(kind: Kind, records: Iterable[Any], *, fresh: bool = False) -> int:
    """Bring the rows of these records up to date; return how many were wrong.

    `fresh`: they are new and have none yet.
    """
    found = list(records)
    wanted = {_key(each): each for record in found for each in entries_of(kind, record)}
    stored: dict[Any, Entry] = {}
    if not fresh:
        rows = _rows_of().run({"kind": kind.name, "records": [each.pk for each in found]})
        stored = {_key(each): each for each in rows}
    differing = [
        each
        for key, each in wanted.items()
        if key not in stored
        or any(getattr(stored[key], name) != getattr(each, name) for name in _WRITTEN)
    ]
    gone = [row.pk for key, row in stored.items() if key not in wanted]
    if differing:
        Entry.objects.bulk_create(
            differing, AT_ONCE, update_conflicts=True, unique_fields=_KEY, update_fields=_WRITTEN
        )
    if gone:
        Entry.objects.filter(pk__in=gone).delete()
    return len(differing) + len(gone)


@cache
def _rows_of() -> Prepared:
    """The query for the rows of some records."""
    own = {
        "kind": Given("kind", CharField()),
        "object_id__in": [Given("records", BigIntegerField())],
    }
    return Prepared(Entry.objects.filter(**own))


def entries_of(kind: Kind, record: Any) -> Iterator[Entry]:
    """The rows of a record: in English, and in each language in which it has words of its own."""
    first, last = kind.days(record)
    worded = kind.worded
    for language in LANGUAGES if worded else ("",):
        if language in ("", SOURCE) or _has_words(record, worded, language):
            yield Entry(
                kind=kind.name,
                object_id=record.pk,
                district_key=record.district_key,
                language=language,
                text=_text(kind, record, language),
                first_day=first,
                last_day=last,
            )


def _has_words(record: Any, worded: Iterable[str], language: str) -> bool:
    """Whether families read any of its own words in a language; without English there are none."""
    return any(said_in(record, name, language) and said_in(record, name, SOURCE) for name in worded)


def _text(kind: Kind, record: Any, language: str) -> str:
    """All that readers of a language are shown: see `Entry`."""
    own, english = [], []
    for name in kind.fields:
        source = fold(said_in(record, name, SOURCE))
        words = source and fold(said_in(record, name, language))
        own.append(words)
        english.append("" if words else source)
    return "\n\n".join(_lines(part) for part in (own, english) if any(part))


def _lines(texts: list[str]) -> str:
    """The title on the first line, and what there is of the other texts."""
    return "\n".join([texts[0], *filter(None, texts[1:])])


def _key(entry: Entry) -> tuple[str, int, str]:
    return entry.kind, entry.object_id, entry.language


def rebuild() -> int:
    """Repair all rows, some records in each transaction; return how many were wrong."""
    wrong = Entry.objects.exclude(kind__in=[*kinds()]).delete()[0]
    return wrong + sum(_rebuild(kind) for kind in kinds().values())


def _rebuild(kind: Kind) -> int:
    records: Any = kind.model._base_manager.order_by("pk")
    keys, wrong = records.values_list("pk", flat=True).iterator(), 0
    while part := [*islice(keys, AT_ONCE)]:
        wrong += _repair(kind, part)
    known = records.order_by().values("pk")
    return wrong + Entry.objects.filter(kind=kind.name).exclude(object_id__in=known).delete()[0]


@transaction.atomic
def _repair(kind: Kind, keys: list[int]) -> int:
    records: Any = kind.model._base_manager.order_by("pk").select_for_update(no_key=True)
    return write(kind, records.filter(pk__in=keys))


def fill_new(using: str) -> None:
    """Index the kinds of records of which the index has none: all kinds, or new ones.

    Only where the tables are those of this release: a database may be brought to an older one.
    """
    connection = connections[using]
    if Entry._meta.db_table not in connection.introspection.table_names():
        return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    with transaction.atomic(using):
        for kind in kinds().values():
            if not Entry.objects.using(using).filter(kind=kind.name).exists():
                _rebuild(kind)

"""`make demo-large`: a PostgreSQL database with 10,000 made-up districts, for measurements.

`DATABASE_URL` names an empty database; `DISTRICTS=100` makes fewer. All of it is one transaction:
if it is interrupted, the database is as it was.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import translation

from bench import placeholders, received
from bench.copying import encoded
from bench.indexes import KEYS, entry_lines, search_line
from bench.placeholders import VARIANTS, Variant, make_district, make_variant
from desk.finding.models import IndexedText
from districts.models import District, School
from events.models import Meeting
from languages.counts import UnitCount
from languages.likeness import Keys, keys_of
from languages.models import SourceText, Unit
from languages.registry import SOURCE
from languages.search_texts import SearchText
from search.models import Entry
from timeline.models import Milestone, MilestoneStatus, Phase

DISTRICTS = 10_000
TABLES: tuple[type[models.Model], ...] = (School, Phase, Meeting, Milestone, MilestoneStatus)
FILLED: tuple[type[models.Model], ...] = (
    District,
    *TABLES,
    Unit,
    UnitCount,
    SourceText,
    SearchText,
    Entry,
    IndexedText,
)
EACH: dict[type[models.Model], int] = {
    District: 1,
    School: placeholders.SCHOOLS,
    Phase: placeholders.PHASES,
    Meeting: placeholders.MEETINGS,
    Milestone: placeholders.MILESTONES,
}


def main() -> None:
    """Fill the database, or say why not."""
    if connection.vendor != "postgresql":
        sys.exit("Name a PostgreSQL database: DATABASE_URL=postgres://… make demo-large")
    asked = os.environ.get("DISTRICTS", str(DISTRICTS))
    if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked) <= 99_999:
        sys.exit("DISTRICTS has to be a number from 1 to 99999.")
    call_command("migrate", interactive=False, verbosity=0)
    if District.objects.exists():
        sys.exit("This database already has districts. Name an empty one: nothing was changed.")
    started = time.monotonic()
    fill(int(asked))
    with step("what families sent, and the public record"):
        received.fill(int(asked))
    print(f"→ Done in {time.monotonic() - started:.0f} s", flush=True)


@transaction.atomic
def fill(count: int) -> None:
    """Write `count` districts and all that belongs to them into the empty tables."""
    variants = [make_variant(number) for number in range(VARIANTS)]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
        with bare_tables(cursor):
            tables = ", ".join(_name(model) for model in FILLED)
            cursor.execute(f"TRUNCATE {tables}")
            for model, columns, lines in contents(count, variants):
                with step(f"{model._meta.verbose_name_plural}"):
                    copy(cursor, model, columns, lines)
        for statement in connection.ops.sequence_reset_sql(no_style(), FILLED):
            cursor.execute(statement)
        with step("statistics"):
            cursor.execute("ANALYZE")


def contents(
    count: int, variants: list[Variant]
) -> Iterator[tuple[type[models.Model], list[str], Iterable[str]]]:
    """Each table with its columns and its lines."""
    fields: list[Any] = [each for each in District._meta.concrete_fields if not each.generated]
    yield District, [str(each.column) for each in fields], districts(count, fields)
    for model in TABLES:
        yield model, placeholders.columns(model), records(count, variants, model)
    yield Unit, placeholders.columns(Unit), units(count, variants)
    yield (
        UnitCount,
        ["district", "language", "status", "count"],
        counts(count, variants),
    )
    yield SearchText, placeholders.columns(SearchText), texts(count, variants)
    yield Entry, placeholders.columns(Entry), entries(count, variants)
    yield IndexedText, placeholders.columns(IndexedText), indexed(count, variants)
    sources = {key: text for variant in variants for key, text in variant.sources.items()}
    lines = ("\t".join((key, text, *keys_of(text))) + "\n" for key, text in sources.items())
    yield SourceText, ["hash", "text", *Keys._fields], lines


def districts(count: int, fields: list[Any]) -> Iterator[str]:
    with translation.override(SOURCE):
        for number in range(1, count + 1):
            yield encoded(make_district(number), fields) + "\n"


def records(count: int, variants: list[Variant], model: type[models.Model]) -> Iterator[str]:
    """The lines of one district at a time."""
    key = 0
    owned = {"phase_id": placeholders.PHASES, "milestone_id": placeholders.MILESTONES}
    per = next((owned[name] for name in KEYS[model] if name in owned), 0)
    for number in range(1, count + 1):
        lines = []
        for _, owner, rest in variants[number % VARIANTS].rows[model]:
            key += 1
            above = (number - 1) * per + owner if owner else "\\N"
            values = {"id": key, "uuid": placeholders.uuid_of(model, key), "district_id": number}
            values |= {"uid": f"{key}@placeholder.example", **dict.fromkeys(owned, above)}
            before = "\t".join(str(values[name]) for name in KEYS[model])
            lines.append(f"{before}\t{rest}\n")
        yield "".join(lines)


def placed(
    number: int, rows: Mapping[type[models.Model], Iterable[tuple[int, str]]]
) -> Iterator[tuple[int, str]]:
    """The key of the record that each line of a district is about, and the rest of the line."""
    for model, found in rows.items():
        before = (number - 1) * EACH[model]
        for place, rest in found:
            yield before + place, rest


def units(count: int, variants: list[Variant]) -> Iterator[str]:
    """The lines of one district at a time."""
    key = 0
    for number in range(1, count + 1):
        lines = []
        for owner, rest in placed(number, variants[number % VARIANTS].units):
            key += 1
            lines.append(f"{key}\t{owner}\t{number}\t{rest}\n")
        yield "".join(lines)


def texts(count: int, variants: list[Variant]) -> Iterator[str]:
    """The lines of one district at a time."""
    key = 0
    for number in range(1, count + 1):
        key += 1
        with translation.override(SOURCE):
            lines = [f"{key}\t{number}\t{search_line(make_district(number))}\n"]
        for owner, rest in placed(number, variants[number % VARIANTS].texts):
            key += 1
            lines.append(f"{key}\t{owner}\t{rest}\n")
        yield "".join(lines)


def entries(count: int, variants: list[Variant]) -> Iterator[str]:
    """The lines of one district at a time."""
    key = 0
    for number in range(1, count + 1):
        with translation.override(SOURCE):
            found = [(number, line) for line in entry_lines(make_district(number))]
        found += placed(number, variants[number % VARIANTS].entries)
        lines = [f"{key + n}\t{o}\t{number}\t{line}\n" for n, (o, line) in enumerate(found, 1)]
        key += len(lines)
        yield "".join(lines)


def indexed(count: int, variants: list[Variant]) -> Iterator[str]:
    """The lines of one district at a time."""
    key = 0
    for number in range(1, count + 1):
        lines = []
        for owner, rest in placed(number, variants[number % VARIANTS].indexed):
            key += 1
            lines.append(f"{key}\t{owner}\t{rest}\n")
        yield "".join(lines)


def counts(count: int, variants: list[Variant]) -> Iterator[str]:
    together: Counter[tuple[str, str]] = Counter()
    states = [Counter(variant.states) for variant in variants]
    for number in range(1, count + 1):
        found = states[number % VARIANTS]
        together += found
        for (language, status), n in found.items():
            yield f"{number}\t{language}\t{status}\t{n}\n"
    for (language, status), n in together.items():
        yield f"\\N\t{language}\t{status}\t{n}\n"


def copy(cursor: Any, model: type[models.Model], columns: list[str], lines: Iterable[str]) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    with cursor.copy(f"COPY {_name(model)} ({names}) FROM STDIN (FREEZE)") as stream:
        for each in lines:
            stream.write(each)


@contextmanager
def bare_tables(cursor: Any) -> Iterator[None]:
    """Without constraints and indexes inside the block: made afterwards, they take less time."""
    names = [model._meta.db_table for model in FILLED]
    cursor.execute(
        """SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
        FROM pg_constraint WHERE contype IN ('p', 'u', 'f')
        AND (conrelid::regclass::text = ANY(%s) OR confrelid::regclass::text = ANY(%s))
        ORDER BY position(contype::text IN 'fup')""",
        [names, names],
    )
    constraints = cursor.fetchall()
    for table, name, _ in constraints:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    cursor.execute(
        """SELECT quote_ident(indexname), indexdef FROM pg_indexes
        WHERE schemaname = current_schema() AND tablename = ANY(%s)""",
        [names],
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for name, definition in indexes:
        with step(f"index {name}"):
            cursor.execute(definition)
    for table, name, definition in reversed(constraints):
        with step(f"constraint {name}"):
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


@contextmanager
def step(words: str) -> Iterator[None]:
    started = time.monotonic()
    yield
    taken = time.monotonic() - started
    if taken >= 1:
        print(f"→ {taken:5.0f} s  {words}", flush=True)


def _name(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


if __name__ == "__main__":
    main()

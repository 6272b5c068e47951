"""`make demo-large`: a PostgreSQL database with 10,000 made-up districts, for measurements.

`DATABASE_URL` names an empty database; `DISTRICTS=100` makes fewer. Several sessions write at the
same time, so that what was interrupted is dropped and made anew.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models
from django.utils import translation

from bench import placeholders, received
from bench.copying import encoded
from bench.indexes import KEYS, entry_lines, search_line
from bench.placeholders import VARIANTS, Variant, make_district, make_variant
from bench.steps import step
from bench.unindexed import at_once, unindexed
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
# What takes longest first, so that nothing large is left for one session alone.
FILLED: tuple[type[models.Model], ...] = (
    Unit,
    Entry,
    SearchText,
    IndexedText,
    *reversed(TABLES),
    UnitCount,
    SourceText,
    District,
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
    with step("statistics"), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"→ Done in {time.monotonic() - started:.0f} s", flush=True)


def fill(count: int) -> None:
    """Write `count` districts and all that belongs to them into the empty tables."""
    with step("made-up districts"):
        variants = [make_variant(number) for number in range(VARIANTS)]
    with unindexed([_table(model) for model in FILLED]):
        found = {model: (columns, lines) for model, columns, lines in contents(count, variants)}
        at_once([partial(copy, District, *found.pop(District))])  # a second run refuses from now on
        at_once(partial(copy, model, *found[model]) for model in FILLED if model in found)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), FILLED):
            cursor.execute(statement)


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


def copy(model: type[models.Model], columns: list[str], lines: Iterable[str], cursor: Any) -> None:
    """Write lines into the table of a model; only what was emptied just before can be frozen."""
    names = ", ".join(f'"{column}"' for column in columns)
    table = connection.ops.quote_name(_table(model))
    with step(str(model._meta.verbose_name_plural)):
        cursor.execute(f"TRUNCATE {table}")
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN (FREEZE)") as stream:
            for each in lines:
                stream.write(each)


def _table(model: type[models.Model]) -> str:
    return str(model._meta.db_table)


if __name__ == "__main__":
    main()

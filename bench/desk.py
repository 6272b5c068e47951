"""How long the desk takes with 200,000 translations: `python -m bench.desk`.

On SQLite and, where it is installed, PostgreSQL. Whole responses are measured, from the request to
the last byte; the least of several counts.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.models import QuerySet
from django.test import Client

from bench.growth import Cost, text, timed
from bench.rows import Row
from desk.finding.indexing import rebuild
from desk.memory.matches import matches_of
from desk.units import open_unit
from districts.access import Rights
from events.models import Meeting
from languages.columns import word_column
from languages.counts import recount
from languages.freshness import TranslationState, text_hash, unit_states
from languages.models import SourceText, Translated, Unit
from languages.registry import LANGUAGES, SOURCE
from languages.search_texts import SearchText, search_text
from tests import postgres, tools
from tests.factories import make_district, make_user
from timeline.models import Milestone, Standard

UNITS = 200_000
DISTRICTS = 20
TIMES = 5  # requests per page
MOST_OF_SEARCH, MOST_OF_MEMORY = 300, 200  # milliseconds
SEARCH, MEMORY = "search, ", "memory, of a text that is like all others"
TODAY = date.today()  # noqa: DTZ011 - only decides what is upcoming
PAGES = {
    "start page with the coverage": "/desk/",
    "queue": "/desk/es/",
    "queue, its last page": "/desk/es/?words=content&page=9999",
    "queue, what is stale in one district": "/desk/es/?status=stale&district={district}",
    "unit": "/desk/es/{unit}/",
    "unit, stale in one district": "/desk/es/{unit}/?status=stale&district={district}",
    "search, a common word": "/desk/es/?q=school",
    "search, two words": "/desk/es/?q=school+1234",
    "search, in the drafts of one district": "/desk/es/?q=board&status=draft&district={district}",
    "search, a common word of the English": "/desk/es/?q=school&look=source",
    "search, a number in the translation": "/desk/es/?q=1234&look=text",
    "search, two words in both": "/desk/es/?q=school+1234&look=both",
    "search, two rare words in both": "/desk/es/?q=1234+5678&look=both",
    "search, two rare words": "/desk/es/?q=1234+5678",
    "search, nothing": "/desk/es/?q=zebra&look=both",
    "checks find something": "/desk/es/?doubtful=on",
}
SHARES = {
    TranslationState.MISSING: 30,
    TranslationState.STALE: 20,
    TranslationState.DRAFT: 40,
    TranslationState.REVIEWED: 10,
}


def desk() -> list[Row]:
    """The slowest search, and the memory, on each available database."""
    return [row for name, costs in databases() for row in _rows(name, costs)]


def _rows(name: str, costs: dict[str, Cost]) -> Iterator[Row]:
    searches = [page for page in PAGES if page.startswith(SEARCH)]
    slowest = max(searches, key=lambda page: costs[page].whole)
    of = f"desk with {UNITS:,} texts, {name}"
    what = f"{of}: the slowest of {len(searches)} searches"
    yield _row(what, MOST_OF_SEARCH, costs[slowest], f" ({slowest.removeprefix(SEARCH)})")
    yield _row(f"{of}: fuzzy memory", MOST_OF_MEMORY, costs[MEMORY])


def _row(what: str, most: int, cost: Cost, more: str = "") -> Row:
    return Row(what, f"<= {most} ms", f"{cost.whole:.0f} ms{more}", cost.whole <= most)


def databases() -> Iterator[tuple[str, dict[str, Cost]]]:
    """The name of each available database, and the least costs of all pages there."""
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", measured(f"sqlite:///{folder}/bench.sqlite3")
    if initdb := tools.POSTGRES.find():
        with postgres.server(initdb.resolve().parent) as url:
            yield "PostgreSQL", measured(url)


def measured(url: str) -> dict[str, Cost]:
    """Fill a database in a process of its own; the costs of each page there."""
    command = [sys.executable, "-m", "bench.desk", "here"]
    given = {**os.environ, "DATABASE_URL": url}
    done = subprocess.run(command, env=given, check=True, stdout=subprocess.PIPE, text=True)
    lines = (line.split("\t") for line in done.stdout.splitlines())
    return {name: Cost(*map(float, each)) for name, *each in lines}


def main() -> None:
    print("milliseconds: in all; of CPU here; of queries")
    for name, costs in databases():
        print(f"→ {name}", flush=True)
        for page, cost in costs.items():
            print(f"{page:40}{cost.whole:8.0f}{cost.cpu:8.0f}{cost.database:8.0f}", flush=True)


def here() -> None:
    """Fill the database of the settings, and print the costs of each page."""
    call_command("migrate", verbosity=0)
    fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    client.force_login(make_user(is_superuser=True))
    some = Unit.objects.filter(
        language="es", status=TranslationState.STALE, first_day__isnull=False
    )
    unit = some.order_by("pk")[some.count() // 2]
    for name, address in PAGES.items():
        asked = address.format(unit=unit.pk, district=unit.district)
        told(name, partial(text, client, asked))
    told(MEMORY, remembered)


def told(name: str, act: Callable[[], object]) -> None:
    """Print the least costs of an act."""
    taken = [timed(act) for _ in range(TIMES)]
    print(name, *(min(each) * 1000 for each in zip(*taken, strict=True)), sep="\t", flush=True)


def remembered() -> None:
    """Ask the memory for a text that nobody has translated yet."""
    missing = Unit.objects.filter(language="es", status=TranslationState.MISSING, field="title")
    page = open_unit(Rights(everything=True), LANGUAGES["es"], missing.order_by("pk")[0].pk)
    if not matches_of(page):
        raise SystemExit("The memory finds nothing.")


def fill(units: int = UNITS, districts: int = DISTRICTS) -> None:
    """Meetings, milestones and standards, each with one field in English."""
    chance = random.Random(6)  # reproducible
    each = units // (len(LANGUAGES) - 1) // districts
    for number in range(districts):
        district = make_district(f"district-{number}")
        keep([meeting(district, n, chance) for n in range(each // 10)])
        keep([milestone(district, n, chance) for n in range(each // 2)])
        rest = each - each // 10 - each // 2
        keep([Standard(district=district, **words("text", chance)) for _ in range(rest)])
    recount(Unit.objects.all())


def keep(records: list[Any]) -> None:
    """Insert the records with their units in bulk, as `save` would leave them."""
    model: Any = type(records[0])
    kind = ContentType.objects.get_for_model(model)
    # Django's own `bulk_create`: that of the model would write each unit by itself, as a change.
    made: list[Any] = QuerySet(model).bulk_create(records)
    units = [unit for record in made for unit in units_of(record, kind)]
    Unit.objects.bulk_create(units, batch_size=1000)
    rebuild(made)
    texts = [
        SearchText(content_type=kind, object_id=each.pk, text=search_text(each, ()))
        for each in made
    ]
    SearchText.objects.bulk_create(texts, batch_size=1000)
    SourceText.keep(text for record in records for text in english(record))


def english(record: Translated) -> list[str]:
    """The current English, and the earlier English of a stale translation."""
    found = [texts[SOURCE] for texts in record.words.values() if texts[SOURCE]]
    return [*found, *(was(text) for text in found)]


def units_of(record: Any, kind: ContentType) -> list[Unit]:
    first, last = record.days
    return [
        Unit(
            content_type=kind,
            object_id=record.pk,
            field=field,
            language=language,
            district=record.district_key,
            status=unit_state.state,
            source_hash=unit_state.source,
            translated_from=unit_state.translated_from,
            first_day=first,
            last_day=last,
            comes_first=record.comes_first,
        )
        for (field, language), unit_state in unit_states(record.words, record.marks).items()
    ]


def meeting(district: Any, number: int, chance: random.Random) -> Meeting:
    starts = datetime(TODAY.year, TODAY.month, TODAY.day, 18, tzinfo=UTC)
    starts += timedelta(days=chance.randint(-300, 300))
    return Meeting(
        district=district,
        slug=f"meeting-{number}",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        **words("title", chance),
    )


def milestone(district: Any, number: int, chance: random.Random) -> Milestone:
    day = TODAY + timedelta(days=chance.randint(-300, 300))
    when = [None, f"{day:%Y-%m}", f"{day:%Y}"][number % 3]
    return Milestone(district=district, when=when, **words("title", chance))


def words(field: str, chance: random.Random) -> dict[str, Any]:
    """Columns of one field in all languages, with the marks of its translations."""
    source = f"The board decides on school {chance.randint(1, 10_000)} and on what comes instead"
    columns: dict[str, Any] = {word_column(field, SOURCE): source, "state": "published"}
    marks = {}
    for language in LANGUAGES:
        state = chance.choices(list(SHARES), list(SHARES.values()))[0]
        if language == SOURCE or state is TranslationState.MISSING:
            continue
        text = columns[word_column(field, language)] = f"[{language}] {source}"
        translated_from = was(source) if state is TranslationState.STALE else source
        marks[language] = [
            text_hash(translated_from),
            text_hash(text),
            state is TranslationState.REVIEWED,
        ]
    return {**columns, "translations": {field: marks}}


def was(source: str) -> str:
    """The earlier English that a stale translation was made from."""
    return source.replace("decides", "votes")


if __name__ == "__main__":
    here() if sys.argv[1:] == ["here"] else main()

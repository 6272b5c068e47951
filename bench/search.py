"""How long families wait for what they search: `python -m bench.search` with LARGE_DATABASE_URL.

Also a database of SQLite with 10,000 milestones in one district, which is made anew. Each page is
made by Django, without kept pages; the least of several times counts.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db.models import QuerySet

from bench.growth import Cost, opened
from bench.placeholders import SAVED_AT, make_district
from bench.rows import Row
from districts.models import District
from languages.columns import word_column
from languages.registry import SOURCE
from publishing.states import PublicationState
from search.index import rebuild
from timeline.models import Milestone

MOST = 300  # milliseconds
MILESTONES = 10_000
TRIES = 3
QUERIES = {
    "a common word": "milestone",
    "common words": "placeholder+milestone+sentence",
    "a rare number": "milestone+77",
    "a rare word": "zebra",
    "two digits": "77",
    "two letters that many words begin with": "pl",
    "two letters that no word begins with": "zq",
    "single letters": "m+p",
    "a part of a word": "lace",
    "words together": "%22what+happens+and+who%22",
    "a month": "may+2027",
    "a year": "2026",
    "a time long ago": "1905",
    "a word and a month": "milestone+may+2027",
    "a misspelled word": "mileston3",
    "nothing": "qqq+xxx+yyy",
    "many words": "a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p",
}
PLACES = {"a district": "/es/district-00001/search/?q=", "the whole site": "/es/search/?q="}
PAGES = {
    f"search of {place}, {name}": f"{start}{query}"
    for place, start in PLACES.items()
    for name, query in QUERIES.items()
}


def searches() -> list[Row]:
    """The slowest search on SQLite and, where there is one, on the large database."""
    what = "search of {} with {}: the slowest of {} pages"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'search.sqlite3'}"
        command = [sys.executable, "-m", "bench.search", "fill"]
        subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=True)
        rows = [_row(what.format("SQLite", f"{MILESTONES:,} milestones", len(PAGES)), url)]
    many = what.format("PostgreSQL", "1,000,000 milestones", len(PAGES))
    if large := os.environ.get("LARGE_DATABASE_URL"):
        return [*rows, _row(many, large)]
    how = "not measured: `make demo-large`, then `LARGE_DATABASE_URL=URL make bench`"
    return [*rows, Row(many, f"<= {MOST} ms", how)]


def _row(what: str, url: str) -> Row:
    costs = measured(url)
    name = max(costs, key=lambda each: costs[each].whole)
    found = f"{costs[name].whole:.0f} ms ({name})"
    return Row(what, f"<= {MOST} ms", found, costs[name].whole <= MOST)


def measured(url: str) -> dict[str, Cost]:
    """The least cost of each page on a database that has been filled."""
    with opened(url) as here:
        return {name: min(here(page) for _ in range(TRIES)) for name, page in PAGES.items()}


def fill() -> None:
    """A district with very many milestones in three languages, and its index."""
    call_command("migrate", interactive=False, verbosity=0)
    # Not by managers of their own, which would tell all listeners of each record.
    districts: Any = QuerySet(District)
    milestones: Any = QuerySet(Milestone)
    districts.bulk_create([make_district(1)])
    milestones.bulk_create(_milestone(number) for number in range(1, MILESTONES + 1))
    rebuild()


def _milestone(number: int) -> Milestone:
    said = f"Placeholder: milestone {number}"
    more = f"{said}, with a sentence on what happens and who decides it"
    words: dict[str, Any] = {
        word_column(name, language): text if language == SOURCE else f"[{language}] {text}"
        for name, text in (("title", said), ("detail", more))
        for language in (SOURCE, "es", "vi")
    }
    return Milestone(
        district_id=1,
        state=PublicationState.PUBLISHED,
        modified_at=SAVED_AT,
        position=number % 1000,
        when=f"{2020 + number % 10}-{number % 12 + 1:02}",
        **words,
    )


def main() -> None:
    """Print what each page takes on the large database, or else on one of SQLite."""
    if sys.argv[1:] == ["fill"]:
        fill()
    elif large := os.environ.get("LARGE_DATABASE_URL"):
        for name, cost in measured(large).items():
            print(f"{name:44}{cost.whole:9.1f}{cost.cpu:9.1f}{cost.database:9.1f}", flush=True)
    else:
        for row in searches():
            print(f"{row.what}: {row.found}")


if __name__ == "__main__":
    main()

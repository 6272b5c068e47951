"""What pages cost among 10,000 districts, against a few: `python -m bench.growth [PAGE…]`.

`LARGE_DATABASE_URL` names a database of a server on this machine that `make demo-large` has filled.
The few (`FEW=120`: enough to fill the first page of each list) are a database beside it, which is
made by the first run and stays. Both are measured in turns, each page after it was opened before.
What counts is the least time of a processor, of this process and of the server's, so that other
work of the machine hardly shows.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path
from subprocess import PIPE
from typing import NamedTuple
from urllib.parse import urlsplit

import psycopg
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client

TIMES = 2
ROUNDS = 3
# All work of a query is done by one process, whose time is read.
ALONE = {"PGOPTIONS": "-c max_parallel_workers_per_gather=0"}
FEW = int(os.environ.get("FEW", "4"))  # districts; with 120, lists have as many rows as among many
PAGES = {
    "front page": "/en/",
    "front page, page 2": "/en/?page=2",
    "front page, by name": "/en/?q=district+00003",
    "front page, by state": "/en/?state=State+03",
    "compare": "/en/compare/",
    "compare, by name": "/en/compare/?q=district+00003",
    "about": "/en/about/",
    "home": "/es/district-00003/",
    "timeline": "/es/district-00003/timeline/",
    "plan": "/es/district-00003/plan/",
    "schools": "/es/district-00003/schools/",
    "school": "/es/district-00003/schools/school-1/",
    "meetings": "/es/district-00003/events/",
    "meeting": "/es/district-00003/events/meeting-1/",
    "handout": "/es/district-00003/handout/",
    "ask": "/es/district-00003/ask/",
    "alerts": "/es/district-00003/alerts/",
    "wording": "/es/district-00003/wording/",
    "changes": "/es/district-00003/changes/",
    "languages": "/es/district-00003/languages/",
    "search a district": "/es/district-00003/search/?q=milestone",
    "search": "/es/search/?q=milestone+77",
    "API, milestones": "/api/v1/districts/district-00003/milestones/",
    "sitemap index": "/sitemap.xml",
    "sitemap, a part": "{sitemap}",
    "admin, what needs staff": "/admin/",
    "admin, what a district needs": "/admin/?district=3",
    "admin, districts": "/admin/districts/district/",
    "admin, schools": "/admin/districts/school/",
    "admin, milestones": "/admin/timeline/milestone/",
    "admin, milestones of a district": "/admin/timeline/milestone/?district__id__exact=3",
    "admin, milestones, page 2": "/admin/timeline/milestone/?p=2",
    "admin, milestones, common words": "/admin/timeline/milestone/?q=milestone+placeholder",
    "admin, milestones, rare words": "/admin/timeline/milestone/?q=milestone+1234",
    "admin, milestones, two digits": "/admin/timeline/milestone/?q=milestone+77",
    "admin, milestones, drafts": "/admin/timeline/milestone/?now=draft",
    "admin, phases": "/admin/timeline/phase/",
    "admin, meetings": "/admin/events/meeting/",
    "admin, meetings, search": "/admin/events/meeting/?q=meeting+3",
    "admin, questions": "/admin/feedback/question/",
    "admin, questions of a district": "/admin/feedback/question/?district__id__exact=3",
    "admin, interpreters": "/admin/feedback/interpreterrequest/",
    "admin, a milestone": "/admin/timeline/milestone/250/change/",
    "admin, a new milestone": "/admin/timeline/milestone/add/",
    "desk with coverage": "/desk/",
    "queue": "/desk/es/",
    "queue, stale": "/desk/es/?status=stale",
    "queue of a district": "/desk/es/?district=3",
    "queue, a later page": "/desk/es/{later}",
    "queue, a search": "/desk/es/?q=milestone+77",
    "queue, words of translations": "/desk/es/?q=milestone+77&look=text",
    "queue, changed since": "/desk/es/?since=2026-11-26",
    "queue, checks find something": "/desk/es/?doubtful=on",
    "queue, changed by me": "/desk/es/?mine=on",
    "queue, suggestions": "/desk/es/?status=suggested",
    "a translation": "/desk/es/{unit}/",
}


class Cost(NamedTuple):
    """What a page takes, in milliseconds: in all, of CPU in this process, of its queries, and of
    CPU in the process of PostgreSQL that answers them."""

    whole: float
    cpu: float
    database: float
    server: float

    @property
    def used(self) -> float:
        """Of CPU in both processes."""
        return self.cpu + self.server


@dataclass(frozen=True, slots=True)
class Compared:
    """A page among few districts and among many."""

    name: str
    few: Cost
    many: Cost

    @property
    def ratio(self) -> float:
        """Of the time of a processor, among many to among few."""
        return self.many.used / self.few.used

    def __str__(self) -> str:
        costs = "".join(f"{each.cpu:8.1f} +{each.server:7.1f}" for each in (self.few, self.many))
        return f"{self.name:34}{costs}{self.ratio:7.2f}"


def main() -> None:
    """Measure both databases in turns and print the table."""
    large = os.environ.get("LARGE_DATABASE_URL", "")
    if not large:
        sys.exit("LARGE_DATABASE_URL has to name a database that “make demo-large” has filled.")
    print(f"milliseconds of CPU, here + in PostgreSQL: with {FEW} districts, with many; ratio")
    for page in compared(large, sys.argv[1:] or PAGES):
        print(page)


def compared(large: str, names: Iterable[str] = PAGES) -> list[Compared]:
    """Pages on a database with `FEW` districts, and on the one at `large`."""
    with opened(few_beside(large)) as here, opened(large) as there:
        rounds = [
            Compared(name, here(PAGES[name]), there(PAGES[name]))
            for _ in range(ROUNDS)
            for name in names
        ]
    return [_least([each for each in rounds if each.name == name]) for name in names]


def few_beside(large: str) -> str:
    """The address of a database with `FEW` districts on the same server, made if it is missing."""
    name = f"growth_{FEW}"
    url = urlsplit(large)._replace(path=f"/{name}").geturl()
    with psycopg.connect(large, autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(f"CREATE DATABASE {name}")
            command = [sys.executable, "-m", "bench.large"]
            given = {**os.environ, "DATABASE_URL": url, "DISTRICTS": str(FEW)}
            try:
                subprocess.run(command, env=given, check=True)
            except BaseException:  # else the next run would take it for a whole one
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")
                raise
    return url


def _least(rounds: list[Compared]) -> Compared:
    """The least of each kind of time: what other programs do in between costs only time."""
    few, many = zip(*((each.few, each.many) for each in rounds), strict=True)
    return Compared(rounds[0].name, Cost(*map(min, *few)), Cost(*map(min, *many)))


@contextmanager
def opened(url: str) -> Iterator[Callable[[str], Cost]]:
    """A function that measures the page at an address, in a process of its own."""
    command = [sys.executable, "-m", "bench.growth", "here"]
    given = {**os.environ, **ALONE, "DATABASE_URL": url}
    process = subprocess.Popen(command, env=given, stdin=PIPE, stdout=PIPE, text=True)
    asked, said = process.stdin, process.stdout

    def measure(address: str) -> Cost:
        print(address, file=asked, flush=True)
        return Cost(*map(float, said.readline().split()))  # type: ignore[union-attr]

    with process:
        yield measure
        asked.close()  # type: ignore[union-attr]


def here() -> None:
    """Print what the pages take whose addresses are read, on the database of the settings."""
    call_command("migrate", interactive=False, verbosity=0)
    staff, family = Client(), Client()
    root, _ = User.objects.get_or_create(
        username="bench", defaults={"is_staff": True, "is_superuser": True}
    )
    staff.force_login(root)
    queue = text(staff, "/desk/es/")
    places = {
        "later": first(r'rel="next" href="([^"]*)"', queue),
        "unit": first(r'href="/desk/es/(\d+)/', queue),
        "sitemap": first(r"<loc>https?://[^/<]*(/[^<]*)", text(family, "/sitemap.xml")),
    }
    for line in sys.stdin:
        address = line.strip().format(**places)
        client = staff if address.startswith(("/admin/", "/desk/")) else family
        opening = partial(text, client, address)
        opening()
        taken = [timed(opening) for _ in range(TIMES)]
        print(*(min(each) * 1000 for each in zip(*taken, strict=True)), flush=True)


def timed(act: Callable[[], object]) -> Cost:
    """The cost of an act, such as a request, in seconds."""
    asked: list[float] = []

    def query(execute: Callable[..., object], *given: object) -> object:
        began = time.perf_counter()
        try:
            return execute(*given)
        finally:
            asked.append(time.perf_counter() - began)

    start, cpu, server = time.perf_counter(), time.process_time(), _used_by_server()
    with connection.execute_wrapper(query):
        act()
    whole, used = time.perf_counter() - start, time.process_time() - cpu
    return Cost(whole, used, sum(asked), _used_by_server() - server)


def _used_by_server() -> float:
    """Seconds of CPU of the process of PostgreSQL behind this connection; 0 with SQLite."""
    if connection.vendor != "postgresql":
        return 0
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 10**9


def text(client: Client, address: str) -> str:
    """The page at an address; ends the program if there is none."""
    answer = client.get(address, secure=True, follow=True)
    if answer.status_code != 200:
        sys.exit(f"{address}: {answer.status_code}")
    return answer.content.decode()


def first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    return unescape(found[1]) if found else ""


if __name__ == "__main__":
    here() if sys.argv[1:] == ["here"] else main()

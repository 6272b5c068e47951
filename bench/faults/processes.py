"""Processes of the site are killed and replaced while families read and staff save."""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

from bench.faults.postgres_down import PAGES, unread
from bench.faults.readers import Readers, Reply, again, bad, reading, slowest, statuses
from bench.faults.site import Running
from bench.faults.staff import Staff
from bench.faults.table import Row
from deploy.restart import pid_file, replace, running

GETS = 10_000  # for each fault
LONGEST = 100.0  # seconds for them
RESTARTS = 5
RATE = 250.0  # requests a second
ADD = "/admin/timeline/commitment/add/"
TRIES = 20  # as often as somebody sends one form


@dataclass
class Writer:
    """Somebody who adds one record after the other, and sends a form again that was not answered.

    `sent` are their names; `stored` counts those that the database has once.
    """

    staff: Staff
    rng: random.Random
    sent: list[str] = field(default_factory=list)
    repeated: int = 0

    def run(self, ended: threading.Event) -> None:
        """Until it has ended."""
        while not ended.wait(0.5):
            self.staff.open()
            if "district" not in self.staff.form:
                continue
            name = f"Sent {self.rng.randrange(10**9)}"
            if self._send(name):
                self.sent.append(name)

    def _send(self, name: str) -> bool:
        """Whether the site said that it is stored."""
        for tried in range(TRIES):
            if self.staff.save(district="1", text_en=name, state="draft").status == 302:
                self.repeated += tried
                return True
            time.sleep(0.2)
        return False

    def stored(self, url: str) -> str:
        """What the database has of what it has acknowledged."""
        with psycopg.connect(url) as connection:
            count = "SELECT count(*), count(DISTINCT text_en) FROM timeline_commitment"
            found = connection.execute(f"{count} WHERE text_en = ANY(%s)", [self.sent]).fetchone()
        rows, names = found or (0, 0)
        lost, twice = len(self.sent) - names, rows - names
        return (
            f"{len(self.sent)} forms acknowledged, {self.repeated} sent again: "
            f"{lost} lost, {twice} stored twice"
        )


@contextmanager
def everybody(rng: random.Random, site: Running) -> Iterator[tuple[Readers, Readers, Writer]]:
    """Those who read known pages, those who read new ones, and somebody who writes."""
    writer, ended = Writer(site.staff(ADD), rng), threading.Event()
    writing = threading.Thread(target=writer.run, args=[ended])
    with (
        reading(site.front, again(PAGES), RATE, 24) as known,
        reading(site.front, unread(rng), 5, 4) as new,
    ):
        writing.start()
        try:
            yield known, new, writer
        finally:
            ended.set()
            writing.join()


def killed_workers(rng: random.Random, site: Running) -> Row:
    """One worker each second, at once."""
    kills, ends = 0, time.monotonic() + LONGEST
    with everybody(rng, site) as (known, new, writer):
        while time.monotonic() < ends and len(known.replies) < GETS:
            time.sleep(1)
            if workers := site.server.workers:
                os.kill(rng.choice(workers), signal.SIGKILL)
                kills += 1
    return row(f"a worker killed each second, {kills} times", known, new, writer, site)


def restarts(rng: random.Random, site: Running) -> Row:
    """As `make restart` does."""
    file, ends = pid_file(int(site.server.host.rpartition(":")[2])), time.monotonic() + LONGEST
    with everybody(rng, site) as (known, new, writer):
        for _ in range(RESTARTS):
            replace(running(file), file)
        while time.monotonic() < ends and len(known.replies) < GETS:
            time.sleep(1)
    return row(f"{RESTARTS} restarts", known, new, writer, site)


def rows(rng: random.Random, site: Running) -> Iterator[Row]:
    """Both of them."""
    yield killed_workers(rng, site)
    yield restarts(rng, site)


def row(fault: str, known: Readers, new: Readers, writer: Writer, site: Running) -> Row:
    """What all of them noticed."""
    replies = [*known.replies, *new.replies]
    stored = writer.stored(site.database.url)
    whole = bool(writer.sent) and stored.endswith(": 0 lost, 0 stored twice")
    return Row(fault, f"{_counted(replies)}; {stored}", not bad(replies) and whole)


def _counted(replies: Sequence[Reply]) -> str:
    failed = bad(replies)
    which = f" ({statuses(failed)})" if failed else ""
    return f"{len(failed)} of {len(replies):,} GETs failed{which}, slowest {slowest(replies):.1f} s"

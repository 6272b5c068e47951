"""The database stops, hangs, or only answers readers, while families read and staff save."""

import itertools
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import psycopg

from bench.faults.readers import Reply, again, ask, bad, reading, slowest, statuses
from bench.faults.staff import Staff
from bench.faults.table import Row
from tests import postgres

BROKEN = 8.0  # seconds for which it is broken
SETTLING = 2.5  # seconds that are not counted as broken: the site has to notice
WELL = 5.0  # seconds after which all is well again
PAGES = [
    f"/{code}/{path}" for code in ("en", "vi", "ar") for path in ("", "denver/", "duluth/plan/")
]

Break = Callable[[postgres.Server], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """How the database is broken and mended; `patience` is what a page never read may take."""

    name: str
    begin: Break
    end: Break
    patience: float
    is_readable: bool = False


def stop(server: postgres.Server) -> None:
    """At once, with all connections."""
    server.stop()


def start(server: postgres.Server) -> None:
    """After `stop`."""
    server.start()


def hang(server: postgres.Server) -> None:
    """No process of the database answers any more."""
    _signal(server, signal.SIGSTOP)


def wake(server: postgres.Server) -> None:
    """After `hang`."""
    _signal(server, signal.SIGCONT)


def refuse_writes(server: postgres.Server) -> None:
    """As on a replica, or while the disk is full."""
    _set(server, "ALTER SYSTEM SET default_transaction_read_only = on")


def allow_writes(server: postgres.Server) -> None:
    """After `refuse_writes`."""
    _set(server, "ALTER SYSTEM RESET default_transaction_read_only")


def _set(server: postgres.Server, statement: str) -> None:
    options = "-c default_transaction_read_only=off"
    with psycopg.connect(server.url, autocommit=True, options=options) as connection:
        connection.execute(statement)
        connection.execute("SELECT pg_reload_conf()")


def _signal(server: postgres.Server, number: signal.Signals) -> None:
    first = int((server.home / "data" / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    for pid in (first, *map(int, children)):
        os.kill(pid, number)


FAULTS = (
    Fault("database stopped", stop, start, 1.0),
    Fault("database hangs", hang, wake, 5.0),
    Fault("database read-only", refuse_writes, allow_writes, 1.0, is_readable=True),
)


def unread(rng: random.Random) -> Iterator[str]:
    """Pages that nobody has read: those of other days."""
    first = date(2000, 1, 1) + timedelta(days=rng.randrange(50_000))
    for number in itertools.count():
        yield f"/es/denver/timeline/?on={first + timedelta(days=number)}"


def rows(rng: random.Random, server: postgres.Server, front: str, staff: Staff) -> Iterator[Row]:
    """Break the database of a running site in each way; `front` is where readers ask."""
    for fault in FAULTS:
        yield _try(fault, rng, server, front, staff)


def _try(
    fault: Fault, rng: random.Random, server: postgres.Server, front: str, staff: Staff
) -> Row:
    for _ in range(4):  # each process reads each page
        for path in PAGES:
            ask(front, path)
    staff.open()
    typed = f"N{rng.randrange(10**6)}"
    with reading(front, again(PAGES)) as known, reading(front, unread(rng), 4, 4) as new:
        time.sleep(1)
        broken_at = time.monotonic()
        fault.begin(server)
        noticed = time.monotonic() + SETTLING
        time.sleep(SETTLING)
        form = staff.save(short_name=typed)
        time.sleep(max(0.0, broken_at + BROKEN - time.monotonic()))
        fault.end(server)
        mended_at = time.monotonic()
        time.sleep(WELL + 3)
        well_at = mended_at + WELL
    seen = Seen(
        typed=typed,
        form=form,
        saved=staff.save(short_name=typed),
        old=known.since(broken_at, mended_at),
        fresh=new.since(broken_at, mended_at),
        after=[*known.since(well_at), *new.since(well_at)],
        noticed_at=noticed,
    )
    return Row(fault.name, seen.counted, seen.holds(fault.patience))


@dataclass(frozen=True, slots=True)
class Seen:
    """What readers got of pages read before and never, and what became of a form."""

    typed: str
    form: Reply
    saved: Reply
    old: list[Reply]
    fresh: list[Reply]
    after: list[Reply]
    noticed_at: float

    @property
    def counted(self) -> str:
        """In words and figures."""
        old, fresh, form = self.old, self.fresh, self.form
        return (
            f"{len(old)} pages read before: {len(bad(old))} failed, slowest {slowest(old):.1f} s, "
            f"{sum(each.is_marked for each in old)} marked; {len(fresh)} never read: "
            f"{statuses(fresh)}, slowest {slowest(fresh):.1f} s; form: {form.status} after "
            f"{form.seconds:.1f} s, {_kept(form, self.typed)}, then {self.saved.status}; "
            f"{len(bad(self.after))} of {len(self.after)} failed later than {WELL:.0f} s after "
            "its return"
        )

    def holds(self, patience: float) -> bool:
        """Whether that is what is wanted; a page never read may take `patience` seconds."""
        fresh = [each for each in self.fresh if each.asked_at > self.noticed_at]
        return (
            not bad(self.old)
            and slowest(each for each in self.old if each.asked_at > self.noticed_at) < 1
            and all(each.is_good or _is_told(each) for each in self.fresh)
            and slowest(fresh) < patience + 0.2
            and self.form.status == 503
            and self.typed.encode() in self.form.body
            and self.saved.status == 302
            and not bad(self.after)
        )


def _is_told(reply: Reply) -> bool:
    return reply.status == 503 and "retry-after" in reply.headers


def _kept(reply: Reply, typed: str) -> str:
    return "keeps what was typed" if typed.encode() in reply.body else "LOSES what was typed"

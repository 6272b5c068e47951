"""Two servers of the site, two databases, Redis and nginx: one machine after the other ends."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from shutil import rmtree

from bench.faults.postgres_down import PAGES, unread
from bench.faults.readers import Reply, again, ask, bad, reading, slowest, statuses
from bench.faults.site import staff_of
from bench.faults.staff import NAME, PASSWORD, Staff
from bench.faults.table import Row
from deploy.machines import SITES, Machines, machines

BROKEN = 6.0  # seconds
FORM = 20.0  # seconds until a form must be saved again
ACCOUNT = {
    "DJANGO_SUPERUSER_USERNAME": NAME,
    "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
    "DJANGO_SUPERUSER_EMAIL": "faults@example.org",
    "LOG_LEVEL": "ERROR",
}


def rows(rng: random.Random) -> Iterator[Row]:
    """Each failure and what is done about it, without a restart of the site."""
    with machines(**ACCOUNT) as made:
        made.start_all()
        made.site("manage.py", "createsuperuser", "--no-input")
        front = f"127.0.0.1:{made.ports['web']}"
        staff = staff_of(front)
        # What the machine itself costs, to compare the others with.
        yield _row("nothing ends", rng, staff, bool)
        yield _row("both servers restart, one after the other", rng, staff, lambda: _restart(made))
        yield _row("one of two servers ends", rng, staff, lambda: _end(made, "site1"))
        made.start("site1")
        yield _row("its replica ends", rng, staff, lambda: _end(made, "database2"))
        made.start("database2")
        time.sleep(BROKEN)
        yield _row("the primary ends, the replica is promoted", rng, staff, lambda: _promote(made))
        yield _second_primary(made)
        rmtree(made.home("database1") / "data")
        made.start("database1")
        yield _row("the old primary follows", rng, staff, bool)
        yield _row("back again", rng, staff, lambda: _promote(made, "database2", "database1"))


def _end(made: Machines, name: str) -> None:
    made.end(name, at_once=True)


def _restart(made: Machines) -> None:
    for name in SITES:
        made.end(name)
        made.start(name)


def _promote(made: Machines, old: str = "database1", new: str = "database2") -> None:
    made.end(old, at_once=True)
    time.sleep(BROKEN / 2)
    made.database(new, "promote")


def _second_primary(made: Machines) -> Row:
    """Whether the old primary can be started beside the new one."""
    with suppress(OSError):
        made.start("database1")
        return Row("the old primary starts again", "there are two primaries", holds=False)
    return Row("the old primary starts again", "refuses to serve beside the new one", holds=True)


def _row(fault: str, rng: random.Random, staff: Staff, begin: Callable[[], object]) -> Row:
    """Nobody who reads may get an error, and a form is saved again."""
    for path in PAGES:
        ask(staff.host, path)
    with reading(staff.host, again(PAGES)) as known, reading(staff.host, unread(rng), 4, 4) as new:
        time.sleep(1)
        begin()
        done = time.monotonic()
        saved, again_after = _saved(rng, staff, done)
        time.sleep(max(0.0, done + BROKEN - time.monotonic()))
    replies: list[Reply] = [*known.replies, *new.replies]
    failed = bad(replies)
    counted = (
        f"{len(failed)} of {len(replies)} GETs failed{f' ({statuses(failed)})' if failed else ''}, "
        f"{len(new.replies)} of them never read before, slowest {slowest(replies):.1f} s; "
        f"form: {saved} after {again_after:.1f} s"
    )
    return Row(fault, counted, not failed and saved == 302)


def _saved(rng: random.Random, staff: Staff, since: float) -> tuple[int, float]:
    """The answer to a form that is sent until it is saved, and the seconds until then."""
    name, status = f"F{rng.randrange(10**6)}", 0
    while status != 302 and time.monotonic() < since + FORM:
        staff.open()
        status = staff.save(short_name=name).status if "short_name" in staff.form else 503
    return status, time.monotonic() - since

"""Processes of the site are killed and replaced while families read and staff save."""

import os
import random
import signal
import time
from collections.abc import Iterator, Sequence

from bench.faults.postgres_down import PAGES, unread
from bench.faults.readers import Reply, again, bad, reading, slowest, statuses
from bench.faults.site import Running
from bench.faults.table import Row
from deploy.restart import pid_file, replace, running

KILLS = 20
RESTARTS = 5
RATE = 100.0  # requests a second


def killed_workers(rng: random.Random, site: Running) -> Row:
    """One worker each second, at once."""
    with (
        reading(site.front, again(PAGES), RATE, 16) as known,
        reading(site.front, unread(rng), 5, 4) as new,
    ):
        for _ in range(KILLS):
            time.sleep(1)
            if workers := site.server.workers:
                os.kill(rng.choice(workers), signal.SIGKILL)
    replies = [*known.replies, *new.replies]
    failed = bad(replies)
    counted = _counted(replies)
    return Row(f"a worker killed each second, {KILLS} times", counted, not failed)


def restarts(rng: random.Random, site: Running) -> Row:
    """As `make restart` does, while a member of staff saves once a second."""
    staff = site.staff()
    file = pid_file(int(site.server.host.rpartition(":")[2]))
    saved = lost = 0
    with (
        reading(site.front, again(PAGES), RATE, 16) as known,
        reading(site.front, unread(rng), 5, 4) as new,
    ):
        for _ in range(RESTARTS):
            replace(running(file), file)
            name = f"R{rng.randrange(10**6)}"
            staff.open()
            acknowledged = staff.save(short_name=name).status == 302
            staff.open()
            saved += acknowledged
            lost += acknowledged and staff.form["short_name"] != [name]
    replies = [*known.replies, *new.replies]
    failed = bad(replies)
    counted = f"{_counted(replies)}; {saved} forms saved, {lost} of them lost"
    return Row(f"{RESTARTS} restarts", counted, not failed and not lost and saved == RESTARTS)


def rows(rng: random.Random, site: Running) -> Iterator[Row]:
    """Both of them."""
    yield killed_workers(rng, site)
    yield restarts(rng, site)


def _counted(replies: Sequence[Reply]) -> str:
    failed = bad(replies)
    which = f" ({statuses(failed)})" if failed else ""
    return f"{len(failed)} of {len(replies)} GETs failed{which}, slowest {slowest(replies):.1f} s"

"""Families read from a replica: it stops, then the primary does, and it takes its place."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.faults.postgres_down import PAGES, SETTLING, stop, unread
from bench.faults.readers import Reply, again, ask, bad, reading, slowest, statuses
from bench.faults.site import prepare, staff_of
from bench.faults.table import Row
from bench.servers import gunicorn
from deploy.run import ROOT
from tests import nginx, postgres, tools

BROKEN = 6.0  # seconds
PAGE = "/en/chicago/timeline/"  # of the first district


def rows(rng: random.Random) -> Iterator[Row]:
    """The edit that a replica passes on, and both failures."""
    with _pair() as (primary, replica):
        program = tools.require(tools.NGINX)
        with (
            gunicorn(DATABASE_URL=primary.url, DATABASE_REPLICA_URL=replica.url) as server,
            nginx.running(program, [server.host], ROOT / "var") as at,
        ):
            front = at.removeprefix("http://")
            yield _edit(rng, front)
            yield _try("replica stopped", rng, front, lambda: stop(replica))
            replica.start()
            time.sleep(SETTLING)
            yield _try("primary stopped, replica goes on", rng, front, lambda: stop(primary))
        replica.promote()
        with gunicorn(DATABASE_URL=replica.url) as server:
            saved = _save(rng, server.host)
            yield Row("replica in place of the primary", f"form: {saved}", saved == 302)


def _save(rng: random.Random, host: str) -> int:
    staff = staff_of(host)
    staff.open()
    return staff.save(short_name=f"E{rng.randrange(10**6)}").status


def _edit(rng: random.Random, front: str) -> Row:
    staff, name = staff_of(front), f"E{rng.randrange(10**6)}"
    staff.open()
    ask(front, PAGE)
    saved = staff.save(short_name=name).status
    began = time.monotonic()
    while name.encode() not in ask(front, PAGE).body:
        if time.monotonic() - began > 10:
            break
    seconds = time.monotonic() - began
    counted = f"form: {saved}; public behind nginx after {seconds:.1f} s"
    return Row("an edit, read from a replica", counted, saved == 302 and seconds < 4)


def _try(fault: str, rng: random.Random, front: str, begin: Callable[[], None]) -> Row:
    with reading(front, again(PAGES)) as known, reading(front, unread(rng), 4, 4) as new:
        time.sleep(1)
        begin()
        noticed = time.monotonic() + SETTLING
        time.sleep(BROKEN)
    replies: list[Reply] = [*known.replies, *new.since(noticed)]
    counted = (
        f"{len(bad(replies))} of {len(replies)} GETs failed, slowest {slowest(replies):.1f} s; "
        f"never read, within the first {SETTLING} s: {statuses(new.since(0, noticed))}"
    )
    return Row(fault, counted, not bad(replies))


@contextmanager
def _pair() -> Iterator[tuple[postgres.Server, postgres.Server]]:
    """A primary with the site's data, and a standby that follows it."""
    binaries = tools.require(tools.POSTGRES).resolve().parent
    with (
        postgres.running(binaries) as primary,
        TemporaryDirectory(prefix="standby-", ignore_cleanup_errors=True) as folder,
    ):
        prepare(primary.url)
        replica = primary.backup(Path(folder))
        replica.start()
        try:
            yield primary, replica
        finally:
            replica.stop(check=False)

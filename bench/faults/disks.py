"""The disk of an SQLite database is full, or read-only. Only root may make such disks."""

import os
import random
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.faults.postgres_down import unread
from bench.faults.readers import Reply, ask, bad
from bench.faults.site import prepare, staff_of
from bench.faults.sqlite_writers import shell
from bench.faults.staff import Staff
from bench.faults.table import Row
from bench.servers import gunicorn

CHECK = """
from django.db import connection
print(connection.cursor().execute("PRAGMA integrity_check").fetchone()[0])
"""
TYPED = "Typed meanwhile"
PAGES = [f"/{code}/denver/" for code in ("en", "vi", "ar")]


def rows(rng: random.Random) -> Iterator[Row]:
    """Full while the site runs, full when it starts, read-only when it starts."""
    with _small_disk() as folder:
        url = _url(folder)
        prepare(url)
        with gunicorn(DATABASE_URL=url) as server:
            staff = staff_of(server.host)
            _fill(folder / "filler")
            seen = _seen(rng, staff)
            (folder / "filler").unlink()
            yield _row("disk full (SQLite)", seen, staff.save(short_name="Later"), url)
        _fill(folder / "filler")
        with gunicorn(DATABASE_URL=url) as server:
            staff.host = server.host
            seen = _seen(rng, staff)
            (folder / "filler").unlink()
            yield _row("started on a full disk", seen, staff.save(short_name="Last"), url)
        with _read_only(folder) as at, gunicorn(DATABASE_URL=_url(at)) as server:
            staff.host = server.host
            seen = _seen(rng, staff)
            subprocess.run(["/bin/mount", "-o", "remount,bind,rw", str(at)], check=True)
            yield _row("started on a read-only disk", seen, staff.save(short_name="End"), url)


def _url(folder: Path) -> str:
    return f"sqlite:///{folder}/site.sqlite3"


def _seen(rng: random.Random, staff: Staff) -> tuple[list[Reply], Reply]:
    """Pages read and never read before, and the answer to a form."""
    staff.open()
    paths = [*PAGES, *islice(unread(rng), 20), *PAGES]
    return [ask(staff.host, path) for path in paths], staff.save(short_name=TYPED)


def _row(fault: str, seen: tuple[list[Reply], Reply], saved: Reply, url: str) -> Row:
    replies, form = seen
    kept = TYPED.encode() in form.body
    sound = shell(url, CHECK).communicate()[0].split()[-1]
    counted = (
        f"{len(bad(replies))} of {len(replies)} GETs failed; form: {form.status}, typed text is "
        f"{'kept' if kept else 'LOST'}, then {saved.status}; integrity check: {sound}"
    )
    holds = not bad(replies) and form.status == 503 and kept and saved.status == 302
    return Row(fault, counted, holds and sound == "ok")


@contextmanager
def _small_disk() -> Iterator[Path]:
    """A folder on a disk of 24 MiB in memory."""
    with TemporaryDirectory(prefix="faults-") as folder:
        subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["/bin/umount", "--lazy", folder], check=True)


@contextmanager
def _read_only(folder: Path) -> Iterator[Path]:
    """Another path of the folder, at which nothing can be written."""
    with TemporaryDirectory(prefix="faults-") as at:
        subprocess.run(["/bin/mount", "--bind", str(folder), at], check=True)
        try:
            subprocess.run(["/bin/mount", "-o", "remount,bind,ro", at], check=True)
            yield Path(at)
        finally:
            subprocess.run(["/bin/umount", "--lazy", at], check=True)


def _fill(file: Path) -> None:
    """Take all the room that is left."""
    with file.open("wb") as stream:
        try:
            while True:
                os.write(stream.fileno(), b"\0" * 4096)
        except OSError:
            return

"""Many write to one SQLite database at once, or its disk is full."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.faults.readers import again, ask, bad, reading, slowest
from bench.faults.site import prepare, staff_of
from bench.faults.table import Row
from bench.servers import environment, gunicorn
from deploy.run import ROOT

WRITERS, WRITES = 20, 50
# Runs in the site's own shell; each writer has its own connection.
WRITE = """
from concurrent.futures import ThreadPoolExecutor
from django.db import transaction
from districts.models import District, School
district = District.objects.get(slug="denver")
def write(writer):
    for number in range({writes}):
        with transaction.atomic():
            School(district=district, slug=f"w{{writer}}-{{number}}", name="W").save()
with ThreadPoolExecutor({writers}) as writers:
    list(writers.map(write, range({writers})))
"""
COUNT = """
from districts.models import School
print(School.objects.filter(slug__startswith="w").count())
"""
CHECK = """
from django.db import connection
print(connection.cursor().execute("PRAGMA integrity_check").fetchone()[0])
"""
PAGES = ("/en/", "/en/denver/", "/vi/denver/timeline/")


def writers() -> Row:
    """All at once, while families read."""
    with TemporaryDirectory(prefix="faults-") as folder:
        url = f"sqlite:///{folder}/site.sqlite3"
        prepare(url)
        with gunicorn(DATABASE_URL=url) as server, reading(server.host, again(PAGES)) as readers:
            began = time.monotonic()
            failed = _shell(url, WRITE.format(writers=WRITERS, writes=WRITES)).wait() != 0
            seconds = time.monotonic() - began
        stored = int(_shell(url, COUNT).communicate()[0].split()[-1])
    replies = readers.replies
    counted = (
        f"{stored} of {WRITERS * WRITES} writes stored in {seconds:.0f} s, "
        f"{'some writers failed' if failed else 'no writer failed'}; "
        f"{len(bad(replies))} of {len(replies)} GETs failed, slowest {slowest(replies):.1f} s"
    )
    holds = stored == WRITERS * WRITES and not failed and not bad(replies)
    return Row(f"{WRITERS} writers x {WRITES} writes on SQLite", counted, holds)


def full_disk() -> Row:
    """Reads go on, a form is refused and keeps what was typed, the database is sound."""
    with _small_disk() as folder:
        url = f"sqlite:///{folder}/site.sqlite3"
        prepare(url)
        with gunicorn(DATABASE_URL=url) as server:
            staff = staff_of(server.host)
            staff.open()
            _fill(folder / "filler")
            form = staff.save(short_name="Typed before it was full")
            replies = [ask(server.host, f"/{code}/denver/") for code in ("en", "vi", "ar") * 5]
            (folder / "filler").unlink()
            staff.open()
            saved = staff.save(short_name="Typed later")
        sound = _shell(url, CHECK).communicate()[0].split()[-1]
    kept = b"Typed before it was full" in form.body
    counted = (
        f"{len(bad(replies))} of {len(replies)} GETs failed; form: {form.status}, typed text is "
        f"{'kept' if kept else 'LOST'}, then {saved.status}; integrity check: {sound}"
    )
    holds = not bad(replies) and form.status == 503 and kept and saved.status == 302
    return Row("disk full (SQLite)", counted, holds and sound == "ok")


def _shell(url: str, code: str) -> "subprocess.Popen[str]":
    given = environment(DATABASE_URL=url)
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
    return subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.PIPE, text=True)


@contextmanager
def _small_disk() -> Iterator[Path]:
    """A folder on a disk of 24 MiB in memory. Only root may make one."""
    with TemporaryDirectory(prefix="faults-") as folder:
        subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["/bin/umount", "--lazy", folder], check=True)


def _fill(file: Path) -> None:
    """Take all the room that is left."""
    with file.open("wb") as stream:
        try:
            while True:
                os.write(stream.fileno(), b"\0" * 4096)
        except OSError:
            return

"""Many write to one SQLite database at once."""

import subprocess
import sys
import time
from tempfile import TemporaryDirectory

from bench.faults.readers import again, bad, reading, slowest
from bench.faults.site import prepare
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
PAGES = ("/en/", "/en/denver/", "/vi/denver/timeline/")


def writers() -> Row:
    """All at once, while families read."""
    with TemporaryDirectory(prefix="faults-") as folder:
        url = f"sqlite:///{folder}/site.sqlite3"
        prepare(url)
        with gunicorn(DATABASE_URL=url) as server, reading(server.host, again(PAGES)) as readers:
            began = time.monotonic()
            failed = shell(url, WRITE.format(writers=WRITERS, writes=WRITES)).wait() != 0
            seconds = time.monotonic() - began
        stored = int(shell(url, COUNT).communicate()[0].split()[-1])
    replies = readers.replies
    counted = (
        f"{stored} of {WRITERS * WRITES} writes stored in {seconds:.0f} s, "
        f"{'some writers failed' if failed else 'no writer failed'}; "
        f"{len(bad(replies))} of {len(replies)} GETs failed, slowest {slowest(replies):.1f} s"
    )
    holds = stored == WRITERS * WRITES and not failed and not bad(replies)
    return Row(f"{WRITERS} writers x {WRITES} writes on SQLite", counted, holds)


def shell(url: str, code: str) -> "subprocess.Popen[str]":
    """Start the code in the site's own shell, whose output can be read."""
    given = environment(DATABASE_URL=url)
    command = [sys.executable, "manage.py", "shell", "--no-imports", "--command", code]
    return subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.PIPE, text=True)

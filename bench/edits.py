"""How often a page is made that many ask for, and how soon an edit is public."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event
from typing import Any

from bench import servers
from bench.kept import behind_nginx
from bench.load import fetch
from bench.rows import Row
from deploy.run import ROOT
from tests import tools

CLIENTS = 200
PAGE = "/en/denver/"
HOST = "127.0.0.1"  # each name of a site has pages of its own
EDITS = 5
LATEST = 1.0  # seconds
# Runs in the site's own shell; says when each edit was stored.
EDIT = """
import time
from districts.models import District
for number in range(1, {edits} + 1):
    time.sleep(2.2)
    district = District.objects.get(slug="denver")
    district.name = f"Denver, edit {{number}}"
    district.save()
    print(time.time(), flush=True)
time.sleep(2.2)
"""


def rush() -> list[Row]:
    """Many clients at once ask two servers for a page that nobody has asked for."""
    rows = [_rushed("two processes of one server")]
    if program := tools.REDIS.find():
        with servers.redis(program) as url:
            rows.append(_rushed("two servers that share Redis", hosts=2, REDIS_URL=url))
    else:
        rows.append(
            Row(f"{CLIENTS} clients at once on one cold page", "1", "redis-server is missing")
        )
    return rows


def _rushed(how: str, hosts: int = 1, **settings: str) -> Row:
    with servers.database() as url, _sites(hosts, DATABASE_URL=url, **settings) as sites:
        for site in sites:  # so that only the page itself is cold
            fetch(f"{site.address}/en/about/")
        start = Barrier(CLIENTS)

        def ask(number: int) -> str:
            start.wait()
            address = sites[number % hosts].address + PAGE
            return fetch(address, "br", Host=HOST).header("Cache-Status")

        with ThreadPoolExecutor(CLIENTS) as clients:
            said = list(clients.map(ask, range(CLIENTS)))
    made = sum("fwd=miss" in each for each in said)
    what = f"{CLIENTS} clients at once on one cold page: how often it is made ({how})"
    return Row(what, "1", str(made), made == 1)


@contextmanager
def _sites(hosts: int, **settings: Any) -> Iterator[list[servers.Server]]:
    """So many servers of one site; one or two."""
    with servers.gunicorn(**settings) as first:
        if hosts == 1:
            yield [first]
        else:
            with servers.gunicorn(**settings) as second:
                yield [first, second]


def edits() -> list[Row]:
    """How long after an edit was stored somebody still gets the page as it was before."""
    with (
        servers.database() as url,
        _sites(2, DATABASE_URL=url) as sites,
        behind_nginx(sites, PAGE) as (front, _),
        ThreadPoolExecutor(4) as threads,
    ):
        done = Event()
        asked = [
            threads.submit(_shown, each, done)
            for each in (*(site.address for site in sites), front)
        ]
        try:
            stored = _edit(url)
        finally:
            done.set()
        *shown, behind = (_latest(each.result(), stored) for each in asked)
    latest = max(shown)
    what = f"an edit is seen on two servers, the latest of {EDITS}"
    return [
        Row(what, f"<= {LATEST:.0f} s", f"{latest:.2f} s", latest <= LATEST),
        Row("the same behind the shipped nginx", "", f"{behind:.2f} s"),
    ]


def _edit(url: str) -> list[float]:
    """Edit the district several times; return when each edit was stored."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", EDIT.format(edits=EDITS)]
    environment = servers.environment(DATABASE_URL=url)
    said = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    return [float(line) for line in said.split()]


def _shown(address: str, done: Event) -> list[tuple[float, int]]:
    """When a reader asked, and the number of the edit that was shown; 0 for none."""
    answers = []
    while not done.is_set():
        asked_at = time.time()
        found = re.search(rb"Denver, edit (\d+)", fetch(address + PAGE).body)
        answers.append((asked_at, int(found[1]) if found else 0))
        time.sleep(0.01)
    return answers


def _latest(answers: list[tuple[float, int]], stored: list[float]) -> float:
    """The most seconds after an edit at which a reader asked and got an older page."""
    return max(
        asked_at - moment
        for number, moment in enumerate(stored, start=1)
        for asked_at, shown in [(moment, 0), *answers]
        if shown < number
    )

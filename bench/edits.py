"""How often a page is made that many ask for, and how soon an edit is public."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import Any

from bench import servers
from bench.kept import behind_nginx
from bench.load import fetch
from bench.rows import Row
from deploy.run import ROOT
from tests import tools

CLIENTS = 200
PAGE = "/en/denver/"
EDITS = 5
LATEST = 1.0  # seconds
# Runs in the site's own shell; says when each edit was stored.
EDIT = """
import time
from districts.models import District
for number in range({edits}):
    time.sleep(2.2)
    district = District.objects.get(slug="denver")
    district.name = f"Denver, edit {{number}}"
    district.save()
    print(time.time(), flush=True)
time.sleep(2.2)
"""


def rush() -> list[Row]:
    """Many clients at once ask two servers for a page that nobody has asked for."""
    rows = [_rushed("one server, two processes that share nothing", wanted=servers.WORKERS)]
    if program := tools.REDIS.find():
        with servers.redis(program) as url:
            rows.append(_rushed("two servers that share Redis", 1, hosts=2, REDIS_URL=url))
    else:
        rows.append(
            Row(f"{CLIENTS} clients at once on one cold page", "1", "redis-server is missing")
        )
    return rows


def _rushed(how: str, wanted: int, hosts: int = 1, **settings: str) -> Row:
    with servers.database() as url, _sites(hosts, DATABASE_URL=url, **settings) as sites:
        for site in sites:  # so that only the page itself is cold
            fetch(f"{site.address}/en/about/")
        start = Barrier(CLIENTS)

        def ask(number: int) -> str:
            start.wait()
            return fetch(sites[number % hosts].address + PAGE, "br").header("Cache-Status")

        with ThreadPoolExecutor(CLIENTS) as clients:
            said = list(clients.map(ask, range(CLIENTS)))
    made = sum("fwd=miss" in each for each in said)
    what = f"{CLIENTS} clients at once on one cold page: how often it is made ({how})"
    return Row(what, str(wanted), str(made), made <= wanted)


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
    """How many seconds after an edit was stored the last of several servers shows it."""
    with (
        servers.database() as url,
        _sites(2, DATABASE_URL=url) as sites,
        behind_nginx(sites, PAGE) as (front, _),
        ThreadPoolExecutor(4) as readers,
    ):
        seen = readers.map(_seen, [*(site.address for site in sites), front])
        stored = readers.submit(_edit, url).result()
        *shown, behind = [
            max(moment - edit for moment, edit in zip(moments, stored, strict=True))
            for moments in seen
        ]
    latest = max(shown)
    return [
        Row(
            f"an edit is seen on two servers, the latest of {EDITS}",
            f"<= {LATEST:.0f} s",
            f"{latest:.2f} s",
            latest <= LATEST,
        ),
        Row("the same behind the shipped nginx", "", f"{behind:.2f} s"),
    ]


def _edit(url: str) -> list[float]:
    command = [sys.executable, "manage.py", "shell", "-c", EDIT.format(edits=EDITS)]
    environment = servers.environment(DATABASE_URL=url)
    done = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return [float(line) for line in done.stdout.split() if line[0].isdigit() and "." in line]


def _seen(address: str) -> list[float]:
    """When each edit was first shown; readers come all the time. Raises RuntimeError."""
    moments: list[float] = []
    end = time.monotonic() + 60
    while len(moments) < EDITS and time.monotonic() < end:
        # Both processes of a server have to show it, so several answers in a row.
        if all(_shows(address, len(moments)) for _ in range(6)):
            moments.append(time.time())
        time.sleep(0.02)
    if len(moments) < EDITS:
        raise RuntimeError(f"{address} shows {len(moments)} of {EDITS} edits")
    return moments


def _shows(address: str, number: int) -> bool:
    return f"Denver, edit {number}".encode() in fetch(address + PAGE).body

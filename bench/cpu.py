"""The CPU time of a page that is made afresh, of a Django that says hello, both under gunicorn."""

import os
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from bench import servers
from bench.load import fetch
from bench.rows import Row

PAGE = "/en/denver/timeline/?on={day}"
FIRST = date(2025, 1, 1)  # by then, something is known of the district
MILESTONE = b'<li class="milestone'
HELLO = 200  # requests a round
COLD = 20
DJANGO = "django.core.wsgi:get_wsgi_application()"
ROUNDS = 3
MOST_OF_HELLO = 8


def cold() -> list[Row]:
    """The timeline, each time of another day, so that it is never kept."""
    with (
        servers.database() as url,
        servers.gunicorn(DATABASE_URL=url) as site,
        servers.gunicorn(DJANGO, DJANGO_SETTINGS_MODULE="hello") as hello,
    ):
        days = [FIRST + timedelta(days=number) for number in range(COLD * (ROUNDS + 1))]
        pages = [site.address + PAGE.format(day=day) for day in days]
        if MILESTONE not in fetch(pages[0]).body:
            raise RuntimeError(f"{pages[0]} shows no milestone")
        rounds = [pages[start : start + COLD] for start in range(0, len(pages), COLD)]
        pairs = [
            (_cpu(site, cold_pages), _cpu(hello, [hello.address] * HELLO)) for cold_pages in rounds
        ][1:]  # catalogs and templates are read in the first round
    ratio = median(page / unit for page, unit in pairs)
    page, unit = (median(each) for each in zip(*pairs, strict=True))
    found = f"{ratio:.1f} x ({page:.1f} ms of {unit:.2f} ms)"
    what = "cold timeline, CPU time, of a Django hello-world"
    return [Row(what, f"<= {MOST_OF_HELLO} x", found, ratio <= MOST_OF_HELLO)]


def _cpu(server: servers.Server, addresses: list[str]) -> float:
    """Milliseconds of CPU time of the server's processes for each of the requests."""
    before = _used(server)
    for address in addresses:
        if fetch(address, "br").status != 200:
            raise RuntimeError(f"{address} does not answer with 200")
    return (_used(server) - before) / len(addresses)


def _used(server: servers.Server) -> float:
    """Milliseconds of CPU time of the processes that answer, since they were started."""
    ticks = 0
    for pid in server.workers:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])  # in user mode and in the kernel
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")

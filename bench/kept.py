"""How fast kept pages are given, and what they cost in memory."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from re import findall, sub
from tempfile import TemporaryDirectory

from bench import servers
from bench.load import Ratio, Sent, bare, fetch, ratio
from bench.rows import Row
from deploy.machines import free_ports
from deploy.run import ROOT
from tests import nginx, tools
from tests.content import FILES

PAGE = "/en/denver/timeline/"
CODINGS = {"br": "gzip, deflate, br, zstd", "gzip": "gzip, deflate"}  # as browsers say it
LEAST_OF_BARE, LEAST_OF_STATIC = 0.75, 0.85
NEVER_KEPT = ("/ask/", "/alerts/")  # pages with a form
PAGES = 2000
COPIES = 5  # of the districts of `content/`, so that there are enough pages
MOST_MEMORY = 130  # MiB
READERS = 4  # at once
TRIES = 5  # of a page that a busy machine could not make in time
# An nginx that does nothing but give the files below `root`, with the headers of the page.
STATIC = """
server {{
    listen 127.0.0.1:{port};
    root {root};
    gzip off;
    access_log {root}/log sro buffer=64k flush=5s;
    open_file_cache max=100 inactive=60s;
    {locations}
}}
"""
LOCATION = """
    location /{coding}/ {{
        default_type "text/html; charset=utf-8";
        {headers}
    }}
"""


def of_bare() -> list[Row]:
    """Kept pages by gunicorn alone, of a bare application that answers the same."""
    with servers.database() as url, servers.gunicorn(DATABASE_URL=url) as site:
        return [_of_bare(site.address + PAGE, coding) for coding in CODINGS]


def _of_bare(address: str, coding: str) -> Row:
    with bare(kept(address, CODINGS[coding])) as other:
        measured = ratio(address, other.address, CODINGS[coding])
    what = f"kept page, gunicorn alone, of bare WSGI with the same bytes ({coding})"
    return _row(what, measured, LEAST_OF_BARE)


def of_static() -> list[Row]:
    """Kept pages behind the shipped nginx, of a file with the same bytes from the same nginx."""
    what = "kept page behind the shipped nginx, of nginx static"
    with (
        servers.database() as url,
        servers.gunicorn(DATABASE_URL=url) as site,
        behind_nginx([site], PAGE) as (front, static),
    ):
        measured = {
            coding: ratio(front + PAGE, f"{static}/{coding}/page", accepted)
            for coding, accepted in CODINGS.items()
        }
    return [_row(f"{what} ({coding})", each, LEAST_OF_STATIC) for coding, each in measured.items()]


def _row(what: str, measured: Ratio, least: float) -> Row:
    found = f"{measured.value:.2f} ({measured.first:,.0f} of {measured.second:,.0f} a second)"
    return Row(what, f">= {least}", found, measured.value >= least)


def kept(address: str, accepted: str) -> Sent:
    """The page once every process has it. Raises RuntimeError if it is never kept."""
    for _ in range(100):
        answers = [fetch(address, accepted) for _ in range(servers.WORKERS * 4)]
        if all("; hit" in each.header("Cache-Status") for each in answers):
            return answers[-1]
    raise RuntimeError(f"{address} is not kept")


@contextmanager
def behind_nginx(sites: list[servers.Server], page: str) -> Iterator[tuple[str, str]]:
    """The addresses of the shipped nginx before the sites, and of one with the page as files."""
    program = tools.require(tools.NGINX)
    with TemporaryDirectory(prefix="bench-") as folder:
        root, (port,), locations = Path(folder), free_ports(1), ""
        for coding, accepted in CODINGS.items():
            sent = kept(sites[0].address + page, accepted)
            (root / coding).mkdir()
            (root / coding / "page").write_bytes(sent.body)
            locations += LOCATION.format(coding=coding, headers=_headers(sent))
        also = STATIC.format(port=port, root=root, locations=locations)
        hosts = [site.host for site in sites]
        var = ROOT / "var"
        with nginx.running(program, hosts, var, workers=servers.WORKERS, also=also) as front:
            yield front, f"http://127.0.0.1:{port}"


def _headers(sent: Sent) -> str:
    by_nginx = {"content-type", "content-length", "etag"}
    return "\n".join(
        f"add_header {name} {json.dumps(value)};"
        for name, value in sent.headers
        if name.lower() not in by_nginx
    )


def memory() -> list[Row]:
    """What a process has in memory when it keeps very many pages."""
    with servers.database() as url:
        _copy_districts(url)
        with servers.gunicorn(DATABASE_URL=url, workers=1) as site:
            fetch(site.address + PAGE)
            empty = _used(site)
            pages = _pages(site.address)[:PAGES]
            with ThreadPoolExecutor(READERS) as readers:
                list(readers.map(_made, pages))
            full = _used(site)
            held = _held(pages)
    if len(pages) < PAGES:
        raise RuntimeError(f"the sitemap has no more than {len(pages)} pages")
    what = f"memory a worker, after {PAGES:,} pages"
    found = f"{full:.0f} MiB ({empty:.0f} before; {held:,} of the pages are kept)"
    return [Row(what, f"<= {MOST_MEMORY} MiB", found, full <= MOST_MEMORY)]


def _copy_districts(url: str) -> None:
    with TemporaryDirectory(prefix="bench-") as folder:
        for file in FILES:
            for number in range(COPIES):
                copy = Path(folder) / f"{file.stem}-{number}.yaml"
                text = file.read_text(encoding="utf-8")
                # A district's address, and what calendars know its meetings by, are its own.
                copy.write_text(sub(r"(?m)^(slug|.* uid): .*", rf"\g<0>-{number}", text))
        servers.manage(url, "load_districts", *map(str, sorted(Path(folder).iterdir())))


def _pages(address: str) -> list[str]:
    """The addresses in the sitemap."""
    index = _made(f"{address}/sitemap.xml").decode()
    sections = [_made(each).decode() for each in findall("<loc>([^<]+)", index)]
    found = [page for section in sections for page in findall("<loc>([^<]+)", section)]
    return [page for page in found if not page.endswith(NEVER_KEPT)]


def _made(page: str) -> bytes:
    """The body of a page. Raises RuntimeError if it is never made."""
    for _ in range(TRIES):
        sent = fetch(page)
        if sent.status == HTTPStatus.OK:
            return sent.body
    raise RuntimeError(f"{page} does not answer with 200, but with {sent.status}")


def _used(site: servers.Server) -> float:
    """MiB that the only worker has in use, with its share of what it has in common with its master.

    Linux calls it the proportional set size: what two processes share counts half for each.
    """
    (pid,) = site.workers
    status = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(findall(r"Pss:\s+(\d+)", status)[0]) / 1024


def _held(pages: list[str]) -> int:
    """How many of the pages are kept: the last ones asked for, until one is not."""
    for number, page in enumerate(reversed(pages)):
        if "; hit" not in fetch(page).header("Cache-Status"):
            return number
    return len(pages)

"""The first visit of a district's home on a slow line: its bytes, and when it is painted."""

from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from playwright.sync_api import Browser, Page, Response

from bench import servers
from bench.kept import behind_nginx
from bench.rows import Row
from tests import tools
from tests.browser.process import chromium
from tests.browser.site import PHONE

HOMES = ("en", "ar", "my")
VISITS = 5
LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
MOST_BYTES = 14_600  # what a server sends before it waits for the first answer: ten packets
MOST_OF_STATIC = 1.25
PAINTED = """() => performance.getEntriesByName("first-contentful-paint")
    .map((each) => each.startTime)[0]"""


def first_visit() -> list[Row]:
    """For each language: bytes, and the first paint, of that of the same bytes as one file."""
    with (
        servers.database() as url,
        servers.gunicorn(DATABASE_URL=url) as site,
        chromium(tools.require(tools.CHROMIUM)) as browser,
    ):
        return [row for language in HOMES for row in _visits(browser, site, f"/{language}/denver/")]


def _visits(browser: Browser, site: servers.Server, page: str) -> Iterator[Row]:
    with behind_nginx([site], page) as (front, static):
        pairs = [
            (_visit(browser, front + page), _visit(browser, f"{static}/br/page"))
            for _ in range(VISITS)
        ]
    size, everything = (max(each) for each in zip(*(sizes for (_, sizes), _ in pairs), strict=True))
    found = f"{size:,} bytes ({everything:,} with fonts and icon)"
    yield Row(f"first visit of {page}: bytes", f"<= {MOST_BYTES:,}", found, size <= MOST_BYTES)
    ours, others = (median(each) for each in zip(*((a[0], b[0]) for a, b in pairs), strict=True))
    ratio = median(one / other for (one, _), (other, _) in pairs)
    what = f"first visit of {page}: first paint, of the same bytes as one static file"
    found = f"{ratio:.2f} ({ours:.0f} ms of {others:.0f} ms)"
    yield Row(what, f"<= {MOST_OF_STATIC}", found, ratio <= MOST_OF_STATIC)


def _visit(browser: Browser, address: str) -> tuple[float, tuple[int, int]]:
    """Milliseconds until the first paint; the bytes of page and stylesheets, and of all."""
    answers: list[Response] = []
    with _tab(browser) as page:
        page.on("response", lambda answer: answers.append(answer))
        page.goto(address, wait_until="networkidle")
        painted: float = page.evaluate(PAINTED)
        sizes = {each.url: each.request.sizes()["responseBodySize"] for each in answers}
    styles = sum(size for url, size in sizes.items() if url.endswith(".css"))
    return painted, (sizes[address] + styles, sum(sizes.values()))


@contextmanager
def _tab(browser: Browser) -> Iterator[Page]:
    """A page of a phone with an empty cache, on a slow line."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    yield page
    context.close()

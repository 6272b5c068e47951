"""The site in a real Chromium: one browser and one site for all tests of a worker.

A test with the fixture `opened` looks at a page that was opened once for all such tests; pytest
runs the tests of one page one after another. A test with `go` opens any address.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests import tools
from tests.browser import process
from tests.browser.opened import Opened
from tests.browser.parts import Part
from tests.browser.site import ALL_PAGES, Visit, visit
from tests.browser.tab import Tab

PROBES = [
    Path(__file__).parent / "probes" / f"{name}.js"
    for name in ("layout", "meaning", "focus", "charts", "dates", "media")
]

NewContext = Callable[..., BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


@pytest.fixture(scope="package")
def site() -> Iterator[process.Site]:
    with process.site() as site:
        yield site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Lays pages out and spares what it takes to paint them."""
    with process.chromium(tools.require(tools.CHROMIUM), process.UNDRAWN) as browser:
        yield browser


@pytest.fixture(scope="package")
def drawn(browser: Browser, site: process.Site) -> Iterator[Page]:
    """A page in another browser, for a test with a picture, a wheel or `requestAnimationFrame`."""
    with process.launch(browser.browser_type, tools.require(tools.CHROMIUM)) as other:
        yield with_probes(other.new_context(base_url=site.address, locale="en-US"))


@pytest.fixture(scope="package")
def new_context(browser: Browser, site: process.Site) -> NewContext:
    """Makes a browser context on the site; accepts Playwright's own options."""
    return partial(browser.new_context, base_url=site.address, locale="en-US")


@pytest.fixture(scope="package")
def new_tab(new_context: NewContext) -> Iterator[Callable[[], Page]]:
    """Makes a page in its own context, with the probes."""
    with ExitStack() as contexts:
        yield lambda: with_probes(contexts.enter_context(new_context()))


def with_probes(context: BrowserContext) -> Page:
    context.add_init_script(script="\n".join(script.read_text() for script in PROBES))
    return context.new_page()


@pytest.fixture(scope="package")
def page(new_tab: Callable[[], Page]) -> Page:
    """The page in which `go` opens an address."""
    return new_tab()


@pytest.fixture
def go(page: Page) -> Visit:
    """Opens an address at the size of a phone, in light colors, for the screen."""
    return partial(visit, page)


@pytest.fixture(scope="package")
def _open(new_tab: Callable[[], Page]) -> Callable[[str, str], Opened]:
    tab = Tab(new_tab())
    session = tab.page.context.new_cdp_session(tab.page)
    known: set[Part] = set()

    def open_page(language: str, path: str) -> Opened:
        session.send("Network.clearBrowserCache")  # so that all of the page is asked for
        return Opened.in_tab(tab, language, path, known)

    return open_page


@pytest.fixture(scope="package", params=ALL_PAGES, ids="-".join)
def opened(request: pytest.FixtureRequest, _open: Callable[[str, str], Opened]) -> Opened:
    """Each page of the site in turn, at the size of a phone, in light colors, for the screen."""
    return _open(*request.param)


@pytest.fixture(autouse=True)
def _as_opened(request: pytest.FixtureRequest) -> None:
    """Undo what the test before has done to the page."""
    if "opened" in request.fixturenames:
        request.getfixturevalue("opened").reset()

"""The site in a real Chromium: one of each for all tests of a worker."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, BrowserContext, Page

from tests import tools
from tests.browser import process
from tests.browser.site import Visit, visit

PROBES = (
    AXE_FILE_PATH,
    *(
        Path(__file__).parent / "probes" / f"{name}.js"
        for name in ("layout", "meaning", "focus", "charts", "dates", "media")
    ),
)

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
    with process.chromium(tools.require(tools.CHROMIUM)) as browser:
        yield browser


@pytest.fixture(scope="package")
def new_context(browser: Browser, site: process.Site) -> NewContext:
    """Makes a context of the browser on the site; it takes Playwright's own options."""
    return partial(browser.new_context, base_url=site.address, locale="en-US")


@pytest.fixture(scope="package")
def page(new_context: NewContext) -> Iterator[Page]:
    """A page that brings axe and the probes; `go` opens an address in it."""
    with new_context() as context:
        for script in PROBES:
            context.add_init_script(path=script)
        yield context.new_page()


@pytest.fixture
def go(page: Page) -> Visit:
    """Opens an address in a phone's window, in light colors, on a screen."""
    return partial(visit, page)

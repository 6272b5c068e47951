"""The site served to a real Chromium: its districts are loaded, its server started, once."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import time_machine
from axe_playwright_python.base import AXE_FILE_PATH
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from tests import tools
from tests.browser import districts
from tests.browser.site import Visit, visit
from tests.pages.site import TODAY

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
PROBES = Path(__file__).parent / "probes"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker("browser")


@pytest.fixture(scope="package")
def _clock() -> Iterator[None]:
    """It ticks, since the server and the pipe to the browser wait by it."""
    with time_machine.travel(TODAY + timedelta(minutes=1)):
        yield


@pytest.fixture(scope="package")
def _loaded(
    _clock: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    with django_db_blocker.unblock(), districts.loaded():
        yield


@pytest.fixture(scope="package")
def server(_loaded: None) -> Iterator[str]:
    """The address of the site, without a slash at its end."""
    connection.inc_thread_sharing()
    shared = {connection.alias: connection}
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override=shared)
    with override_settings(ROOT_URLCONF="tests.pages.urls"):
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        yield f"http://127.0.0.1:{thread.port}"
        thread.terminate()
    connection.dec_thread_sharing()


@pytest.fixture(scope="package")
def browser(server: str) -> Iterator[Browser]:
    """Started last: while it runs, this thread has an event loop, and Django no database for it."""
    # Chromium's own sandbox refuses to be set up by root.
    arguments = [*QUIET, *(() if os.geteuid() else ("--no-sandbox",))]
    path = tools.require(tools.CHROMIUM)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=arguments)


@pytest.fixture(scope="package")
def new_context(browser: Browser, server: str) -> Callable[..., BrowserContext]:
    """Makes a context of the browser on the site; it takes Playwright's own options."""
    return partial(browser.new_context, base_url=server, locale="en-US")


@pytest.fixture(scope="package")
def page(new_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A page that brings axe and the probes; each test sets what it needs to be otherwise."""
    with new_context() as context:
        for script in (AXE_FILE_PATH, *sorted(PROBES.glob("*.js"))):
            context.add_init_script(path=script)
        yield context.new_page()


@pytest.fixture
def go(page: Page) -> Visit:
    """Opens an address in a phone's window, in light colours, on a screen."""
    return partial(visit, page)

"""Starts the site and a browser.

The site is a separate process, because the thread that controls a browser has an event loop, and
Django would give such a thread a different database from that of the tests.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, sync_playwright

SETTINGS = {
    "DATABASE_URL": "sqlite://:memory:",
    "DJANGO_SETTINGS_MODULE": "tests.settings",
}
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
# Without a thread that draws, a page is laid out when it is asked something, and never painted.
UNDRAWN = "--disable-threaded-compositing"


@dataclass(frozen=True, slots=True)
class Site:
    """The site's address without a final slash, and what tests cannot read from its database.

    `session` is the cookie of a user who sees drafts; `names` are words that are the same in every
    language; `english` are the English texts of the districts, by paragraph.
    """

    address: str
    session: str
    names: list[str]
    english: list[str]


@contextmanager
def site() -> Iterator[Site]:
    """The site with its districts, on the day that the tests use as today."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser"],
        env={**os.environ, **SETTINGS},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:  # ends the process: it serves until its input is closed
        assert process.stdout
        said = json.loads(process.stdout.readline())
        yield Site(**said)


@contextmanager
def chromium(path: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield _launch(playwright.chromium, path)


@contextmanager
def undrawn(browser: Browser, path: Path) -> Iterator[Browser]:
    """Another browser beside this one, which lays pages out and paints none.

    Layout, styles, keys, focus and print are the same. Pictures, clicks and wheels wait for a
    frame, which never comes.
    """
    with _launch(browser.browser_type, path, UNDRAWN) as other:
        yield other


def _launch(kind: BrowserType, path: Path, *more: str) -> Browser:
    # Chromium's own sandbox refuses to be set up by root.
    arguments = [*QUIET, *more, *(() if os.geteuid() else ("--no-sandbox",))]
    return kind.launch(executable_path=path, args=arguments)

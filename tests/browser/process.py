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
# Layout, styles, keys, the mouse, focus and print are the same. Pictures, wheels and Playwright's
# own clicks wait for a frame, which never comes.
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
def chromium(path: Path, *more: str) -> Iterator[Browser]:
    """A browser with more switches, such as `UNDRAWN`."""
    with sync_playwright() as playwright:
        yield launch(playwright.chromium, path, *more)


def launch(kind: BrowserType, path: Path, *more: str) -> Browser:
    # Chromium's own sandbox refuses to be set up by root.
    arguments = [*QUIET, *more, *(() if os.geteuid() else ("--no-sandbox",))]
    return kind.launch(executable_path=path, args=arguments)

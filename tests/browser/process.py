"""Starting the site and a browser.

The site is a process, since the thread that drives a browser has an event loop, and Django gives
such a thread another database than the tests': that of whoever runs them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

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


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site is, without a slash at the end, and what tests cannot ask its database.

    `session` is the cookie of somebody who sees drafts; `names` are words that are the same in
    each language; `english` is what the districts say in English, a paragraph each.
    """

    address: str
    session: str
    names: list[str]
    english: list[str]


@contextmanager
def site() -> Iterator[Site]:
    """The site with its districts, on the day that the tests take for today."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.browser"],
        env={**os.environ, **SETTINGS},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:  # which closes its input, and so ends it
        assert process.stdout
        said = json.loads(process.stdout.readline())
        yield Site(**said)


@contextmanager
def chromium(path: Path) -> Iterator[Browser]:
    # Chromium's own sandbox refuses to be set up by root.
    arguments = [*QUIET, *(() if os.geteuid() else ("--no-sandbox",))]
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=arguments)

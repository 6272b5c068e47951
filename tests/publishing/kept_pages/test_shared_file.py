"""The file that the processes of one server share, with real processes."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches

from publishing.kept_pages.shared_file import SIZE, SLOTS, SharedFileCache
from publishing.scopes import Scope
from tests.publishing.kept_pages.site import FOREVER, Site, ask, serve

ROOT = Path(__file__).resolve().parents[3]
PROCESSES, KEYS = 4, 10  # these keys are all in slots of their own
FORKED = f"""
import os
from django.conf import settings
settings.configure()
from publishing.kept_pages.shared_file import SharedFileCache
cache = SharedFileCache("pages", {{}})
for process in range({PROCESSES}):
    if not os.fork():
        for key in range({KEYS}):
            if cache.add(f"making {{key}}", True):
                cache.set(f"page {{key}}", b"a page")
                os.write(1, f"{{key}}\\n".encode())
        os._exit(0)
for process in range({PROCESSES}):
    os.wait()
print(sum(cache.get(f"page {{key}}") == b"a page" for key in range({KEYS})), "pages")
"""


@pytest.fixture
def cache() -> SharedFileCache:
    made = SharedFileCache("a test", {})
    made.clear()
    return made


def test_of_all_processes_one_begins_and_the_others_find_what_it_made() -> None:
    command = [sys.executable, "-c", FORKED]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    *begun, found = said.splitlines()
    assert Counter(begun) == {str(key): 1 for key in range(KEYS)}
    assert found == f"{KEYS} pages"


def test_a_value_is_found_until_it_is_removed_or_its_time_is_over(cache: SharedFileCache) -> None:
    cache.set("a", "page")
    assert SharedFileCache("a test", {}).get("a") == "page"
    assert not cache.add("a", "other")
    assert cache.delete("a")
    assert not cache.delete("a")
    assert cache.get("a", "none") == "none"
    cache.set("a", "page", timeout=0)
    assert cache.add("a", "other")
    assert cache.get("a") == "other"


def test_the_file_is_bounded(cache: SharedFileCache) -> None:
    cache.set("large", b"x" * SIZE)
    assert cache.get("large") is None
    keys = [str(number) for number in range(SLOTS * 2)]
    for key in keys:
        cache.set(key, f"page {key}")
    found = {key: value for key in keys if (value := cache.get(key))}
    assert 0 < len(found) <= SLOTS
    assert all(value == f"page {key}" for key, value in found.items())


def test_a_slot_that_cannot_be_read_is_written_anew(settings: Any) -> None:
    backend = "publishing.kept_pages.shared_file.SharedFileCache"
    settings.CACHES = {**settings.CACHES, "shared": {"BACKEND": backend, "LOCATION": "a test"}}
    site, shared = Site(scope=Scope(1, FOREVER)), caches["shared"]
    shared.clear()
    for name in ("default", "asked"):
        caches[name].clear()
    layer = serve(site)
    assert ask(layer)[1:] == ("page 1", "site; fwd=miss; stored")
    caches["default"].clear()
    assert ask(serve(site))[1:] == ("page 1", "site; hit")  # as another process would have it
    slots = shared._slots  # type: ignore[attr-defined]
    for start in range(0, SLOTS * SIZE, SIZE):
        slots._file.seek(start)
        slots._file.write((9).to_bytes(8, "big") + b"no pickle")
    slots._file.flush()
    caches["default"].clear()
    assert ask(serve(site))[1:] == ("page 2", "site; fwd=miss; stored")
    caches["default"].clear()
    assert ask(serve(site))[1:] == ("page 2", "site; hit")

"""Thousands of requests that nobody should send: none is a fault of the site, none takes long.

Another seed, or more of them: `FUZZ_SEED=7 FUZZ_REQUESTS=50000 pytest tests/sro_site/test_fuzz.py`.
"""

import itertools
import logging
import os
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client

from publishing.kept_pages.layer import KeptPages
from sro_site import errors
from tests import factories
from tests.fuzzing import PATHS, Fuzzer
from tests.wsgi import ask, started

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
SEED = int(os.environ.get("FUZZ_SEED", "2026"))
REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "5000"))
LONGEST = 2.0  # seconds of this process
KNOWN = {200, 206, 301, 302, 303, 304, 400, 403, 404, 405, 409, 413, 414, 416, 429}


class Faults(logging.Handler):
    """Keeps the records that would appear with a traceback in the log."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and getattr(record, "status_code", 500) >= 500:
            self.found.append(f"{record.getMessage()}: {record.exc_info[1]!r}")


@pytest.fixture
def faults() -> Iterator[list[str]]:
    handler, requests = Faults(), logging.getLogger("django.request")
    logging.getLogger().addHandler(handler)
    requests.setLevel(logging.ERROR)  # refusals are expected
    yield handler.found
    requests.setLevel(logging.NOTSET)
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def _few_error_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most error pages are left empty: they took most of the time, and are one template."""
    shown = itertools.count()

    def show(*args: Any, **context: Any) -> HttpResponse:
        status: int = context["status"]
        whole = status >= 500 or next(shown) % 10 == 0
        return render(*args, **context) if whole else HttpResponse(status=status)

    monkeypatch.setattr(errors, "render", show)


@pytest.fixture
def server() -> Iterator[KeptPages]:
    district = factories.make_district()
    factories.make_school(district, "north")
    factories.make_meeting(district)
    factories.make_milestone(district)
    yield from started()


@pytest.mark.usefixtures("_few_error_pages")
def test_no_request_is_a_fault_of_the_site_or_takes_long(
    server: KeptPages, faults: list[str]
) -> None:
    client = Client()
    client.force_login(factories.make_user(is_superuser=True))
    name = settings.SESSION_COOKIE_NAME
    fuzzer = Fuzzer(SEED, f"{name}={client.cookies[name].value}")
    statuses: Counter[int] = Counter()
    for number in range(REQUESTS):
        address, method, body, environ = fuzzer.request()
        told: Any = (SEED, number, method, address[:300], body[:300], environ)
        began = time.process_time()
        try:
            # The layer around Django saves pages, but compresses each error twice.
            application = server if address in PATHS or number % 5 == 0 else server.application
            reply = ask(application, address, method, body, **environ)
        except Exception as error:
            raise AssertionError(told) from error
        assert time.process_time() - began < LONGEST, told
        assert reply.status in KNOWN, (reply.status, told, faults)
        assert not faults, told
        assert b"Traceback (most" not in reply.body, told
        assert not [value for _, value in reply.headers if "\n" in value or "\r" in value], told
        statuses[reply.status] += 1
    assert statuses[200] > REQUESTS / 50  # some requests are ordinary
    assert set(statuses) >= {301, 302, 400, 403, 404, 405}

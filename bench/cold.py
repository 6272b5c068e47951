"""What pages of families cost that are made afresh: `python -m bench.cold`.

CPU time and queries of each page in three languages, with the content of this repository, and the
CPU time of one line of text from a Django without middleware, as the unit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from statistics import median
from time import process_time
from typing import Any

from django.apps import apps
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path

LANGUAGES = ("en", "ar", "my")
PAGES = {
    "front page": "",
    "compare": "compare/",
    "home": "denver/",
    "timeline": "denver/timeline/",
    "plan": "denver/plan/",
    "events": "denver/events/",
    "meeting": "denver/events/{meeting}/",
    "schools": "denver/schools/",
    "school": "denver/schools/{school}/",
    "handout": "denver/handout/",
}
TIMES = 40  # requests per page; the median counts
UNIT = "hello-world"


def hello(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Hello, world")


urlpatterns = [path("", hello)]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one page costs: `cpu` in milliseconds, `ratio` to the hello-world of the same run."""

    page: str
    language: str
    queries: int
    cpu: float
    ratio: float


def measure() -> list[Cost]:
    """The costs of each page in each language, on the database of the settings.

    An empty database gets tables and the districts of `content/`. The first entry is the
    hello-world, with no language. The unit is measured before and after the pages. Raises
    RuntimeError where a page does not answer with 200.
    """
    addresses = _addresses()
    site = WSGIHandler()
    with _bare() as handler:
        before = _cpu(handler, "/")
    costs = {each: _cpu(site, address) for each, address in addresses.items()}
    with _bare() as handler:
        unit = (before + _cpu(handler, "/")) / 2
    pages = [
        Cost(*each, _queries(site, addresses[each]), cpu, cpu / unit) for each, cpu in costs.items()
    ]
    return [Cost(UNIT, "", 0, unit, 1.0), *pages]


def main() -> None:
    print(f"{'page':12} {'':3} {'queries':>7} {'CPU, ms':>8} {'of hello':>9}")
    for cost in measure():
        print(
            f"{cost.page:12} {cost.language:3} {cost.queries:7} {cost.cpu:8.2f} {cost.ratio:8.1f}x"
        )


def _addresses() -> dict[tuple[str, str], str]:
    """Each page in each language, by both names."""
    # Models can be imported only after the start, which `bench/__init__.py` is.
    from sro_site.content.loading import load
    from tests.content import FILES

    district: Any = apps.get_model("districts", "District")
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    if not district.objects.exists():
        load(FILES)
    denver: Any = district.objects.get(slug="denver")
    some = {
        "meeting": denver.meetings.order_by("pk").first().slug,
        "school": denver.schools.order_by("pk").first().slug,
    }
    return {
        (name, language): f"/{language}/{page.format(**some)}"
        for name, page in PAGES.items()
        for language in LANGUAGES
    }


@contextmanager
def _bare() -> Iterator[WSGIHandler]:
    """Django with one view and no middleware."""
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="bench.cold"):
        yield WSGIHandler()


def _cpu(handler: WSGIHandler, address: str) -> float:
    """Milliseconds of CPU from the request to the last byte."""
    for _ in range(3):  # catalogs, templates and patterns are read at the first request
        _ask(handler, address)
    return median(_timed(handler, address) for _ in range(TIMES)) * 1000


def _timed(handler: WSGIHandler, address: str) -> float:
    start = process_time()
    _ask(handler, address)
    return process_time() - start


def _ask(handler: WSGIHandler, address: str) -> None:
    environ = RequestFactory().get(address).environ
    answer: Any = handler(environ, _start)
    b"".join(answer)
    answer.close()
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address}: {answer.status_code}")


def _start(*_: Any) -> Any:
    """The server's side of WSGI, which would send the status and the headers."""


def _queries(handler: WSGIHandler, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        _ask(handler, address)
    return len(captured)


if __name__ == "__main__":
    main()

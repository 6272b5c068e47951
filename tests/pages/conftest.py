"""The four districts of `content/`, loaded once per module; each page is requested once per run."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.template import Context

from districts.models import District
from languages.templatetags import words
from opendata.record.recording import record
from tests.conftest import ForModule
from tests.content import load_content
from tests.pages.site import TODAY, Shown, get

Show = Callable[[str], Shown]
# A page says the same on both databases. What it asks them, and in which order, may differ.
ON_BOTH_DATABASES = ("test_queries", "test_machines", "test_next_meetings")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The other tests of pages run on one database alone."""
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.stem not in ON_BOTH_DATABASES:
            item.add_marker("once")


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture(scope="module")
def _loaded(for_module: ForModule) -> None:
    with time_machine.travel(TODAY, tick=False):
        for_module(_load)


def _load() -> None:
    load_content()
    for district in District.objects.all():
        record(district)


@pytest.fixture
def four_districts(_loaded: None, db: None) -> None:
    """Denver, Chicago, Des Moines and Duluth, as `load_districts` loads them."""


@pytest.fixture
def regions(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Receives the HTML of each fallback region that is rendered."""
    rendered: list[str] = []
    render = words._FallbackRegion.render

    def record(node: Any, context: Context) -> str:
        html = render(node, context)
        rendered.append(html)
        return html

    monkeypatch.setattr(words._FallbackRegion, "render", record)
    return rendered


@pytest.fixture(scope="session")
def _shown() -> dict[str, Shown]:
    return {}


@pytest.fixture
def show(four_districts: None, regions: list[str], _shown: dict[str, Shown], settings: Any) -> Show:
    """Shows a page of the four districts as a family gets it today, error pages included."""
    settings.ROOT_URLCONF = "tests.pages.urls"

    def shown(address: str) -> Shown:
        if address not in _shown:
            _shown[address] = get(address, regions)
        return _shown[address]

    return shown

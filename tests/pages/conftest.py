"""The four districts of `content/`, loaded once a module, and each page shown once a run."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.template import Context
from pytest_django import DjangoDbBlocker

from districts.models import District
from languages.models import SourceText
from languages.templatetags import words
from sro_site.content.loading import load
from tests.pages.site import TODAY, Shown, get

Show = Callable[[str], Shown]


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        load(sorted((settings.BASE_DIR / "content").glob("*.yaml")))
        yield
        District.objects.all().delete()
        SourceText.objects.all().delete()


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

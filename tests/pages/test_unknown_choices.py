"""A stored value that the code does not know, such as that of a newer version, breaks no page."""

from collections.abc import Iterator
from datetime import date
from itertools import cycle
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts.models import School
from events.models import Interpretation, Meeting
from publishing.models import Record
from tests.factories import make_interpretation, make_move
from tests.pages.whole import PAGES, make_whole

pytestmark = [pytest.mark.django_db, pytest.mark.once]
UNKNOWN = "unheard_of"
DAYS = ("2021-04-15", "2026-11-21")  # before the meeting, and long after it
MORE = (
    "events/town-hall/calendar.ics",
    "events/calendar.ics",
    "schools/north-high/handout/",
    "notice/",
)


def make_everything() -> None:
    district = make_whole()
    meeting = Meeting.objects.get()
    make_interpretation(meeting, "es-MX", service="captions")
    asked = {"status": "on_request", "ask_by": date(2021, 4, 15), "mode": "simultaneous"}
    make_interpretation(meeting, "es", **asked)
    meeting.materials.create(kind="agenda", language="vi", url="https://example.org/")
    make_move(meeting)
    School.objects.get().history.create(has_sro=True, since="2021", confirmed=True)
    milestone = district.milestones.get(reduction_percent=50)
    milestone.statuses.create(status="planned", since="2021")
    district.commitments.latest("pk").statuses.create(status="adopted", since="2021")


def models_with_choices() -> Iterator[tuple[Any, dict[str, str]]]:
    """Each model of records, with an unknown value for each of its fields with choices."""
    for model in apps.get_models():
        fields = [field for field in model._meta.fields if field.choices and field.name != "state"]
        if fields and issubclass(model, Record):
            yield model, {field.name: UNKNOWN for field in fields}


def asked(client: Client, address: str) -> str:
    """All queries of a page, which has to answer."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return " ".join(query["sql"] for query in captured.captured_queries)


def test_no_page_fails_on_a_choice_that_it_does_not_know(client: Client) -> None:
    make_everything()
    paths = (*(f"denver/{page}" for page in (*PAGES, *MORE)), "compare/")
    pages = {day: {f"/es/{path}?on={day}": "" for path in paths} for day in DAYS}
    for addresses in pages.values():
        addresses |= {address: asked(client, address) for address in addresses}
    for day, (model, values) in zip(cycle(DAYS), models_with_choices(), strict=False):
        with transaction.atomic():
            assert QuerySet(model).update(**values), f"no {model.__name__} to try"
            # A page that does not read the model is the same as before.
            reading = [a for a, sql in pages[day].items() if f'"{model._meta.db_table}"' in sql]
            assert reading, model
            for address in reading:
                assert client.get(address).status_code == 200, (model, address)
            transaction.set_rollback(True)


def test_an_unknown_status_of_interpretation_promises_nothing(client: Client) -> None:
    make_everything()
    QuerySet(Interpretation).update(status=UNKNOWN)
    html = client.get("/es/denver/events/town-hall/?on=2021-04-15").content.decode()
    assert "Aún no se ha anunciado si habrá interpretación al español." in html

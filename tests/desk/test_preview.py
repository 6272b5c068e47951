"""A preview shows typed words in the public page and stores nothing."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.test import Client

from districts.models import District
from events.models import Meeting, MeetingStatus
from languages.columns import translated_fields
from languages.freshness import text_hash
from languages.models import Translated, Unit
from publishing.models import Record
from publishing.pages import public_url
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TYPED = "Palabras escritas"
MODELS = [
    model for model in apps.get_models() if issubclass(model, Record) if translated_fields(model)
]
ENGLISH: dict[str, Any] = {
    "schools_count": 7,
    "helpline_languages": ["es"],
    "helpline_phone": "720-555-0100",
}
ENGLISH |= {name: f"English of {name}" for name in translated_fields(District)}


@pytest.fixture(autouse=True)
def _spring() -> Any:
    with time_machine.travel("2021-04-30T18:00Z", tick=False):
        yield


@pytest.fixture
def client(client: Client) -> Client:
    client.force_login(make.make_user(is_superuser=True))
    return client


def meeting(district: District) -> Any:
    fields = ("description", "hosts", "accessibility", "report_said", "report_response")
    found: Any = make.make_meeting(district, **{name: f"English of {name}" for name in fields})
    found.cancel_reason_en = "English of cancel_reason"
    found.save()
    return found


def document(district: District) -> Any:
    found = make.make_document(district)
    make.make_milestone(district, document=found)
    return found


def milestone(district: District) -> Any:
    phase = make.make_phase(district)
    return make.make_milestone(district, phase=phase, detail="More", scope="All", when="2021-06")


MAKERS: dict[str, Callable[[District], Any]] = {
    "District": lambda district: district,
    "Document": document,
    "School": make.make_school,
    "SchoolDecision": lambda district: make.make_decision(district, decided_by="The board"),
    "Meeting": meeting,
    "MeetingMove": lambda district: make.make_move(meeting(district)),
    "Phase": make.make_phase,
    "Workstream": lambda district: make.make_workstream(make.make_phase(district)),
    "Milestone": milestone,
    "TimeChange": lambda district: make.make_time_change(milestone(district)),
    "PlanArea": lambda district: make.make_area(district, summary="More"),
    "Commitment": lambda district: make.make_commitment(
        district, kind="recommendation", advised_by="A team", responsible="The board"
    ),
    "Program": lambda district: make.make_program(make.make_area(district)),
    "StaffingChange": lambda district: make.make_staffing(district, where="In schools"),
    "InvolvementRule": make.make_rule,
    "Standard": make.make_standard,
    "Finding": make.make_finding,
    "PublishedAnswer": make.make_answer,
}


def typed(client: Client, unit: Any, text: str = TYPED) -> Any:
    record = unit.record
    given = {
        "text": text,
        "source_hash": text_hash(getattr(record, f"{unit.field}_en")),
        "anyway": "on",
    }
    given |= {"seen": text_hash(getattr(record, f"{unit.field}_{unit.language}") or "")}
    return client.post(f"/desk/{unit.language}/{unit.pk}/", {**given, "act": "preview"})


@pytest.mark.parametrize("model", MODELS)
def test_every_field_has_its_place_on_a_page(client: Client, model: type[Translated]) -> None:
    record = MAKERS[model.__name__](make.make_district(**ENGLISH))
    units = record.units.filter(language="es")
    assert {unit.field for unit in units} == set(translated_fields(model))
    before = model._default_manager.values().get(pk=record.pk)
    for unit in units:
        with shown(unit):
            found = typed(client, unit)
        assert found.status_code == 200
        main = re.sub(r"<head>.*</head>", "", found.content.decode(), flags=re.S)
        assert TYPED in main, unit.field
    assert model._default_manager.values().get(pk=record.pk) == before


@contextmanager
def shown(unit: Unit) -> Iterator[None]:
    """The reason for a cancellation is on the page of a canceled meeting only."""
    rows: Any = QuerySet(Meeting).filter(
        pk=unit.object_id if unit.field == "cancel_reason" else None
    )
    rows.update(status=MeetingStatus.CANCELLED)
    yield
    rows.update(status="")


@pytest.mark.parametrize("model", MODELS)
def test_every_record_is_in_the_admin_and_has_a_place(model: type[Translated]) -> None:
    assert admin.site.is_registered(model)
    record = MAKERS[model.__name__](make.make_district())
    field = translated_fields(model)[0] if translated_fields(model) else ""
    assert public_url(record, field, "vi").startswith("/vi/denver/")


def test_it_is_the_page_of_the_language_and_says_that_nothing_is_saved(client: Client) -> None:
    record = make.make_phase(make.make_district())
    found = typed(client, record.units.get(language="ar"), "مرحلة")
    html = found.content.decode()
    assert 'lang="ar" dir="rtl">' in html.split("<head>")[0]
    assert "Nothing has been saved" in html
    assert found.headers["Content-Language"] == "ar"
    assert found.headers["Cache-Control"] == "private, no-store"
    assert "Nothing has been saved" not in client.get("/ar/denver/timeline/").content.decode()


def test_drafts_are_previewed_as_well(client: Client) -> None:
    record = make.make_phase(make.make_district(state="draft"), state="draft")
    assert TYPED in typed(client, record.units.get(language="es")).content.decode()


def test_the_query_of_the_desk_does_not_go_along(client: Client) -> None:
    record = make.make_phase(make.make_district())
    unit = record.units.get(language="es")
    given = {
        "text": TYPED,
        "source_hash": unit.source_hash,
        "seen": text_hash(""),
        "act": "preview",
    }
    found = client.post(f"/desk/es/{unit.pk}/?status=missing", given)
    assert 'href="/vi/denver/timeline/"' in found.content.decode()

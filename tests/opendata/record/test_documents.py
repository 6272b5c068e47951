"""What the document of a district holds, and what it never holds."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import RFC_4122

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from districts.models import District, SchoolStatus
from opendata.kinds import KINDS
from opendata.record.documents import canonical, district_document
from publishing.duplicating import duplicate
from publishing.history_entries import Action, HistoryEntry
from publishing.models import Record
from publishing.undoing import undo
from tests.factories import (
    make_area,
    make_commitment,
    make_district,
    make_document,
    make_interpretation,
    make_meeting,
    make_milestone,
    make_move,
    make_phase,
    make_program,
    make_school,
    make_time_change,
    make_workstream,
)
from tests.pages.test_queries import make_plan
from timeline.models import ChangeKind, TimeChange

AT = datetime(2021, 4, 20, 12, 0, tzinfo=UTC)
CANARY = "Nobody may read this"

pytestmark = pytest.mark.django_db


def document(district: District, at: datetime = AT) -> dict[str, Any]:
    return district_document(district, at)


def one(found: dict[str, Any], record: Record) -> dict[str, Any]:
    (each,) = (each for each in found["records"] if each["id"] == str(record.uuid))
    held: dict[str, Any] = each
    return held


def make_all_kinds(count: int) -> District:
    district = make_plan(count)
    for school in district.schools.all():
        SchoolStatus.objects.create(school=school, has_sro=True, since="2020")
    for meeting in district.meetings.all():
        meeting.materials.create(kind="slides", language="es", url="https://example.org/")
        make_move(meeting)
    return district


def test_every_kind_is_there_with_as_many_queries_for_many_records_as_for_one() -> None:
    asked = []
    for count in (1, 3):
        TimeChange.objects.all().delete()  # which protect what they tell of
        District.objects.all().delete()
        district = make_all_kinds(count)
        with CaptureQueriesContext(connection) as captured:
            found = document(district)
        assert {each["type"] for each in found["records"]} == {kind.type for kind in KINDS}
        asked.append(len(captured))
    assert asked[0] == asked[1] == len(KINDS) + 3  # and a relation to schools each


TITLES = {
    "en": {"text": "The board decides today", "state": "source"},
    "es": {"text": "La junta decide", "state": "stale"},
    "vi": {"text": "Hội đồng quyết định", "state": "draft"},
}


def test_a_record_tells_its_facts_what_it_hangs_on_and_its_words_with_their_states() -> None:
    district = make_district()
    phase = make_phase(district, when="2021-23")
    stream = make_workstream(phase)
    meeting, school = make_meeting(district), make_school(district)
    links = {"phase": phase, "workstream": stream, "meeting": meeting}
    titles = {"title_es": "La junta decide", "title_vi": "Hội đồng"}
    milestone: Any = make_milestone(district, when="2021-05/..", **links, **titles)
    milestone.schools.add(school)
    milestone.title_en = "The board decides today"
    milestone.title_vi = "Hội đồng quyết định"
    milestone.save()
    found = document(district)
    assert (found["schema"], found["slug"]) == (1, "denver")
    assert found["district"] == str(district.uuid)
    order = [(each["type"], each["id"]) for each in found["records"]]
    assert order == sorted(order)
    told = one(found, milestone)
    assert told["parent"] == str(stream.uuid)
    assert told["facts"] == {
        "position": 0,
        "when": {"edtf": "2021-05/..", "from": "2021-05-01", "to": None},
        "ongoing": False,
        "reduction_percent": None,
        "schools": [str(school.uuid)],
        "document": None,
        "meeting": str(meeting.uuid),
        "known_from": None,
    }
    assert told["words"] == {"title": TITLES}
    assert one(found, stream)["parent"] == str(phase.uuid)
    assert one(found, phase)["parent"] == one(found, district)["id"] == str(district.uuid)
    assert one(found, district)["parent"] is None
    assert one(found, meeting)["facts"]["starts_at"] == "2021-04-16T00:00:00Z"
    assert one(found, meeting)["facts"]["place"] is None
    assert json.loads(canonical(found)) == found


def test_no_draft_and_nothing_of_another_district_is_told() -> None:
    district = make_district()
    draft: dict[str, Any] = {"state": "draft"}
    hidden = make_phase(district, title=CANARY, **draft)
    make_milestone(district, title=CANARY, phase=hidden)
    make_program(make_area(district, title=CANARY, **draft), title=CANARY)
    make_interpretation(make_meeting(district, **draft), ask_contact="", access="")
    school = make_school(district, name=CANARY, **draft)
    source = make_document(district, title=CANARY, **draft)
    milestone = make_milestone(district, document=source)
    milestone.schools.add(school)
    make_milestone(district, title=CANARY, publish_at=AT + timedelta(seconds=1))
    phase = make_phase(district, 2, when="2021-06")
    make_time_change(phase, reason=CANARY, kind=ChangeKind.CORRECTION)
    make_phase(make_district("chicago"), title=CANARY)
    found = document(district)
    assert CANARY not in canonical(found).decode()
    assert {each["type"] for each in found["records"]} == {"district", "milestone", "phase"}
    facts = one(found, milestone)["facts"]
    assert (facts["document"], facts["schools"]) == (None, [])
    later = document(district, AT + timedelta(seconds=1))
    assert CANARY in canonical(later).decode()


def test_a_district_that_is_no_longer_public_has_no_records() -> None:
    district = make_district()
    make_phase(district)
    District.objects.update(state="draft")
    assert document(district)["records"] == []


def test_words_without_english_are_not_told() -> None:
    district = make_district(decision_es="Una decisión")
    assert "decision" not in one(document(district), district)["words"]


def test_ids_are_random_and_a_copy_has_its_own() -> None:
    district = make_district()
    phase = make_phase(district)
    make_milestone(district, phase=phase)
    make_commitment(district, area=make_area(district))
    copy = duplicate(phase)
    ids = [phase.uuid, copy.uuid, *phase.milestones.values_list("uuid", flat=True)]
    ids += copy.milestones.values_list("uuid", flat=True)
    assert len({*ids}) == 4
    assert all(each.version == 4 for each in ids)


def test_a_deleted_record_comes_back_under_its_id() -> None:
    phase = make_phase(make_district(), state="draft")
    key = phase.uuid
    phase.delete()
    entry = HistoryEntry.objects.filter(action=Action.DELETED).latest("pk")
    assert [why for _, why in undo([entry], lambda _: True)] == [""]
    assert type(phase).objects.get().uuid == key


def test_the_database_makes_ids_for_rows_that_older_code_adds() -> None:
    meta = type(make_school(make_district()))._meta
    kept = [f'"{f.column}"' for f in meta.fields if f.name not in ("id", "uuid", "slug")]
    table, columns = f'"{meta.db_table}"', ", ".join(kept)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (slug, {columns}) SELECT 'b', {columns} FROM {table}")  # noqa: S608
    first, second = meta.model._base_manager.values_list("uuid", flat=True)
    assert first != second
    assert {first.version, second.version} == {4}
    assert {first.variant, second.variant} == {RFC_4122}


def test_no_id_can_be_typed() -> None:
    assert not any(kind.model._meta.get_field("uuid").editable for kind in KINDS)

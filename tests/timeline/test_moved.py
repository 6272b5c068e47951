"""What the admin asks when a published time moves, and what it stores."""

from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from districts.models import District
from languages.edtf import parse
from publishing.history_entries import HistoryEntry
from tests.admin_forms import filled
from tests.client import delete
from tests.factories import (
    make_area,
    make_commitment,
    make_milestone,
    make_phase,
    make_time_change,
    make_user,
)
from timeline.models import ChangeKind, Commitment, Milestone, Phase, PlanArea, TimeChange

pytestmark = [pytest.mark.django_db, pytest.mark.once]
Movable = Phase | Milestone | Commitment
SLIP = {
    "moved_kind": "slip",
    "moved_reason": "The vote was put off.",
    "moved_announced_on": "2021-04-10",
}


def page(record: Movable | PlanArea | TimeChange) -> str:
    return reverse(f"admin:timeline_{record._meta.model_name}_change", args=[record.pk])


def denver() -> District:
    return District.objects.get(slug="denver")


@pytest.fixture(params=["phase", "milestone", "commitment"])
def record(request: pytest.FixtureRequest, editor: Client) -> Movable:
    """One that is published for May 2021."""
    district = denver()
    if request.param == "phase":
        return make_phase(district, when="2021-05")
    if request.param == "milestone":
        return make_milestone(district, when="2021-05")
    return make_commitment(district, due="2021-05")


def time_of(record: Movable) -> str:
    record.refresh_from_db()
    return str(record.time)


def move(client: Client, record: Movable, to: str, **typed: str) -> Any:
    opened = client.get(page(record))
    return client.post(page(record), filled(opened, **{record.time_name: to}, **typed))


def errors(response: Any) -> list[str]:
    return list(response.context["adminform"].form.errors)


def test_a_published_time_does_not_move_before_it_is_said_what_the_change_is(
    editor: Client, record: Movable
) -> None:
    response = move(editor, record, "June 2021", moved_reason="Put off.")
    assert errors(response) == ["moved_kind"]
    text = response.content.decode()
    assert "Families last saw “May 2021” and will now see “June 2021”. Say why" in text
    kept = filled(response)
    assert (kept[record.time_name], kept["moved_reason"]) == (["June 2021"], ["Put off."])
    assert time_of(record) == "2021-05"
    assert not TimeChange.objects.exists()


def test_a_slip_is_kept_with_its_reason_its_day_and_who_recorded_it(
    editor: Client, record: Movable
) -> None:
    assert move(editor, record, "Fall 2021", **SLIP).status_code == 302
    assert time_of(record) == "2021-23"
    change = TimeChange.objects.get()
    assert change.owner == record
    assert (change.was, change.now) == (parse("2021-05"), parse("2021-23"))
    assert (change.kind, change.reason) == (ChangeKind.SLIP, "The vote was put off.")
    assert str(change.announced_on) == "2021-04-10"
    assert change.recorded_by is not None
    assert change.recorded_by.username == "maria"
    logged = [entry.said for entry in HistoryEntry.objects.all()]
    said = f"Time moved: The district moved it. {record}: May 2021 → Fall 2021."
    assert said in logged


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ({"moved_reason": ""}, "moved_reason"),
        ({"moved_announced_on": ""}, "moved_announced_on"),
        ({"moved_announced_on": "soon"}, "moved_announced_on"),
        ({"moved_announced_on": "2190-01-01"}, "moved_announced_on"),
        ({"moved_kind": "whim"}, "moved_kind"),
    ],
)
def test_a_slip_without_what_it_needs_is_refused(
    editor: Client, record: Movable, typed: dict[str, str], named: str
) -> None:
    assert errors(move(editor, record, "June 2021", **(SLIP | typed))) == [named]
    assert time_of(record) == "2021-05"


def test_a_slip_announced_before_the_last_one_is_refused(editor: Client, record: Movable) -> None:
    make_time_change(record, announced_on="2021-04-11")
    assert errors(move(editor, record, "July 2021", **SLIP)) == ["moved_announced_on"]


@pytest.mark.parametrize(
    ("to", "taken"), [("May 3, 2021", True), ("June 2021", False), ("", False)]
)
def test_narrowing_is_taken_within_the_old_bounds_alone(
    editor: Client, record: Movable, to: str, taken: bool
) -> None:
    response = move(editor, record, to, moved_kind="narrowing")
    assert (response.status_code == 302) is taken
    assert TimeChange.objects.filter(kind="narrowing").exists() is taken
    if not taken:
        assert "which is not a part of the earlier date" in response.content.decode()


def test_a_correction_needs_no_reason_and_is_kept(editor: Client, record: Movable) -> None:
    assert move(editor, record, "May 2022", moved_kind="correction").status_code == 302
    assert (time_of(record), TimeChange.objects.get().kind) == ("2022-05", "correction")


def test_a_time_taken_away_is_a_change_and_so_is_the_next_one(
    editor: Client, record: Movable
) -> None:
    assert errors(move(editor, record, "")) == ["moved_kind"]
    assert move(editor, record, "", **SLIP).status_code == 302
    assert errors(move(editor, record, "June 2021")) == ["moved_kind"]
    assert TimeChange.objects.get().now is None


def test_a_reason_without_a_change_is_refused(editor: Client, record: Movable) -> None:
    assert errors(move(editor, record, "May 2021", **SLIP)) == ["moved_kind"]


def test_a_record_that_families_saw_undated_is_not_asked(editor: Client, record: Movable) -> None:
    setattr(record, record.time_name, None)
    record.save()
    assert move(editor, record, "June 2021").status_code == 302
    assert time_of(record) == "2021-06"
    assert not TimeChange.objects.exists()


def test_a_time_changed_meanwhile_is_not_changed_back(editor: Client, record: Movable) -> None:
    stale = filled(editor.get(page(record)))
    move(editor, record, "June 2021", **SLIP)
    assert editor.post(page(record), stale).status_code == 302
    assert time_of(record) == "2021-06"


def test_on_the_page_of_a_phase_a_published_time_stays(editor: Client) -> None:
    district = denver()
    phase = make_phase(district)
    milestone = make_milestone(district, phase=phase, when="2021-05")
    typed = {"milestones-0-when": "June 2021"}
    response = editor.post(page(phase), filled(editor.get(page(phase)), **typed))
    assert "Change the date on its own page" in response.content.decode()
    assert time_of(milestone) == "2021-05"


def test_on_the_page_of_an_area_a_published_time_stays(editor: Client) -> None:
    district = denver()
    area = make_area(district)
    commitment = make_commitment(district, area=area, due="2021-05")
    typed = {"commitments-0-due": "June 2021"}
    response = editor.post(page(area), filled(editor.get(page(area)), **typed))
    assert "Change the date on its own page" in response.content.decode()
    assert time_of(commitment) == "2021-05"


def test_what_has_moved_cannot_be_deleted(client: Client, record: Movable) -> None:
    client.force_login(make_user("root", is_superuser=True))
    change = make_time_change(record)
    district = reverse("admin:districts_district_change", args=[record.district_id])
    for address in (page(record), district):
        answer = delete(client, address.replace("/change/", "/delete/"))
        assert "Families see it now, or have seen it" in answer.content.decode()
        assert "permission" not in answer.content.decode()
    assert TimeChange.objects.filter(pk=change.pk).exists()


def test_what_has_moved_before_families_saw_it_can_be_deleted(
    client: Client, record: Movable
) -> None:
    client.force_login(make_user("root", is_superuser=True))
    make_time_change(record)
    QuerySet(District).update(state="draft")
    delete(client, page(record).replace("/change/", "/delete/"))
    assert not TimeChange.objects.exists()
    assert not type(record)._default_manager.filter(pk=record.pk).exists()


def test_a_moved_time_is_neither_added_nor_changed_nor_deleted(
    client: Client, record: Movable
) -> None:
    client.force_login(make_user("root", is_superuser=True))
    change = make_time_change(record)
    add = reverse("admin:timeline_timechange_add")
    assert client.get(add).status_code == 403
    assert client.post(page(change).replace("change", "delete"), {"post": "yes"}).status_code != 302
    typed = {
        "kind": "correction",
        "was": "",
        "now": "",
        "reason_en": "x",
        "announced_on": "2022-01-01",
    }
    sent = filled(client.get(page(change)), **typed, reason_es="Se aplazó.")
    assert client.post(page(change), sent).status_code == 302
    columns = ("kind", "was", "reason_en", "reason_es", "announced_on")
    kind, was, english, spanish, day = TimeChange.objects.values_list(*columns).get()
    assert (kind, str(was), english) == ("slip", "2021-05", "The vote was put off.")
    assert (spanish, str(day)) == ("Se aplazó.", "2021-04-10")


def test_a_records_page_lists_how_it_moved(editor: Client, record: Movable) -> None:
    change = make_time_change(record, reason="A very own reason.")
    text = editor.get(page(record)).content.decode()
    assert "A very own reason." in text
    assert page(change) in text

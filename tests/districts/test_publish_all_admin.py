"""A district, or a part of it, is published with all that belongs to it in one act."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from districts.models import District, Role, School
from events.models import Meeting
from publishing.history_entries import HistoryEntry, entries_of
from publishing.models import Publishable
from publishing.states import PublicationState
from tests.admin_forms import page, read
from tests.client import StaffClient
from tests.factories import (
    NOW,
    make_area,
    make_commitment,
    make_district,
    make_meeting,
    make_membership,
    make_milestone,
    make_phase,
    make_program,
    make_school,
    make_user,
    make_workstream,
)
from timeline.models import Commitment, Milestone, Phase, PlanArea, Program, Workstream

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DRAFT = PublicationState.DRAFT
LATE = {"starts_at": NOW - timedelta(days=9), "ends_at": NOW - timedelta(days=9, hours=-1)}
KINDS: tuple[Any, ...] = (
    *(District, Phase, Workstream, Milestone, Meeting, School),
    *(PlanArea, Commitment, Program),
)


@pytest.fixture(autouse=True)
def _on_a_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def district() -> District:
    """A draft with one of nearly everything."""
    district = make_district(as_of="2021-04-01", state=DRAFT)
    draft: dict[str, Any] = {"state": DRAFT}
    phase = make_phase(district, when="2021-06", **draft)
    workstream = make_workstream(phase, **draft)
    make_milestone(district, phase=phase, workstream=workstream, when="2021-06-10", **draft)
    make_meeting(district, title_es="Reunión", title_vi="Cuộc họp", **draft)
    make_school(district, **draft)
    area = make_area(district, **draft)
    make_commitment(district, area=area, **draft)
    make_program(area, **draft)
    return district


def address(record: Publishable) -> str:
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_publish_all", args=[record.pk])


def publish(client: StaffClient, record: Publishable, **typed: Any) -> str:
    sent = {**read(client.get(address(record))).sent, **typed}
    answer = client.post(address(record), sent, follow=True)
    return str(answer.content.decode())


def public() -> list[Any]:
    return [kind for kind in KINDS if kind.objects.public(NOW).exists()]


def test_all_that_is_ready_is_published_in_one_act(editor: StaffClient, district: District) -> None:
    make_school(make_district("duluth", as_of="2021-04"), state=DRAFT)
    assert address(district) in read(editor.get(page(district))).links
    listed = editor.get(address(district))
    assert len(read(listed).sent["chosen"]) == len(KINDS)
    assert public() == [District]  # of the other district
    answer = publish(editor, district)
    assert "Published: 1 district, 1 phase" in answer
    assert "Everything that belongs to Denver Public Schools is published." in answer
    assert public() == list(KINDS)
    assert not School.objects.public(NOW).filter(district__slug="duluth").exists()
    told = HistoryEntry.objects.filter(by__username="maria", changes__has_key="state")
    assert told.count() == len(KINDS)
    assert told.values_list("way", "group").distinct().get()[0] == "list"


def test_what_is_not_ready_is_not_chosen_and_the_page_says_why(
    editor: StaffClient, district: District
) -> None:
    late = make_milestone(district, title="Late", when="2021-02", state=DRAFT)
    moved = make_milestone(district, title="Moved", when="2021-07")
    District.objects.update(state="published")
    moved.state = DRAFT
    moved.save()
    moved.refresh_from_db()
    moved.last_public = {"when": "2021-09"}
    moved.save()
    flawed = make_school(district, "flawed", state=DRAFT)
    School.objects.filter(pk=flawed.pk).update(name="Flawed\ufffd")
    listed = editor.get(address(district))
    chosen = read(listed).sent["chosen"]
    for record in (late, moved, flawed):
        assert f"{record._meta.label_lower}.{record.pk}" not in chosen
    text = listed.content.decode()
    for said in ("Outcome not known", "saw a different time or place", "a text cannot be shown"):
        assert said in text
    forced = [*chosen, *(f"{r._meta.label_lower}.{r.pk}" for r in (late, moved, flawed))]
    answer = publish(editor, district, chosen=forced)
    assert answer.count("Not published: ") == 2
    states = Milestone.objects.in_bulk([late.pk, moved.pk])
    assert states[late.pk].is_published
    assert not states[moved.pk].is_published
    assert not School.objects.get(pk=flawed.pk).is_published


def test_what_changed_since_the_page_was_shown_is_left_out(
    editor: StaffClient, district: District
) -> None:
    sent = read(editor.get(address(district))).sent
    meeting = Meeting.objects.get()
    with time_machine.travel(NOW, tick=True):
        meeting.title_en = "Another title"  # type: ignore[attr-defined]
        meeting.save()
    new = make_school(district, "added-since", state=DRAFT)
    School.objects.exclude(pk=new.pk).delete()
    sent["chosen"].append(f"districts.school.{new.pk}")
    answer = editor.post(address(district), sent, follow=True).content.decode()
    assert "“Another title” was changed" in answer
    assert "“Added Since” was not there" in answer
    assert "No longer there: 1." in answer
    assert Meeting not in public()
    assert School not in public()
    assert Milestone in public()


def test_it_is_done_once(editor: StaffClient, district: District) -> None:
    sent, tab = (read(editor.get(address(district))).sent for _ in range(2))
    editor.post(address(district), sent)
    count = HistoryEntry.objects.count()
    again = editor.post(address(district), sent, follow=True).content.decode()
    assert "already saved" in again
    for late in (tab, {**sent, "chosen": sent["chosen"][1:]}):  # another tab, Back
        told = editor.post(address(district), late, follow=True).content.decode()
        assert "This is published already." in told
        assert "Nothing was published." in told
    assert HistoryEntry.objects.count() == count


def test_a_phase_alone_at_a_moment(editor: StaffClient, district: District) -> None:
    phase = Phase.objects.get()
    when = {"publish_at": "2021-04-20T08:00", "publish_at_which": ""}
    answer = publish(editor, phase, publish_at="2021-04-01T08:00")
    assert "This time has passed." in answer
    assert "checked" in answer
    answer = publish(editor, phase, **when)
    assert "Families see this from Tuesday, April 20, 2021, 8:00" in answer
    assert "don’t see 3 of these even then" in answer
    assert not Meeting.objects.get().publish_at
    assert {str(Phase.objects.get().publish_at)} == {"2021-04-20 14:00:00+00:00"}
    listed = editor.get(address(phase)).content.decode()
    assert "Scheduled for Tuesday" in listed
    assert "checked" not in listed


def test_a_meeting_that_is_not_translated_needs_a_reason(
    editor: StaffClient, district: District
) -> None:
    meeting = make_meeting(district, "untranslated", title="Bare", state=DRAFT)
    shown = editor.get(address(district)).content.decode()
    assert "Spanish: 1 missing" in shown
    assert 'name="publish_anyway"' in shown
    assert "Nothing has been published yet." not in shown
    asked = publish(editor, district)
    assert "the English, marked as English: “Bare”" in asked
    assert public() == []
    assert "Published: " in publish(editor, district, publish_anyway="The board met today.")
    assert public() == list(KINDS)
    noted = entries_of(meeting).get(action="noted").said
    assert noted == (
        "Published before it is translated into Spanish, Vietnamese. Reason: The board met today."
    )


def test_nothing_chosen_publishes_nothing(editor: StaffClient, district: District) -> None:
    assert "choose what to publish" in publish(editor, district, chosen=[])
    assert "No longer there: 1." in publish(editor, district, chosen=["auth.user.1"])
    assert public() == []


def test_others_may_not_publish(client: StaffClient, district: District) -> None:
    user = make_user()
    make_membership(user, Role.TRANSLATOR, district=district, language="es")
    client.force_login(user)
    assert address(district) not in read(client.get(page(district))).links
    assert client.get(address(district)).status_code == 403
    assert client.post(address(district), {"chosen": "x"}).status_code == 403
    elsewhere = make_district("duluth", as_of="2021-04")
    assert client.get(address(elsewhere)).status_code == 404


def test_the_page_asks_as_little_about_many(editor: StaffClient, district: District) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert editor.get(address(district)).status_code == 200
        return len(asked)

    phase, area = Phase.objects.get(), PlanArea.objects.get()
    counts = []
    for number in range(3):
        late: dict[str, Any] = {"state": DRAFT, "when": "2021-02"}
        workstream = make_workstream(phase, title=f"W{number}", position=number + 1, state=DRAFT)
        make_milestone(district, workstream=workstream, phase=phase, title=f"M{number}", **late)
        make_meeting(district, f"late-{number}", state=DRAFT, **LATE)
        make_commitment(district, area=area, text=f"C{number}", due="2021-02", state=DRAFT)
        make_program(area, title=f"P{number}", state=DRAFT)
        counts.append(counted())
    assert len({*counts}) == 1, counts

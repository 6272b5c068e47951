"""Who publishes a meeting that is not translated sees what its readers will, and says why."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from districts.models import District
from events.models import Meeting
from publishing.history_entries import entries_of
from publishing.stamps import STAMPS, stamp_of
from tests.admin_forms import filled, page, read
from tests.client import StaffClient, anew
from tests.factories import (
    NOW,
    make_district,
    make_meeting,
    make_phase,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WHY = "publish_anyway"


@pytest.fixture(autouse=True)
def _the_day_before() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def district() -> District:
    return make_district(as_of="2021-04")


@pytest.fixture
def meeting(district: District) -> Meeting:
    """A draft of tomorrow: in Spanish the title is missing, in Vietnamese it is stale."""
    made = make_meeting(district, title="Old title", title_vi="Cuộc họp", state="draft")
    made.title_en = "New title"  # type: ignore[attr-defined]
    made.save()
    return made


def send(client: StaffClient, record: Any, **typed: Any) -> Any:
    return client.post(page(record), filled(client.get(page(record)), **typed))


def is_public(meeting: Meeting) -> bool:
    return Meeting.objects.public(NOW).filter(pk=meeting.pk).exists()


def reasons(meeting: Meeting) -> list[str]:
    said = entries_of(meeting).values_list("said", flat=True)
    return [each for each in said if "Reason" in each]


def test_the_form_shows_what_readers_would_see_and_asks_why(
    editor: StaffClient, meeting: Meeting
) -> None:
    shown = editor.get(page(meeting)).content.decode()
    assert "Not ready in 2 of the district’s languages" in shown
    assert WHY not in read(editor.get(page(meeting))).sent
    asked = send(editor, meeting, state="published", place="North High")
    text = asked.content.decode()
    assert asked.status_code == 200
    assert "the English, marked as English: “New title”" in text
    assert '“<span lang="vi" dir="ltr">Cuộc họp</span>”' in text
    assert read(asked).sent["place"] == ["North High"]
    for refused in ("", "  ", "x" * 301, "\0"):
        again = editor.post(page(meeting), anew({**filled(asked), WHY: refused}))
        assert again.status_code == 200, refused
        assert "errorlist" in again.content.decode()
    assert not is_public(meeting)
    assert not reasons(meeting)
    given = anew({**filled(asked), WHY: "It is tomorrow."})
    assert editor.post(page(meeting), given).status_code == 302
    assert is_public(meeting)
    said = "Published before it is translated into Spanish, Vietnamese. Reason: It is tomorrow."
    assert reasons(meeting) == [said]
    assert send(editor, meeting, status="confirmed").status_code == 302


def test_only_a_translation_that_may_tell_the_earlier_time_asks_when_it_moves(
    editor: StaffClient, district: District, meeting: Meeting
) -> None:
    later = {
        "starts_at": "2021-04-17T18:00",
        "ends_at": "2021-04-17T20:00",
        "moved_kind": "move",
        "moved_announced_by_en": "Board",
        "moved_announced_by": "Board",
        "moved_announced_on": "4/15/2021",
    }
    bare = make_meeting(district, "bare")
    assert send(editor, bare, **later).status_code == 302
    meeting.state = "published"
    meeting.save()
    assert WHY in send(editor, meeting, **later).content.decode()
    assert send(editor, meeting, **later, **{WHY: "It moved today."}).status_code == 302
    assert reasons(meeting)


def test_no_reason_is_asked_for_what_is_over_or_in_all_languages(
    editor: StaffClient, district: District, meeting: Meeting
) -> None:
    over = {"starts_at": NOW - timedelta(days=2), "ends_at": NOW - timedelta(days=2, hours=-1)}
    past = make_meeting(district, "past", state="draft", **over)
    words = {"title_es": "Reunión", "title_vi": "Cuộc họp"}
    ready = make_meeting(district, "ready", state="draft", **words)
    for record in (past, ready, make_phase(district, state="draft")):
        assert send(editor, record, state="published").status_code == 302
    assert send(editor, meeting, place="North High").status_code == 302  # it stays a draft


@pytest.mark.parametrize("action", ["publish", "schedule"])
def test_a_list_asks_the_same(editor: StaffClient, meeting: Meeting, action: str) -> None:
    address = page(meeting, "changelist")
    chosen = {"action": action, "_selected_action": [meeting.pk], STAMPS: stamp_of(meeting)}
    if action == "schedule":
        chosen |= {"publish_at": "2021-04-15T18:00"}
    asked = editor.post(address, chosen)
    assert "Nothing has been published yet." in asked.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).state == "draft"
    assert editor.post(address, anew({**filled(asked), WHY: "Soon."})).status_code == 302
    assert Meeting.objects.get(pk=meeting.pk).state == "published"
    assert len(reasons(meeting)) == 1


def test_the_two_questions_of_one_save_are_both_answered(
    editor: StaffClient, district: District, meeting: Meeting
) -> None:
    meeting.state = "published"
    meeting.save()
    lost = send(editor, meeting, publish_at="2021-04-15T18:00", state="published")
    token = lost.context["loss"].token
    asked = editor.post(page(meeting), anew({**filled(lost), "withdraw": token}))
    assert read(asked).sent["withdraw"] == [token]
    assert is_public(meeting)
    done = editor.post(page(meeting), anew({**filled(asked), WHY: "Later."}))
    assert done.status_code == 302
    assert not is_public(meeting)

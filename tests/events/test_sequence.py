from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from events.models import Meeting
from tests.factories import make_district, make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(make_district())


def test_a_meeting_begins_at_zero(meeting: Meeting) -> None:
    assert meeting.sequence == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "cancelled"),
        ("mode", "hybrid"),
        ("place", "North High"),
        ("address", "1 Main Street"),
        ("link", "https://example.org/"),
        ("phone", "720-423-3054"),
        ("language", "es"),
    ],
)
def test_a_revision_raises_the_sequence_by_one(meeting: Meeting, name: str, value: Any) -> None:
    setattr(meeting, name, value)
    meeting.save()
    meeting.save()
    assert Meeting.objects.get().sequence == 1


def test_a_new_time_raises_the_sequence_also_where_only_it_is_written(meeting: Meeting) -> None:
    meeting.starts_at += timedelta(minutes=30)
    meeting.save(update_fields=["starts_at"])
    assert Meeting.objects.get().sequence == 1
    meeting.ends_at += timedelta(minutes=30)
    meeting.save(update_fields=["state"])
    assert Meeting.objects.get().sequence == 1


def test_new_words_raise_no_sequence(meeting: Meeting) -> None:
    before = meeting.modified_at
    setattr(meeting, "title_es", "Reunión comunitaria")  # noqa: B010 - a column of a library
    meeting.save()
    stored = Meeting.objects.get()
    assert (stored.sequence, stored.modified_at > before) == (0, True)


def test_an_old_copy_that_changes_nothing_sets_no_sequence_back(meeting: Meeting) -> None:
    old = Meeting.objects.get()
    for place in ("Room 1", ""):
        meeting.place = place
        meeting.save()
    old.save()
    assert Meeting.objects.get().sequence == 2


def test_two_that_hold_the_same_meeting_never_set_it_back(meeting: Meeting) -> None:
    other = Meeting.objects.get()
    for number in (1, 2):
        meeting.place = f"Room {number}"
        meeting.save()
    other.address = "1 Main Street"
    other.save()
    assert Meeting.objects.get().sequence == 3


def test_postponed_meetings_never_lead_round_in_a_circle(meeting: Meeting) -> None:
    second = make_meeting(meeting.district, "second", status="cancelled", postponed_to=meeting)
    meeting.status, meeting.postponed_to = "cancelled", second
    with pytest.raises(ValidationError, match="points back"):
        meeting.full_clean()
    meeting.postponed_to = meeting
    with pytest.raises(ValidationError, match="points back"):
        meeting.full_clean()

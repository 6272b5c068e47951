"""A new time zone for a district asks what becomes of its meetings to come."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from districts.models import District
from events.models import Meeting
from tests.admin_forms import filled
from tests.factories import make_district, make_meeting, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CENTRAL, EASTERN = ZoneInfo("America/Chicago"), ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def district() -> District:
    return make_district(time_zone=CENTRAL.key)


def meeting_of(district: District, year: int = 2027) -> Meeting:
    return make_meeting(
        district,
        slug=f"meeting-{year}",
        title="Town hall",
        status="confirmed",
        starts_at=datetime(year, 1, 12, 18, tzinfo=CENTRAL),
        ends_at=datetime(year, 1, 12, 20, tzinfo=CENTRAL),
    )


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user(is_superuser=True))
    return client


def change(staff: Client, district: District, **values: str) -> Any:
    page = f"/admin/districts/district/{district.pk}/change/"
    with time_machine.travel(NOW, tick=False):
        asked = staff.post(page, filled(staff.get(page), time_zone=EASTERN.key))
        return staff.post(page, filled(asked, **values)) if values else asked


def test_the_question_lists_the_meetings_to_come_and_nothing_is_saved(
    staff: Client, district: District
) -> None:
    meeting_of(district)
    meeting_of(district, 2020)
    said = str(change(staff, district).context["errors"])
    assert (
        "Town hall, Tuesday, January 12, 2027, 6:00 – 8:00 PM would become 7:00 – 9:00 PM." in said
    )
    assert "2020" not in said
    district.refresh_from_db()
    assert district.time_zone == CENTRAL.key


def test_clock_times_stay_and_families_are_told_of_the_correction(
    staff: Client, district: District
) -> None:
    meeting, past = meeting_of(district), meeting_of(district, 2020)
    before = meeting.sequence
    assert change(staff, district, zone_keeps="clock").status_code == 302
    meeting.refresh_from_db()
    assert meeting.starts_at == datetime(2027, 1, 12, 18, tzinfo=EASTERN)
    assert meeting.sequence == before + 1
    (move,) = meeting.moves.all()
    assert move.was_starts_at == datetime(2027, 1, 12, 18, tzinfo=CENTRAL)
    assert move.kind == "correction"
    assert Meeting.objects.get(pk=past.pk).starts_at == past.starts_at


def test_the_moments_stay_if_that_is_chosen(staff: Client, district: District) -> None:
    meeting = meeting_of(district)
    assert change(staff, district, zone_keeps="moment").status_code == 302
    district.refresh_from_db()
    assert district.time_zone == EASTERN.key
    again = Meeting.objects.get(pk=meeting.pk)
    assert (again.starts_at, again.sequence) == (meeting.starts_at, meeting.sequence)
    assert not again.moves.exists()


@pytest.mark.parametrize("name", ["America/Denvr", "../denver", "Mountain Time"])
def test_an_unknown_time_zone_is_refused_and_kept(
    staff: Client, district: District, name: str
) -> None:
    meeting_of(district)
    page = f"/admin/districts/district/{district.pk}/change/"
    answer = staff.post(page, filled(staff.get(page), time_zone=name))
    assert "We don’t know the time zone" in str(answer.context["errors"])
    assert filled(answer)["time_zone"] == [name]


def test_without_meetings_to_come_there_is_no_question(staff: Client, district: District) -> None:
    meeting_of(district, 2020)
    assert change(staff, district).status_code == 302

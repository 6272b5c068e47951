"""A meeting is repeated: each repetition is a draft of its own at the same clock time."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Meeting
from tests.admin_forms import filled, read
from tests.factories import (
    make_district,
    make_interpretation,
    make_meeting,
    make_membership,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def meeting(client: Client) -> Meeting:
    """At 6 p.m. on October 21, 2021; the clocks go back on November 7."""
    district = make_district()
    client.force_login(user := make_user())
    make_membership(user, district=district)
    meeting = make_meeting(
        district,
        "council-2021-10-21",
        starts_at=datetime(2021, 10, 22, 0, 0, tzinfo=UTC),
        ends_at=datetime(2021, 10, 22, 2, 0, tzinfo=UTC),
        title_es="Reunión",
        status="confirmed",
        place="Library",
    )
    make_interpretation(meeting, "vi", status="confirmed", mode="simultaneous")
    return meeting


def address(meeting: Meeting) -> str:
    return reverse("admin:events_meeting_repeat", args=[meeting.pk])


def ask(client: Client, meeting: Meeting, **typed: Any) -> Any:
    return client.post(address(meeting), {"every": "", "times": "", "days": "", **typed})


def test_every_second_week_keeps_the_clock_time(client: Client, meeting: Meeting) -> None:
    assert address(meeting) in read(client.get(_page(meeting))).links
    shown = client.post(address(meeting), filled(client.get(address(meeting)), times="2"))
    assert "November 18, 2021" in shown.content.decode()
    assert Meeting.objects.count() == 1
    sent = filled(shown)
    answers = [client.post(address(meeting), sent) for _ in range(2)]  # a double click
    assert [answer.status_code for answer in answers] == [302, 302]
    first, second = Meeting.objects.exclude(pk=meeting.pk)
    assert [each.slug for each in (first, second)] == ["council-2021-11-04", "council-2021-11-18"]
    assert [each.starts_at for each in (first, second)] == [
        datetime(2021, 11, 5, 0, 0, tzinfo=UTC),
        datetime(2021, 11, 19, 1, 0, tzinfo=UTC),
    ]
    assert len({each.uid for each in Meeting.objects.all()}) == 3
    assert (first.state, first.status, first.place) == ("draft", "", "Library")
    assert first.title_es == "Reunión"  # type: ignore[attr-defined]
    assert [(i.language, i.status, i.mode) for i in first.interpretation.all()] == [
        ("vi", "announced", "simultaneous")
    ]
    again = ask(client, meeting, every="2", times="3")
    assert again.content.decode().count("is not added again") == 2
    client.post(address(meeting), filled(again))
    assert Meeting.objects.count() == 4


def test_chosen_days_are_typed_as_elsewhere(client: Client, meeting: Meeting) -> None:
    shown = ask(client, meeting, days="12/3/2021\n\nNov. 5, 2021\n12/3/2021")
    client.post(address(meeting), filled(shown))
    slugs = Meeting.objects.exclude(pk=meeting.pk).values_list("slug", flat=True)
    assert list(slugs) == ["council-2021-11-05", "council-2021-12-03"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Say every how many weeks"),
        ({"every": "2"}, "Say every how many weeks"),
        ({"every": "2", "times": "2", "days": "11/5/2021"}, "or list the days"),
        ({"every": "0", "times": "2"}, "greater than or equal to 1"),
        ({"every": "1", "times": "31"}, "less than or equal to 30"),
        ({"every": "12", "times": "30"}, "more than two years after this meeting"),
        ({"days": "May 2021"}, "“May 2021” is not a day"),
        ({"days": "10/21/2021"}, "October 21, 2021 is the day of this meeting itself"),
        ({"days": "11/5/2040"}, "more than two years after"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    client: Client, meeting: Meeting, typed: dict[str, str], said: str
) -> None:
    answer = ask(client, meeting, **typed)
    assert (answer.status_code, said in answer.content.decode()) == (400, True)
    assert Meeting.objects.count() == 1


def test_times_that_the_clock_skips_or_shows_twice_are_asked_about(
    client: Client, meeting: Meeting
) -> None:
    meeting.starts_at = datetime(2021, 10, 31, 7, 30, tzinfo=UTC)  # 1:30 at night
    meeting.ends_at = datetime(2021, 10, 31, 8, 45, tzinfo=UTC)
    meeting.save()
    asked = ask(client, meeting, every="1", times="1")
    assert "November 7, 2021: 01:30 happens twice on this day" in asked.content.decode()
    shown = client.post(address(meeting), filled(asked, which="second"))
    client.post(address(meeting), filled(shown))
    made = Meeting.objects.exclude(pk=meeting.pk).get()
    assert made.starts_at == datetime(2021, 11, 7, 8, 30, tzinfo=UTC)
    skipped = ask(client, meeting, days="3/13/2022").content.decode()
    assert "March 13, 2022: 02:45 does not exist on this day" in skipped


def test_a_meeting_that_changed_since_it_was_shown_is_shown_again(
    client: Client, meeting: Meeting
) -> None:
    sent = filled(ask(client, meeting, every="1", times="1"))
    meeting.save()
    answer = client.post(address(meeting), sent)
    assert "Something has changed since" in answer.content.decode()
    assert Meeting.objects.count() == 1


def test_only_editors_of_the_district_repeat(client: Client, meeting: Meeting) -> None:
    client.force_login(other := make_user("other"))
    make_membership(other, district=make_district("duluth"))
    assert ask(client, meeting, every="1", times="1").status_code == 404
    make_membership(other, "translator", district=meeting.district, language="es")
    fresh = Client()
    fresh.force_login(other)
    assert fresh.get(address(meeting)).status_code == 403
    assert address(meeting) not in fresh.get(_page(meeting)).content.decode()


def _page(meeting: Meeting) -> str:
    return reverse("admin:events_meeting_change", args=[meeting.pk])

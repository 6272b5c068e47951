"""Who needs an interpreter is told to the question desk alone; other staff see counts."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from districts.models import Role
from events.models import Meeting
from feedback.interpreters.needs import CANCELED, WANTED, interpreters_wanted
from feedback.models import InterpretationAnswer, InterpreterRequest
from publishing.needs import Asked
from tests.factories import (
    make_district,
    make_interpreter_request,
    make_meeting,
    make_membership,
    make_user,
)
from tests.pages.tree import parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = datetime(2021, 4, 12, 18, 0, tzinfo=UTC)
LIST = reverse("admin:feedback_interpreterrequest_changelist")
CONTACT = "303-555-0100"


@pytest.fixture
def meeting() -> Meeting:
    """In Denver, at 6 p.m. on April 15; four people need an interpreter."""
    meeting = make_meeting(make_district(as_of="2021-04-10"))
    make_interpreter_request(meeting, "vi")
    make_interpreter_request(meeting, "so")
    for _ in range(2):  # somebody who asks twice
        make_interpreter_request(meeting, "so", contact="aunt@example.org")
    make_interpreter_request(meeting, "en", service="captions")
    return meeting


def member(role: str, meeting: Meeting) -> Any:
    user = make_user(role)
    make_membership(user, role, district=meeting.district)
    return user


def page_of(row: InterpreterRequest) -> str:
    return reverse("admin:feedback_interpreterrequest_change", args=[row.pk])


def change_page(meeting: Meeting) -> str:
    return reverse("admin:events_meeting_change", args=[meeting.pk])


def test_question_desk_reads_whom_to_tell_and_says_what_it_has_done(
    client: Client, meeting: Meeting
) -> None:
    client.force_login(member(Role.QUESTION_DESK, meeting))
    shown = client.get(LIST).content.decode()
    assert f'href="tel:{CONTACT.replace("-", "")}"' in shown
    assert "English, captions" in shown
    assert "April 15, 2021" in shown
    row = InterpreterRequest.objects.get(language="vi")
    assert CONTACT in client.get(page_of(row)).content.decode()
    client.post(LIST, {"action": "mark_done", "_selected_action": [row.pk]})
    row.refresh_from_db()
    assert row.is_done
    assert LIST in client.get(change_page(meeting)).content.decode()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_other_staff_see_counts_alone(client: Client, meeting: Meeting, role: str) -> None:
    for understood in ("well", "well", "none"):
        InterpretationAnswer.objects.create(
            meeting=meeting, language="so", understood=understood, token=uuid4()
        )
    client.force_login(member(role, meeting))
    shown = client.get(change_page(meeting)).content.decode()
    told = parse(shown).text
    asked = "Interpreters asked for: English, captions 1, Somali 2, Vietnamese 1."
    assert asked in told
    assert "Somali: Understood it well 2, Understood only part of it 0, " in told
    assert CONTACT not in shown
    assert LIST not in shown
    assert client.get(LIST).status_code == 403
    row = InterpreterRequest.objects.earliest("pk")
    assert client.get(page_of(row)).status_code == 403


def test_desk_of_another_district_sees_nothing(client: Client, meeting: Meeting) -> None:
    elsewhere = make_meeting(make_district("duluth", as_of="2021-04-10"), slug="elsewhere")
    client.force_login(member(Role.QUESTION_DESK, elsewhere))
    row = InterpreterRequest.objects.earliest("pk")
    assert CONTACT not in client.get(LIST).content.decode()
    assert CONTACT not in client.get(page_of(row), follow=True).content.decode()
    client.post(LIST, {"action": "mark_done", "_selected_action": [row.pk]})
    client.post(reverse("admin:feedback_interpreterrequest_delete", args=[row.pk]), {"post": "yes"})
    assert list(InterpreterRequest.objects.filter(is_done=False)) == list(
        InterpreterRequest.objects.all()
    )
    assert InterpreterRequest.objects.count() == 5


def told(user: Any, districts: set[int] | None) -> list[tuple[str, str]]:
    found = interpreters_wanted(Asked(user, districts, NOW))
    return [(need.said, item.said) for need in found for item in need.items]


def test_home_tells_editors_and_the_question_desk(meeting: Meeting) -> None:
    desk = member(Role.QUESTION_DESK, meeting)
    wanted = [(WANTED, "Community meeting: English, captions 1, Somali 2, Vietnamese 1")]
    assert told(make_user("editor"), {meeting.district_id}) == wanted
    assert told(desk, set()) == wanted
    assert told(make_user("nobody"), set()) == []
    InterpreterRequest.objects.exclude(language="vi").update(is_done=True)
    Meeting.objects.update(status="cancelled")
    assert told(desk, set()) == [(CANCELED, "Community meeting: Vietnamese 1")]
    Meeting.objects.update(ends_at=NOW, starts_at=NOW - timedelta(hours=1))
    assert told(desk, set()) == []


def test_requests_are_kept_until_a_week_after_the_meeting_or_the_one_held_instead(
    meeting: Meeting,
) -> None:
    week = timedelta(days=7)
    requests = InterpreterRequest.objects
    assert not requests.over(meeting.ends_at + week - timedelta(seconds=1))
    assert requests.over(meeting.ends_at + week).count() == 5
    later = make_meeting(
        meeting.district, slug="later", starts_at=NOW + timedelta(days=9), ends_at=NOW + week * 2
    )
    Meeting.objects.filter(pk=meeting.pk).update(status="cancelled", postponed_to=later)
    assert not requests.over(meeting.ends_at + week)
    assert requests.over(later.ends_at + week).count() == 5


def test_timer_deletes_what_is_kept_no_longer(meeting: Meeting) -> None:
    soon = make_meeting(
        meeting.district, slug="soon", starts_at=NOW, ends_at=NOW + timedelta(days=99)
    )
    kept = make_interpreter_request(soon, "so")
    with time_machine.travel(meeting.ends_at + timedelta(days=7), tick=False):
        call_command("send_alerts", stdout=StringIO())
    assert list(InterpreterRequest.objects.all()) == [kept]

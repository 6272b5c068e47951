"""Every value of a choice field appears on the pages in words."""

from itertools import cycle, product

import pytest
from django.test import Client

from districts.models import District, SchoolStatus
from events import schema, wording
from events.models import (
    Interpretation,
    InterpretationStatus,
    Meeting,
    MeetingMode,
    MeetingStatus,
    MoveKind,
    Service,
)
from opendata.record import recording
from tests import factories
from timeline.models import CommitmentState, CommitmentStatus, MilestoneStatus, Status

pytestmark = pytest.mark.django_db
NEW = "postponed"  # a choice of a release to come, or one that is gone
PAGES = ("", "handout/", "timeline/", "plan/", "events/", "schools/", "events/calendar.ics")


@pytest.fixture
def district() -> District:
    return factories.make_district()


def shown(client: Client, *paths: str, language: str = "es") -> str:
    answers = [client.get(f"/{language}/denver/{path}?on=2021-04-15") for path in paths]
    assert {answer.status_code for answer in answers} == {200}
    return "".join(answer.content.decode() for answer in answers)


@pytest.mark.parametrize("status", [*Status.values, NEW])
def test_stated_status_of_a_milestone_is_shown(
    client: Client, district: District, status: str
) -> None:
    milestone = factories.make_milestone(district, when="2021-05")
    MilestoneStatus.objects.create(milestone=milestone, status=status, since="2021-02-03")
    recording.record(district)
    words = {"planned": "Previsto", "under_way": "En curso", "done": "Hecho", NEW: NEW}
    assert words.get(status, "Cancelado") in shown(client, "")
    shown(client, *PAGES)


@pytest.mark.parametrize("status", [*CommitmentState.values, NEW])
def test_stated_status_of_a_commitment_is_shown(
    client: Client, district: District, status: str
) -> None:
    commitment = factories.make_commitment(district)
    CommitmentStatus.objects.create(commitment=commitment, status=status, since="2021-02-03")
    shown(client, *PAGES)


@pytest.mark.parametrize("has_sro", [True, False])
@pytest.mark.parametrize("confirmed", [True, False])
@pytest.mark.parametrize("since", ["2020", "2021-06", None])
def test_history_of_a_school_is_shown(
    client: Client, district: District, has_sro: bool, confirmed: bool, since: str | None
) -> None:
    school = factories.make_school(district)
    SchoolStatus.objects.create(school=school, has_sro=has_sro, confirmed=confirmed, since=since)
    shown(client, "", "schools/", "schools/north-high/")


@pytest.mark.parametrize("day", ["2021-04-10", "2021-05-10"])
def test_every_mode_status_service_and_move_of_a_meeting_is_shown(
    client: Client, district: District, day: str
) -> None:
    meeting = factories.make_meeting(district)
    factories.make_move(meeting)
    factories.make_interpretation(meeting, "es", ask_by=None)
    # Each status with each mode and with each kind of move: no sentence is about all three.
    kinds = cycle((*MoveKind, NEW))
    for status, mode in product(("", *MeetingStatus), ("", *MeetingMode, NEW)):
        kind = next(kinds)
        Meeting.objects.update(mode=mode, status=status)
        meeting.moves.update(kind=kind)
        for path in ("events/community-meeting/", "events/community-meeting/calendar.ics"):
            answer = client.get(f"/es/denver/{path}?on={day}")
            assert answer.status_code == 200, (mode, status, kind)
    for service, status in product(Service, InterpretationStatus):
        Interpretation.objects.update(service=service, status=status)
        assert client.get(f"/es/denver/events/?on={day}").status_code == 200


def test_words_are_there_for_every_choice() -> None:
    assert set(wording._IS) == set(wording._WAS) == set(InterpretationStatus)
    assert set(wording._ASK_BY) == set(Service)
    assert set(schema._ATTENDANCE) == set(MeetingMode)
    # STATUS of a VEVENT, RFC 5545, section 3.8.1.11
    assert {status.upper() for status in MeetingStatus} == {"TENTATIVE", "CONFIRMED", "CANCELLED"}

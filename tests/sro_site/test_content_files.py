"""The four districts of content/ contain exactly what is known of them."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import models

from districts.models import District, Document, School, SchoolDecision, SchoolStatus
from events.models import Meeting
from languages.registry import LANGUAGES
from tests.conftest import ForModule
from tests.content import load_content
from tests.sro_site.known import DISTRICTS, IN_PHASES, LOOSE, MEETINGS, NAMES, PHASES, WORKSTREAMS
from timeline.models import Milestone, MilestoneStatus, Phase, Workstream

pytestmark = [pytest.mark.django_db, pytest.mark.once]

DENVER = ZoneInfo("America/Denver")


@pytest.fixture(scope="module")
def districts(for_module: ForModule) -> dict[str, District]:
    return for_module(load_districts)


def load_districts() -> dict[str, District]:
    load_content()
    return {district.slug: district for district in District.objects.all()}


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def test_districts_are_as_known(districts: dict[str, District]) -> None:
    found = {
        slug: (
            str(it.as_of),
            str(it.known_from),
            it.approach,
            it.time_zone,
            it.police,
            it.board,
            (it.helpline_name, it.helpline_phone, sorted(it.helpline_languages)),
            it.content_languages,
            str(it.decided),
        )
        for slug, it in districts.items()
    }
    assert found == DISTRICTS
    names = {slug: (it.name, it.short_name, it.region) for slug, it in districts.items()}
    assert names == NAMES
    assert {slug for slug, it in districts.items() if it.decision} == {
        "chicago",
        "denver",
        "duluth",
    }


@pytest.mark.usefixtures("districts")
def test_decision_about_several_schools_is_the_decision_of_its_district() -> None:
    about_several = SchoolDecision.objects.filter(school=None)
    assert about_several
    assert all(each.district.decision for each in about_several)


def test_milestones_outside_phases_are_as_known(districts: dict[str, District]) -> None:
    for slug, expected in LOOSE.items():
        milestones = districts[slug].milestones.filter(phase=None)
        found = [
            (
                _text(milestone.when),
                milestone.ongoing,
                [(s.status, _text(s.since)) for s in milestone.statuses.all()],
            )
            for milestone in milestones
        ]
        assert found == expected, slug


def test_records_are_as_many_as_known(districts: dict[str, District]) -> None:
    kinds: dict[type[models.Model], int] = {
        Phase: 5,
        Workstream: 2,
        Milestone: 20 + 6 + 7 + 10,
        MilestoneStatus: 1 + 4 + 6 + 10,
        Meeting: 3,
        School: 3,
        SchoolStatus: 3,
        Document: 0,
    }
    assert {kind: kind._default_manager.count() for kind in kinds} == kinds
    assert [districts[slug].milestones.count() for slug in DISTRICTS] == [6, 20, 7, 10]


@pytest.mark.usefixtures("districts")
def test_phases_of_denver_are_as_known() -> None:
    columns = ("number", "when", "title_en", "title_es", "title_vi")
    found = [(n, str(when), *titles) for n, when, *titles in Phase.objects.values_list(*columns)]
    assert found == PHASES


@pytest.mark.usefixtures("districts")
def test_milestones_of_the_phases_of_denver_are_as_known() -> None:
    found = [
        [(_text(m.when), m.reduction_percent) for m in phase.milestones.filter(workstream=None)]
        for phase in Phase.objects.all()
    ]
    assert found == IN_PHASES
    stated = MilestoneStatus.objects.get(milestone__district__slug="denver")
    assert (stated.status, str(stated.since)) == ("done", "2020-12-31")
    assert stated.milestone.reduction_percent == 25


@pytest.mark.usefixtures("districts")
def test_workstreams_of_denver_are_as_known() -> None:
    columns = ("phase__number", "title_en", "title_es", "title_vi")
    assert list(Workstream.objects.values_list(*columns)) == WORKSTREAMS
    assert [stream.milestones.count() for stream in Workstream.objects.all()] == [5, 4]
    assert not Milestone.objects.filter(workstream__isnull=False, when__isnull=False).exists()


@pytest.mark.usefixtures("districts")
def test_schools_of_denver_are_the_first_that_sros_leave() -> None:
    (first,) = Milestone.objects.filter(schools__isnull=False).distinct()
    assert (str(first.when), first.reduction_percent) == ("2020-12-31", 25)
    assert [school.name for school in first.schools.order_by("pk")] == ["Lake", "Henry", "Kepner"]
    for status in SchoolStatus.objects.all():
        known = (status.has_sro, str(status.since), status.confirmed)
        assert known == (False, "2020-12-31", True)


@pytest.mark.usefixtures("districts")
def test_meetings_of_denver_are_as_known() -> None:
    found = []
    for meeting in Meeting.objects.all():
        starts, ends = meeting.starts_at.astimezone(DENVER), meeting.ends_at.astimezone(DENVER)
        assert starts.date() == ends.date()
        # Neither place nor link, mode nor status is known.
        assert {meeting.place, meeting.address, meeting.link, meeting.mode, meeting.status} == {""}
        interpretation = [(i.language, i.mode) for i in meeting.interpretation.all()]
        found.append(
            (meeting.language, f"{starts:%Y-%m-%dT%H:%M}", f"{ends:%H:%M}", interpretation)
        )
    assert found == MEETINGS


@pytest.mark.usefixtures("districts")
@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_of_denver_are_in_all_ten_languages(language: str) -> None:
    for records in (Phase.objects.all(), Workstream.objects.all(), Meeting.objects.all()):
        assert all(records.values_list(f"title_{language}", flat=True))
    milestones = Milestone.objects.filter(district__slug="denver")
    assert all(milestones.values_list(f"title_{language}", flat=True))

"""The number of queries of a page does not grow with the number of records."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts.models import District, SchoolStatus
from opendata.record.recording import record
from tests import factories
from tests.pages.site import OF_EACH_DISTRICT
from tests.pages.whole import change_english, translate_all
from timeline.models import CommitmentStatus, MilestoneStatus, Status, TimeChange

MANY = 3

pytestmark = pytest.mark.django_db


def make_districts(count: int) -> District:
    first, *_ = districts = [factories.make_district(f"district-{n}") for n in range(count)]
    for district in districts:
        factories.make_time_change(factories.make_phase(district, when="2021-05"))
        milestone = factories.make_milestone(district, when="2021")
        MilestoneStatus.objects.create(milestone=milestone, status=Status.PLANNED)
    return first


def make_schools(count: int) -> District:
    district = factories.make_district()
    for number in range(count):
        school = factories.make_school(district, f"school-{number}")
        SchoolStatus.objects.create(school=school, has_sro=True, since="2020")
        SchoolStatus.objects.create(school=school, has_sro=False, since="2021")
    return district


def make_meetings(count: int) -> District:
    """As many past ones as upcoming ones, on 2021-04-15."""
    district = factories.make_district()
    for number in range(-count, count):
        starts = datetime(2021, 4, 16, 12, tzinfo=UTC) + timedelta(days=number)
        times = {"starts_at": starts, "ends_at": starts + timedelta(hours=1)}
        meeting = factories.make_meeting(district, f"meeting-{number + count}", **times)
        for language in ("es", "vi"):
            factories.make_interpretation(meeting, language)
            url = "https://example.org/"
            meeting.materials.create(kind="slides", language=language, url=url)
        factories.make_move(meeting)
    return district


def make_timeline(count: int) -> District:
    """Milestones in phases, in workstreams and in neither, each with all that it can have."""
    district = make_schools(count)
    schools = list(district.schools.all())
    for number in range(count):
        phase = factories.make_phase(district, number, when="2021-05")
        factories.make_time_change(phase)
        stream = factories.make_workstream(phase)
        starts = datetime(2021, 4, 16, 12, tzinfo=UTC) + timedelta(days=number)
        times = {"starts_at": starts, "ends_at": starts + timedelta(hours=1)}
        meeting = factories.make_meeting(district, f"meeting-{number}", **times)
        document = factories.make_document(district)
        for owners in ({}, {"phase": phase}, {"phase": phase, "workstream": stream}):
            milestone = factories.make_milestone(
                district, meeting=meeting, document=document, when="2021", **owners
            )
            milestone.schools.set(schools[:3])
            MilestoneStatus.objects.create(milestone=milestone, status=Status.PLANNED)
    return district


def make_plan(count: int) -> District:
    """All that a plan can have, and a school to which all of it was promised."""
    district = make_timeline(count)
    school = district.schools.get(slug="school-0")
    for _ in range(count):
        area = factories.make_area(district)
        factories.make_program(area)
        document = factories.make_document(district)
        for owner in ({}, {"area": area}):
            commitment = factories.make_commitment(district, document=document, due="2021", **owner)
            commitment.schools.add(school)
            CommitmentStatus.objects.create(commitment=commitment, status="proposed", since="2021")
            factories.make_time_change(commitment)
        for make in (factories.make_staffing, factories.make_rule, factories.make_standard):
            make(district)
        factories.make_finding(district)
        factories.make_answer(district)
        factories.make_decision(district)
        factories.make_decision(district, school=school, applies_to="")
    for meeting in district.meetings.all():
        meeting.schools.add(school)
        factories.make_interpretation(meeting, "es")
    return district


# The number of queries of each page. The timeline takes two fewer where no milestone has a document
# or a meeting.
PAGES: dict[Callable[[int], District], dict[str, int]] = {
    make_districts: {"/ar/": 9, "/": 1, "/sitemap.xml": 3, "/ar/compare/": 9},
    make_schools: {"/sitemap.xml": 3, "/ar/denver/schools/": 4},
    make_meetings: {
        "/sitemap.xml": 3,
        "/ar/denver/": 11,
        "/ar/denver/events/": 4,
        "/ar/denver/events/meeting-0/": 6,
        "/ar/denver/events/calendar.ics": 4,
        "/ar/denver/events/meeting-0/calendar.ics": 4,
    },
    make_timeline: {
        "/ar/denver/": 12,
        "/ar/denver/handout/": 12,
        "/ar/denver/timeline/": 9,
        "/ar/denver/schools/school-0/": 12,
    },
    make_plan: {
        "/ar/denver/": 12,
        "/ar/denver/plan/": 12,
        "/ar/denver/data/": 31,
        "/ar/denver/languages/": 31,
        "/ar/denver/ask/": 2,
        "/ar/denver/schools/": 4,
        "/ar/denver/schools/school-0/": 17,
        "/ar/compare/": 12,
    },
}


@pytest.mark.parametrize("make", PAGES)
def test_pages_ask_as_little_of_many_records_as_of_one(
    client: Client, make: Callable[[int], District]
) -> None:
    of_one, of_many = (
        {address: len(queries(client, address)) for address in PAGES[make]} for _ in made(make)
    )
    assert of_many == of_one
    assert of_many == PAGES[make]


def made(make: Callable[[int], District]) -> Iterator[None]:
    """With one record of each kind; then, afresh, with many."""
    for count in (2, MANY):  # two, since `/` treats a single district differently
        TimeChange.objects.all().delete()  # which protect what they tell of
        District.objects.all().delete()
        make(count)
        record_all()
        yield


def record_all() -> None:
    """As happens after each commit, of which a test has none."""
    for district in District.objects.all():
        record(district)


def queries(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"{address}?on=2021-04-15", follow=False)
    assert response.status_code in (200, 302)
    return [query["sql"] for query in captured.captured_queries]


def test_pages_ask_for_no_words_in_other_languages(client: Client) -> None:
    make_plan(1)
    record_all()
    for page in (*OF_EACH_DISTRICT, "events/meeting-0/", "schools/school-0/"):
        asked = " ".join(queries(client, f"/ar/denver/{page}"))
        assert '_ar"' in asked
        assert '_vi"' not in asked, page


def test_pages_ask_no_more_where_words_are_stale(client: Client) -> None:
    make_plan(1)
    record_all()
    pages = [f"/ar/denver/{each}" for each in (*OF_EACH_DISTRICT, "events/meeting-0/")]
    pages += ["/ar/", "/ar/compare/", "/ar/denver/events/calendar.ics"]
    untranslated = [len(queries(client, page)) for page in pages]
    translate_all("ar")
    drafts = [len(queries(client, page)) for page in pages]
    change_english()
    stale = [len(queries(client, page)) for page in pages]
    assert untranslated == drafts == stale


def test_page_that_only_counts_reads_sums_and_what_is_hidden(client: Client) -> None:
    make_plan(2)
    asked = queries(client, "/es/about/")
    # Which of several tests asks for a type of content first is up to their order.
    assert (
        len([sql for sql in asked if "django_content_type" not in sql.partition(" WHERE ")[0]]) == 4
    )

"""A page on an earlier day tells nothing that families did not know yet on that day."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from districts.known import LATER
from districts.models import District
from events.models import Meeting
from languages.registry import LANGUAGES
from publishing.models import Record
from tests import factories
from tests.content import load_content
from tests.pages.tree import parse
from timeline.models import Commitment, Milestone, Phase, PlanArea, Program

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGES = ("", "timeline/", "plan/", "schools/", "events/", "handout/")
# Of each district, the last day on which families knew nothing and the first on which they did.
DAYS = {
    "chicago": ("2019-07-31", "2019-08-01"),
    "denver": ("2020-05-31", "2020-06-01"),
    "des-moines": ("2020-12-31", "2021-01-01"),
    "duluth": ("2022-06-06", "2022-06-07"),
}


def words_of(slug: str) -> set[str]:
    """What the sources of a district tell, in English."""
    district = District.objects.get(slug=slug)
    found = {district.words[field]["en"] for field in LATER}
    found |= {each.title for each in Milestone.objects.filter(district=district)}
    return (found | {each.text for each in Commitment.objects.filter(district=district)}) - {""}


@pytest.mark.parametrize("slug", DAYS)
def test_a_district_tells_what_is_known_from_the_day_that_it_was(client: Client, slug: str) -> None:
    load_content()
    words = words_of(slug)
    before, since = DAYS[slug]
    for path in PAGES:
        response = client.get(f"/en/{slug}/{path}?on={before}")
        assert response.status_code == 200, path
        content = response.content.decode()
        assert not [text for text in words if text in content], path
        tree = parse(content)
        main = tree.one("main")
        said = "We have no information about this district from before this time"
        assert tree.one("meta", name="description").attrs["content"].startswith(said), path
        assert said in main.text
        assert len(main.all("h1")) == 1
    for path in Meeting.objects.filter(district__slug=slug).values_list("slug", flat=True):
        content = client.get(f"/en/{slug}/events/{path}/?on={before}").content.decode()
        assert "Community meeting" not in content
    home = client.get(f"/en/{slug}/?on={since}").content.decode()
    assert District.objects.get(slug=slug).words["summary"]["en"] in home
    assert "We have no information about this district" not in home


@pytest.mark.parametrize("path", ["", "compare/"])
def test_the_districts_side_by_side_tell_nothing_early(client: Client, path: str) -> None:
    load_content()
    main = parse(client.get(f"/en/{path}?on=2021-06-01").content.decode()).one("main")
    assert "Duluth Public Schools" in main.text
    assert "Removal of SROs from schools" in main.text  # Denver's, which is known by then
    for told in ("being revised", "presented", "School Board told", "29"):
        assert told not in main.text
    # The one time of Duluth is that before which nothing is known: nothing is known as of it.
    assert main.text.count("June 7, 2022") == (not path)


def test_every_word_of_a_district_is_one_that_may_be_told_later() -> None:
    names = {"police", "board", "helpline_name"}
    assert set(factories.make_district().words) == {*LATER, *names}


def test_a_decision_is_not_told_before_it_was_made(client: Client) -> None:
    district = factories.make_district(decision="It ends.", decided="2020-06")
    factories.make_decision(district, decided="2021-03", decided_by="The council")
    for day, known in (("2020-05-31", False), ("2020-06-01", True)):
        assert ("It ends." in client.get(f"/en/denver/?on={day}").content.decode()) == known
    for day, known in (("2021-02-28", False), ("2021-03-01", True)):
        page = client.get(f"/en/denver/schools/?on={day}").content.decode()
        assert ("The council" in page) == known


def test_without_a_time_everything_is_told_on_every_day(client: Client) -> None:
    factories.make_milestone(factories.make_district(), title="First step")
    assert "First step" in client.get("/en/denver/timeline/?on=1999-01-01").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_is_in_the_language_of_the_page(client: Client, language: str) -> None:
    factories.make_district(known_from="2021-05")
    main = parse(client.get(f"/{language}/denver/?on=2021-04-30").content.decode()).one("main")
    assert ("We have no information" in main.text) == (language == "en")
    assert "2021" in main.text


BEFORE, SINCE = "2021-03-31", "2021-04-15"
LATER_PAGES = (
    *("", "timeline/", "plan/", "schools/", "schools/lake/", "events/", "handout/"),
    *("schools/lake/handout/", "../compare/?district=denver", "../"),
)


def test_each_record_is_told_from_the_day_that_it_was_known(client: Client) -> None:
    """What says since when it is known, and what belongs to it, is on no page of an earlier day."""
    district = factories.make_district()
    lake = factories.make_school(district, name="Lake", slug="lake")
    known = {"known_from": "2021-04"}
    phase = factories.make_phase(district, number=3, title="Later phase", when="2021/..", **known)
    stream = factories.make_workstream(phase, title="Later stream")
    under = {"phase": phase, "workstream": stream}
    factories.make_milestone(district, title="Later by its phase", reduction_percent=40, **under)
    alone = factories.make_milestone(district, title="Later alone", when="2021-06", **known)
    area = factories.make_area(district, title="Later area", **known)
    factories.make_program(area, title="Later program")
    promise = factories.make_commitment(district, text="Later promise", **known)
    factories.make_staffing(district, where="Later staff", **known)
    factories.make_document(district, title="Later document", **known)
    factories.make_decision(district, decided_by="Later council", **known)
    meeting = factories.make_meeting(district, title="Later meeting", slug="later", **known)
    for record in (alone, promise, meeting):
        record.schools.add(lake)
    told: dict[str, set[str]] = {BEFORE: set(), SINCE: set()}
    for day, found in told.items():
        for path in LATER_PAGES:
            address = f"/en/denver/{path}".replace("denver/../", "")
            address += f"{'&' if '?' in path else '?'}on={day}"
            page = client.get(address)
            assert page.status_code == 200, address
            text = parse(page.content.decode()).one("main").text
            found |= {*text.split("Later ")[1:]} | ({"40%"} & {*text.split()})
    assert not told[BEFORE]
    names = ("phase", "stream", "by its", "alone", "area", "program", "promise", "staff")
    for name in (*names, "document", "council", "meeting"):
        assert any(each.startswith(name) for each in told[SINCE]), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_address_of_a_record_says_that_nothing_was_known_of_it_yet(
    client: Client, language: str
) -> None:
    district = factories.make_district()
    factories.make_meeting(district, title="Later meeting", slug="later", known_from="2021-04")
    factories.make_school(district, name="Later school", slug="lake", known_from="2021-04")
    factories.make_meeting(district, slug="hidden", known_from="2021-04", state="draft")
    for path in ("events/later/", "schools/lake/", "schools/lake/handout/"):
        page = client.get(f"/{language}/denver/{path}?on={BEFORE}")
        assert page.status_code == 200, path
        main = parse(page.content.decode()).one("main")
        assert "Later" not in page.content.decode()
        (notice,) = main.all("p", class_="notice")
        assert ("We have no information about this from" in notice.text) == (language == "en")
        assert [each.attrs["datetime"] for each in notice.all("time")] == ["2021-04"]
        shown = client.get(f"/{language}/denver/{path}?on={SINCE}").content.decode()
        assert "Later" in shown
    assert client.get(f"/{language}/denver/events/hidden/?on={BEFORE}").status_code == 404
    assert client.get(f"/{language}/denver/events/never/?on={BEFORE}").status_code == 404


@pytest.mark.parametrize("drafts", [False, True])
def test_what_is_known_from_a_time_is_known_from_its_first_day(drafts: bool) -> None:
    district = factories.make_district(known_from="2021")
    phase = factories.make_phase(district, known_from="2021-23")
    area = factories.make_area(district)
    program = factories.make_program(area, known_from="2021-05")

    def known(day: date) -> set[Record]:
        models: list[type[Record]] = [Phase, PlanArea, Program]
        found = [
            model.objects.readable(factories.NOW, drafts=drafts).known(day) for model in models
        ]
        return {record for records in found for record in records}

    assert known(date(2020, 12, 31)) == set()
    assert known(date(2021, 1, 1)) == {area}
    assert known(date(2021, 5, 1)) == {area, program}
    assert known(date(2021, 9, 1)) == {area, program, phase}


def test_denver_tells_of_its_meetings_once_they_were_announced(client: Client) -> None:
    load_content()
    for path in ("", "events/", "handout/", "events/calendar.ics"):
        for day, told in (("2020-07-01", False), ("2021-04-15", True)):
            content = client.get(f"/en/denver/{path}?on={day}").content.decode()
            assert ("Community meeting in English" in content) == told


def test_nothing_is_known_only_from_a_day_to_come() -> None:
    later = factories.make_milestone(factories.make_district())
    later.known_from = "2190"
    with pytest.raises(ValidationError) as refused:
        later.full_clean()
    assert [*refused.value.message_dict] == ["known_from"]

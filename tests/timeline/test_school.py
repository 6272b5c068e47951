"""The page of a school: its SROs over time, decisions, what is to come, meetings."""

import pytest
from django.test import Client

from districts.models import District, School, SchoolStatus
from publishing.states import PublicationState
from tests import factories
from tests.pages.tree import Node, parse
from timeline.models import CommitmentStatus

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def school() -> School:
    return factories.make_school(factories.make_district())


def _main(client: Client, day: str = "2021-04-15") -> Node:
    response = client.get(f"/en/denver/schools/north-high/?on={day}")
    assert response.status_code == 200
    return parse(response.content.decode()).one("main")


def _headings(main: Node) -> list[str]:
    """What stands below the name of the school, in order: headings and what they are about."""
    return [each.text for level in ("h2", "h3") for each in main.all(level)]


def test_school_of_which_nothing_is_known_says_so(client: Client, school: School) -> None:
    main = _main(client)
    assert (
        main.one("p", class_="lead").text
        == "We don’t know whether there is a police officer (SRO) here."
    )
    assert "We don’t know of any upcoming changes at this school." in main.text
    assert _headings(main) == ["What’s next at this school"]


def test_page_answers_first_whether_there_is_an_officer_and_names_its_source(
    client: Client, school: School
) -> None:
    SchoolStatus.objects.create(school=school, has_sro=False, since="2021-02", confirmed=True)
    main = _main(client)
    answer, source = (
        "No, there is no police officer (SRO) here (since February 2021).",
        "Source: Resolution of June 11",
    )
    assert main.one("p", class_="lead").text == answer
    assert main.text.index(answer) < main.text.index(source) < main.text.index("What’s next")
    assert not main.all("table")  # which would say the same again


def test_history_is_shown_as_known_on_the_day(client: Client, school: School) -> None:
    SchoolStatus.objects.create(school=school, has_sro=True, since="2015", confirmed=True)
    SchoolStatus.objects.create(school=school, has_sro=False, since="2021-05")
    rows = _main(client).one("tbody").all("tr")
    assert [(row.one("th").text, row.one("td").text) for row in rows] == [
        ("2015", "With an SRO"),
        ("May 2021", "The SRO is planned to leave"),
    ]


def test_decisions_are_those_about_the_school(client: Client, school: School) -> None:
    district = school.district
    known = {"school": school, "applies_to": "", "decided_by": "The council", "decided": "2021-03"}
    factories.make_decision(district, **known, outcome="remove", effective="2021-06")
    factories.make_decision(district, school=school, applies_to="", state=PublicationState.DRAFT)
    factories.make_decision(district)
    (row,) = _main(client).one("tbody").all("tr")
    assert [cell.text for cell in (*row.all("th"), *row.all("td"))] == [
        "SROs leave",
        "The council",
        "March 2021",
        "June 2021",
    ]


def test_what_comes_next_stands_apart_from_what_is_over(client: Client, school: School) -> None:
    district: District = school.district
    for title, when in (("Coming", "2021-05"), ("Gone", "2021-03")):
        factories.make_milestone(district, title=title, when=when).schools.add(school)
    factories.make_milestone(district, title="Elsewhere", when="2021-05")
    for text, status in (("Open", "adopted"), ("Settled", "done")):
        commitment = factories.make_commitment(district, text=text)
        commitment.schools.add(school)
        CommitmentStatus.objects.create(commitment=commitment, status=status, since="2021-02")
    factories.make_meeting(district, title="Talk").schools.add(school)
    text = _main(client).text
    words = ("What’s next", "Coming", "Open", "Talk", "Earlier at", "Gone", "Settled")
    assert sorted(words, key=text.index) == list(words)
    assert all(text.count(each) == 1 for each in words)
    assert "Elsewhere" not in text
    assert "Schools:" not in text


def test_meetings_of_the_school_are_upcoming_then_past(client: Client, school: School) -> None:
    factories.make_meeting(school.district, title="Talk").schools.add(school)
    factories.make_meeting(school.district, "other", title="Elsewhere")
    for day, heading in (("2021-04-15", "What’s next"), ("2021-04-17", "Earlier at")):
        main = _main(client, day)
        assert [each.text for each in main.one("ul", class_="meetings").all("h3")] == ["Talk"]
        assert heading in main.text.partition("Talk")[0].rpartition("school")[0][-40:]


def test_decisions_on_all_schools_stand_above_the_list_of_schools(
    client: Client, school: School
) -> None:
    factories.make_decision(school.district, applies_to="all high schools")
    factories.make_decision(school.district, school=school, applies_to="")
    response = client.get("/en/denver/schools/")
    table = parse(response.content.decode()).one("main").all("table")[0]
    (row,) = table.one("tbody").all("tr")
    assert next(cell.text for cell in row.all("td")) == "all high schools"

"""Sheets to print: a district, a school, and a notice in ten languages."""

from datetime import date

import pytest
from django.test import Client
from django.utils.translation import gettext, override, pgettext

from districts.models import District, SchoolStatus
from languages.registry import LANGUAGES
from sro_site.paper import STOPS
from tests import factories
from tests.pages.tree import Node, parse
from timeline.models import MilestoneStatus

pytestmark = pytest.mark.once
DAY = date(2021, 4, 15)


def opened(client: Client, path: str) -> Node:
    answer = client.get(f"/en/denver/{path}?on={DAY}")
    assert answer.status_code == 200
    return parse(answer.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("2021-01", "North High · South High Without an SRO (since January 2021)"),
        ("2022-01", "North High · South High The SRO is planned to leave (January 2022)"),
    ],
)
def test_schools_of_a_sheet_say_since_when_whether_one_or_many(
    client: Client, since: str, said: str
) -> None:
    district = factories.make_district()
    for slug, name in (("north", "North High"), ("south", "South High")):
        school = factories.make_school(district, slug, name=name)
        school.history.create(has_sro=False, since=since, confirmed=since < "2021-04")
    assert said in " ".join(opened(client, "handout/").text.split())


@pytest.mark.django_db
@pytest.mark.parametrize(("month", "first"), [(1, 1), (6, 4), (12, 8)])
def test_stops_without_phases_are_those_around_the_current_one(
    client: Client, month: int, first: int
) -> None:
    district = factories.make_district()
    for number in range(1, 13):
        title = f"Step {number:02}"
        factories.make_milestone(district, title=title, when=f"2021-{number:02}")
    answer = client.get(f"/en/denver/handout/?on=2021-{month:02}-15").content.decode()
    shown = [
        each.one("strong").text for each in parse(answer).one("section", class_="way").all("li")
    ]
    assert shown == [f"Step {number:02}" for number in range(first, first + STOPS)]


@pytest.mark.django_db
def test_schools_whose_names_have_no_room_are_counted_and_their_page_is_named(
    client: Client,
) -> None:
    district = factories.make_district()
    for number, name in enumerate(("Alder" * 20, "Birch" * 20, "Cedar" * 20)):
        school = factories.make_school(district, f"s-{number}", name=name)
        school.history.create(has_sro=number < 1, since="2021-01", confirmed=True)
    section = opened(client, "handout/").one("section", **{"aria-labelledby": "schools"}).text
    assert "Alder" in section
    assert "2 schools Without an SRO (since January 2021)" in " ".join(section.split())
    assert "http://testserver/en/denver/schools/" in section


@pytest.mark.django_db
def test_sheet_of_a_school_answers_for_it_alone(client: Client) -> None:
    district = factories.make_district(helpline_phone="720-423-3054")
    school = factories.make_school(district)
    SchoolStatus.objects.create(school=school, has_sro=False, since="2021-03", confirmed=True)
    factories.make_milestone(district, title="Mentors start", when="2021-06").schools.add(school)
    factories.make_milestone(district, title="Elsewhere", when="2021-06")
    page = opened(client, "schools/north-high/handout/")
    assert page.one("h1").text == "North High"
    assert "Mentors start" in page.one("main").text
    assert "Elsewhere" not in page.one("div", class_="side").text
    assert "http://testserver/en/denver/schools/north-high/" in page.one("div", class_="find").text
    assert client.get("/en/denver/schools/nowhere/handout/").status_code == 404


@pytest.mark.django_db
def test_notice_says_whom_to_call_in_each_language(client: Client) -> None:
    factories.make_district(helpline_phone="720-423-3054")
    rows = opened(client, "notice/").one("ul", class_="calls").all("li")
    assert [(row.attrs["lang"], row.attrs["dir"]) for row in rows] == [
        (language.code, language.direction) for language in LANGUAGES.values()
    ]
    for row in rows:
        assert row.one("bdi", dir="ltr").text == "720-423-3054"
        with override(row.attrs["lang"]):
            words = gettext("Call {phone} for this in your language.")
            about = pgettext("approach", "Removal of SROs from schools")
        assert words.format(phone="720-423-3054") in row.text
        assert about in row.text


@pytest.mark.django_db
def test_notice_of_a_district_without_helpline_leads_to_the_site(client: Client) -> None:
    factories.make_district()
    page = opened(client, "notice/")
    for row in page.one("ul", class_="calls").all("li"):
        with override(row.attrs["lang"]):
            assert gettext("Read this in your language on our website.") in row.text
    assert "http://testserver/en/denver/" in page.one("div", class_="find").text


@pytest.mark.django_db
def test_home_and_school_lead_to_their_sheets(client: Client) -> None:
    factories.make_school(factories.make_district())
    for path, sheet in {
        "": "handout/",
        "schools/north-high/": "schools/north-high/handout/",
    }.items():
        links = [link.attrs["href"] for link in opened(client, path).all("a")]
        assert f"/en/denver/{sheet}?on={DAY}" in links


@pytest.mark.django_db
def test_sheet_names_what_comes_next_as_home_does_without_a_time_too(client: Client) -> None:
    factories.make_milestone(factories.make_district(), title="Vote of the board", when=None)
    district = District.objects.get()
    MilestoneStatus.objects.create(
        milestone=district.milestones.get(), status="planned", since="2021-03"
    )
    for page in ("", "handout/"):
        section = opened(client, page)
        assert "Vote of the board" in section.text
        assert "We don’t know of any upcoming milestones." not in section.text

"""The page of changes: all of them, since a day, and between two days."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts.models import District
from opendata.models import Entry
from opendata.record.recording import record
from tests.factories import (
    make_commitment,
    make_district,
    make_meeting,
    make_milestone,
    make_time_change,
)
from tests.opendata.conftest import FIRST
from tests.pages.tree import Node, parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PATH = "/en/denver/changes/"


@pytest.fixture
def district(clock: Any) -> District:
    """Recorded on April 20; on May 3 a milestone moved, on June 1 its words changed."""
    district = make_district(as_of="2021-04-15")
    milestone = make_milestone(district, title="Report", when="2021-05")
    make_commitment(district).statuses.create(status="adopted", since="2021-02-03")
    record(district)
    clock.move_to(FIRST + timedelta(days=13))
    milestone.when = "2021-23"
    milestone.save()
    make_time_change(milestone)
    record(district)
    clock.move_to(FIRST + timedelta(days=42))
    milestone.title = "Report to all families"
    milestone.save()
    record(district)
    return district


def shown(client: Client, query: str = "", status: int = 200, path: str = PATH) -> Node:
    response = client.get(f"{path}{query}")
    assert response.status_code == status
    return parse(response.content.decode()).one("main")


def told(page: Node) -> list[str]:
    """The sentence of each change."""
    return [item.all("p")[0].text for item in page.all("li") if item.all("p")]


MOVED = "Moved (was planned for: May 2021; now: fall 2021): {}"
REWORDED = "Other wording (title): Report to all families"
BEFORE = "Adopted (since February 3, 2021): Listen to students"


def test_page_lists_changes_by_month_and_then_what_sources_tell(
    client: Client, district: District
) -> None:
    page = shown(client)
    assert "every change to these pages since April 20, 2021" in page.text
    assert [each.text for each in page.all("h2")][:3] == [
        "June 2021",
        "May 2021",
        "What the district’s sources say about the time before",
    ]
    assert told(page) == [REWORDED, MOVED.format("Report"), BEFORE]
    assert "Why: The vote was put off." in page.text
    assert "/en/denver/timeline/" in [link.attrs["href"] for link in page.all("a")]


def test_pages_of_changes_follow_one_another(
    client: Client, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opendata.changes.views.PER_PAGE", 1)
    pages = [told(shown(client, f"?page={number}")) for number in (1, 2)]
    assert pages == [[REWORDED], [MOVED.format("Report"), BEFORE]]


def test_earlier_day_shows_no_later_change(client: Client, district: District) -> None:
    assert told(shown(client, "?on=2021-05-10")) == [MOVED.format("Report"), BEFORE]
    assert told(shown(client, "?on=2021-02-03")) == [BEFORE]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-06-02", []),
        ("2021-06-01", [REWORDED]),
        ("2021-05-04", [REWORDED]),
        # What changed twice is told once, as it is now.
        ("2021-05-03", [MOVED.format("Report to all families"), REWORDED]),
        ("2021-02-03", [MOVED.format("Report to all families"), REWORDED, BEFORE]),
    ],
)
def test_bookmark_shows_what_is_new_since_its_day(
    client: Client, district: District, clock: Any, day: str, expected: list[str]
) -> None:
    clock.shift(timedelta(days=5))
    page = shown(client, f"?since={day}")
    assert told(page) == expected
    assert ("Nothing has changed since then." in page.text) is not bool(expected)


def test_two_days_stand_side_by_side_with_what_differs_marked(
    client: Client, district: District
) -> None:
    page = shown(client, "?from=2021-04-20&to=2021-06-01")
    (table,) = page.all("table")
    assert table.one("caption")
    rows = {row.one("th").text: row.all("td") for row in table.one("tbody").all("tr")}
    assert [cell.text for cell in rows["When"]] == ["Removed: May 2021", "Added: fall 2021"]
    assert [cell.text for cell in rows["title"]] == ["Report", "Report Added: to all families"]
    assert [each.text for each in rows["title"][1].all("ins")] == ["Added: to all families"]
    assert not page.all("span", lang="en")
    page = shown(client, "?from=2021-04-20&to=2021-06-01", path="/ar/denver/changes/")
    marked = [each.text for each in page.all("ins")[1].all("span", lang="en")]
    assert marked == ["to all families"]


def test_new_record_had_nothing_to_say_before(client: Client, district: District) -> None:
    make_meeting(district, title="Town hall")
    record(district)
    page = shown(client, "?from=2021-05-31&to=2021-06-01")
    cells = [[cell.text for cell in row.all("td")] for row in page.all("tr") if row.all("td")]
    assert ["Nothing", "Added: Town hall"] in cells


def test_record_that_begins_later_says_so(client: Client, district: District) -> None:
    page = shown(client, "?from=2020-01-01&to=2021-05-31")
    assert "Our record begins only on April 20, 2021." in page.text
    assert told(page) == []
    assert "Why: The vote was put off." in page.text
    page = shown(client, "?from=2020-01-01&to=2020-02-01")
    assert "Our record begins only on April 20, 2021." in page.text
    page = shown(client, "?from=2021-06-01&to=2021-06-01")
    assert "These pages said the same on both days." in page.text


BAD = {
    "?since=nonsense": "“nonsense” is not a day.",
    "?since=2021-02-30": "“2021-02-30” is not a day.",
    "?since=%D9%A2%D9%A0%D9%A2%D9%A1-05-03": "is not a day.",
    "?since=2021-06-02": "This day has not come yet.",
    "?since=9999-12-31": "is not a day.",
    "?from=2021-05-02&to=2021-05-01": "The first day is after the second one.",
    "?from=2021-05-02": "Choose a day.",
    "?to=2021-05-02": "Choose a day.",
    "?from=x&to=2021-05-02": "“x” is not a day.",
    "?since=2021-05-01&from=2021-05-01&to=2021-05-02": "Choose either one day or two.",
}


@pytest.mark.parametrize("query", BAD)
def test_days_that_cannot_be_shown_get_a_clear_answer(
    client: Client, clock: Any, query: str
) -> None:
    record(make_district(as_of="2021-04-15"))
    clock.move_to(FIRST + timedelta(days=42))
    page = shown(client, query, 400)
    assert BAD[query] in page.text
    assert [link for link in page.all("a") if link.text == "Show all changes"]


def test_in_other_languages_texts_have_theirs(client: Client, district: District) -> None:
    page = shown(client, path="/ar/denver/changes/")
    assert page.all("h1")[0].text == "ما الذي تغيّر"
    assert page.all("span", class_="fallback")
    milestone = district.milestones.get()
    milestone.title_ar = "تقرير"  # type: ignore[attr-defined]
    milestone.save()
    record(district)
    assert "نص واحد متاح الآن بالعربية." in shown(client, path="/ar/denver/changes/").text
    assert len(told(shown(client))) == 3


def test_nothing_is_told_of_drafts_or_before_anything_is_known(client: Client, clock: Any) -> None:
    district = make_district(known_from="2021-04", as_of="2021-04-15")
    make_milestone(district, title="Secret", state="draft")
    page = shown(client)  # the first look records it
    assert told(page) == []
    assert "since April 20, 2021" in page.text
    make_milestone(district, title="Hidden", state="draft")
    assert "Hidden" not in shown(client).text
    assert not shown(client, "?on=2021-03-31").all("form")


def test_home_tells_the_last_changes_and_leads_to_all(client: Client, district: District) -> None:
    page = shown(client, path="/en/denver/")
    (section,) = page.all("section", class_="changes")
    assert told(section) == [REWORDED, MOVED.format("Report"), BEFORE]
    assert section.all("a")[-1].attrs["href"] == PATH
    assert not shown(client, "?on=2021-02-02", path="/en/denver/").all("section", class_="changes")


def test_home_tells_what_sources_say_before_anything_is_recorded(client: Client) -> None:
    district = make_district(as_of="2021-04-15")
    make_commitment(district).statuses.create(status="adopted", since="2021-02-03")
    for _ in range(2):
        (section,) = shown(client, path="/en/denver/").all("section", class_="changes")
        assert told(section) == [BEFORE]
        assert Entry.objects.count() == 1  # the first look records it


def test_many_changes_at_once_are_counted_in_as_many_queries(
    client: Client, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = ("", "?since=2021-04-21", "?from=2021-05-10&to=2021-06-01")
    asked = [count_queries(client, query) for query in queries]
    monkeypatch.setattr("opendata.changes.telling.MOST", 2)
    monkeypatch.setattr("opendata.changes.comparing.MOST", 2)
    for number in range(4):
        make_milestone(district, title=f"Step {number}")
    record(district)
    assert [count_queries(client, query) for query in queries] == asked
    page = shown(client)
    assert told(page)[:3] == [
        "New on the timeline: Step 0",
        "New on the timeline: Step 1",
        "And 2 more changes.",
    ]
    assert "And 3 more changes." in shown(client, queries[2]).text
    assert "Step 2" not in client.get("/en/denver/changes.atom").content.decode()


def count_queries(client: Client, query: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        shown(client, query)
    return len(captured)

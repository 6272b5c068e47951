"""`?on=` shows the site as of another day, and changes nothing else."""

import re
from urllib.parse import quote, urlencode, urlsplit

import pytest
import time_machine
from django.utils.translation import gettext, override

from languages.dates import say_day
from languages.registry import LANGUAGES
from tests.pages.conftest import Show
from tests.pages.site import TODAY, UNLISTED, get, paths

DAY = "2021-04-15"
NONSENSE = {
    "no such month": "2021-13-01",
    "no such day": "2021-02-29",
    "without hyphens": "20210415",
    "a week": "2021-W15-4",
    "a month": "2021-04",
    "an instant": "2021-04-15T12:00",
    "nothing": "",
    "a space": " 2021-04-15",
    "a line": "2021-04-15\n",
    "beyond the calendar": "10000-01-01",
    "too late": "9999-12-31",
    "too early": "1899-12-31",
    "negative": "-2021-04-15",
    "arabic digits": "٢٠٢١-٠٤-١٥",
    "a NUL": "2021-04-15\x00",
    "broken UTF-8": "\udcff",
    "a word": "tomorrow",
    "markup": "<script>alert(1)</script>",
    "a brace": "%(text)s {0}",
    "very long": "2021-04-15" * 300,
}


def nonsense(text: str) -> str:
    return "?on=" + quote(text.encode(errors="surrogateescape"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_says_which_day_it_shows_and_how_to_get_back(show: Show, language: str) -> None:
    page = show(f"/{language}/denver/schools/?on={DAY}&status=with_sro").tree
    notice = next(node for node in page.all("p", class_="notice") if node.all("time", datetime=DAY))
    day = say_day(TODAY.date().replace(2021, 4, 15), language).text
    assert day in notice.text
    assert notice.one("a").attrs["href"] == f"/{language}/denver/schools/?status=with_sro"
    with override(language):
        assert notice.one("a").text == gettext("Back to today")


def test_pages_of_today_say_nothing_of_a_day(show: Show) -> None:
    for path in paths():
        page = show(f"/en/{path}").tree
        assert "Back to today" not in page.text
        assert bool(page.all("meta", name="robots")) == f"/{path}".endswith(UNLISTED)


def test_day_changes_the_timeline_alone(show: Show) -> None:
    def current(query: str) -> str:
        steps = show(f"/en/denver/timeline/{query}").main.all("li", **{"aria-current": "step"})
        return ", ".join(step.all("h2")[0].text for step in steps)

    assert current("") == ""
    assert current("?on=2020-06-01") == ""
    assert current(f"?on={DAY}") == "Phase 2: Development & Engagement"
    assert current("?on=2021-05-20") == "Phase 2: Development & Engagement"
    assert current("?on=2021-08-15") == ""
    assert current("?on=2021-10-01") == "Phase 4: Implementation & Operational"


def test_meeting_is_upcoming_through_the_local_day_on_which_it_ends(show: Show) -> None:
    def upcoming(day: str) -> int:
        before, *_ = show(f"/en/denver/events/?on={day}").html.split("Past meetings")
        return len(set(re.findall(r"/events/(meeting-in-[a-z]+)/", before)))

    days = ("2021-05-10", "2021-05-11", "2021-05-12", "2021-05-18", "2021-05-19")
    assert [upcoming(day) for day in days] == [3, 2, 1, 1, 0]


def test_today_is_the_day_in_the_district(four_districts: None, regions: list[str]) -> None:
    # Late in the evening of May 18 in Denver, and the next day in UTC.
    with time_machine.travel("2021-05-19T03:00:00Z", tick=False):
        html = get("/en/denver/events/", regions).html
    assert "meeting-in-vietnamese" in html.split("Past meetings")[0]


def test_links_within_the_site_keep_the_day(show: Show) -> None:
    for path in (*paths(), "nowhere/"):
        page = show(f"/vi/{path}?on={DAY}").tree
        links = [urlsplit(link.attrs["href"]) for link in page.all("a")]
        links = [link for link in links if not link.path.endswith(".atom")]  # of all days
        links = [link for link in links if not link.query.startswith("page=%2F")]  # a form about it
        back = f"/vi/{path}"
        for link in links:
            if link.path.startswith("/vi/") and not link.netloc and link.path != back:
                assert link.query.partition("&")[0] == f"on={DAY}", f"{path}: {link.path}"


@pytest.mark.parametrize("query", ["", f"?on={DAY}"])
def test_filter_can_be_sent_as_it_stands_and_keeps_the_day(show: Show, query: str) -> None:
    form = show(f"/es/compare/{query}").main.one("form")
    fields = [each for each in form.all("input") if each.attrs["type"] != "checkbox"]
    chosen = [each for each in form.all("input") if "checked" in each.attrs]
    sent = urlencode([(each.attrs["name"], each.attrs["value"]) for each in (*fields, *chosen)])
    answer = show(f"{form.attrs['action']}?{sent}")
    assert answer.status == 200
    compared = [each for each in answer.main.all("th", scope="col") if each.all("a")]
    assert len(chosen) == len(compared) == 4
    assert bool(answer.tree.all("meta", name="robots")) == bool(query)


def test_pages_of_another_day_are_not_for_search_engines(show: Show) -> None:
    for path in paths():
        page = show(f"/ar/{path}?on={DAY}").tree
        assert page.one("meta", name="robots").attrs["content"] == "noindex"
        assert page.one("link", rel="canonical").attrs["href"] == f"http://testserver/ar/{path}"
        for link in page.all("link", rel="alternate"):
            assert "?" not in link.attrs["href"]


@pytest.mark.parametrize("text", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_is_refused_in_the_language_of_the_page(show: Show, text: str) -> None:
    page = show(f"/fr/denver/{nonsense(text)}")
    assert page.status == 400
    with override("fr"):
        assert page.main.one("h1").text == gettext("We can’t read this web address")
    assert "?on=2021-04-15" in page.main.text
    assert page.main.all("a", href="/fr/denver/")
    assert page.tree.one("nav", class_="bar").all("a", href="/fr/denver/timeline/")
    assert "\x00" not in page.html
    assert "<script" not in page.html
    assert len(page.main.text) < 500


@pytest.mark.parametrize("day", ["1900-01-01", "2024-02-29", "2199-12-31"])
def test_first_and_last_days_are_days(show: Show, day: str) -> None:
    for path in paths():
        assert show(f"/en/{path}?on={day}").status == 200


def test_last_of_several_days_counts(show: Show) -> None:
    page = show(f"/en/denver/?on=nonsense&on={DAY}")
    assert page.headers["Location"] == f"/en/denver/?on={DAY}"

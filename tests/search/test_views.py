"""The pages on which families search."""

from typing import Any

import pytest
from django.test import Client

from districts.models import District
from search import views
from search.finding import Found
from tests.factories import (
    make_area,
    make_commitment,
    make_decision,
    make_district,
    make_document,
    make_meeting,
    make_milestone,
    make_move,
    make_phase,
    make_program,
    make_school,
    make_staffing,
    make_time_change,
    make_workstream,
)
from tests.pages.tree import Node, parse

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def ask(query: str, path: str = "/en/denver/search/", **more: str) -> Node:
    response = Client().get(path, {"q": query, **more}, follow=True)
    assert response.status_code == 200
    assert "noindex" in response.content.decode()
    assert "stale-if-error=60" in response.headers["Cache-Control"]
    return parse(response.content.decode())


def hits(page: Node) -> list[str]:
    return [each.text for item in page.all("ul", class_="found") for each in item.all("li")]


@pytest.fixture
def denver(db: None) -> District:
    return make_district(
        name="Denver Public Schools", helpline_phone="720-423-3054", summary="Officers leave."
    )


def test_results_are_grouped_marked_and_say_where_each_stands(denver: District) -> None:
    phase = make_phase(denver, title="Lake phase", title_es="Fase del lago", when="2021-03/2021-06")
    make_workstream(phase, title="Lake workgroup")
    milestone = make_milestone(
        denver, title="Vote", detail="About Lake & <b>River</b>", phase=phase
    )
    make_meeting(denver, "lake-meeting", title="Lake meeting")
    make_school(denver, "lake")
    area = make_area(denver)
    make_program(area, title="Lake program")
    make_commitment(denver, text="Talk at Lake", area=area)
    make_document(denver, title="Lake report")
    page = ask("LAKE")
    titles = [each.text for each in page.one("main").all("h2")]
    assert set(titles) == {"Timeline", "Meetings", "Schools", "Plan", "Documents"}
    assert len(hits(page)) == 8
    assert {each.text for each in page.all("mark")} == {"Lake"}
    links = {each.attrs["href"] for each in page.one("main").all("a")}
    assert f"/en/denver/timeline/#milestone-{milestone.pk}" in links
    assert {"/en/denver/events/lake-meeting/", "/en/denver/schools/lake/"} <= links
    said = next(each for each in hits(page) if "Lake phase" in each)
    assert "March – June 2021" in said
    assert "Past" in said
    html = Client().get("/es/denver/search/", {"q": "lake"}).content.decode()
    assert "&lt;b&gt;River&lt;/b&gt;" in html
    assert "Fase del lago" in html


def test_english_that_is_found_is_marked_as_english(denver: District) -> None:
    make_milestone(denver, title="Budget", title_es="Presupuesto")
    make_milestone(denver, title="Budget hearing")
    page = ask("budget", "/es/denver/search/")
    english = page.one("main").all("span", class_="fallback")
    assert [each.text for each in english] == ["Budget hearing"]
    (translated,) = page.one("main").all("p", lang="en")  # found by its English, in no need of it
    assert (translated.text, translated.attrs["dir"]) == ("Budget", "ltr")
    assert all(each.attrs["lang"] == "en" for each in english)
    assert len(page.all("p", class_="fallback-label")) == 1
    assert len(page.all("mark")) == 2


def test_the_whole_site_is_searched_by_a_choice(denver: District) -> None:
    make_milestone(make_district("duluth"), title="Budget")
    page = ask("budget")
    assert hits(page) == []
    assert "720-423-3054" in page.one("main").text
    (whole,) = (a for a in page.all("a") if "/en/search/" in a.attrs["href"])
    assert whole.attrs["href"] == "/en/search/?q=budget"
    (hit,) = hits(ask("budget", "/en/search/"))
    assert "Duluth Public Schools" in hit


def test_nothing_found_offers_the_nearest_spelling(denver: District) -> None:
    make_milestone(denver, title="Community meeting", title_es="Reunión comunitaria")
    make_milestone(denver, title="Canary", state="draft")
    page = ask("reunoin", "/es/denver/search/")
    (link,) = (a for a in page.all("a") if a.attrs["href"].startswith("?q="))
    assert link.text == "Reunión"
    assert hits(ask(link.text, "/es/denver/search/"))
    assert not [a for a in ask("canarx").all("a") if a.attrs["href"].startswith("?q=")]


def test_words_too_common_are_not_said_to_be_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "find", lambda *_: Found([], is_narrow=True))
    page = ask("qwerty", "/en/search/").one("main").text
    assert "too common" in page
    assert "nothing" not in page


def test_a_suggestion_says_which_of_its_words_are_english(denver: District) -> None:
    make_milestone(denver, title="Vote", title_es="Votación anual", detail="A budget & more")
    make_school(denver, "lake", name="Northfield")
    page = ask("votasion anual budgte", "/es/denver/search/")
    (link,) = (a for a in page.all("a") if a.attrs["href"].startswith("?q="))
    said = [(each.text, each.attrs.get("lang")) for each in link.all("bdi")]
    assert said == [("Votación", None), ("anual", None), ("budget", "en")]
    assert len(hits(ask(link.text, "/es/denver/search/"))) == 1
    page = ask("nortfield", "/es/denver/search/")
    (link,) = (a for a in page.all("a") if a.attrs["href"].startswith("?q="))
    assert "lang" not in link.one("bdi").attrs


def test_what_is_called_by_something_else_leads_to_it(denver: District) -> None:
    school = make_school(denver, "lake")
    make_decision(denver, school=school, outcome="remove", decided="2021-03")
    make_staffing(denver, where="At the academy", when="2021-08")
    milestone = make_milestone(denver, title="Vote", when="2021-06")
    make_time_change(milestone, reason="More time for the academy", now="2021-06")
    phase = make_phase(denver, 2, title="Talks", when="2021")
    make_time_change(phase, reason="Academy closed")
    make_time_change(make_commitment(denver, text="Report"), reason="Academy merged")
    make_move(make_meeting(denver, "first", title="First meeting"), was_place="Academy")
    assert any("Lake SROs leave" in each for each in hits(ask("leave")))
    links = {
        a.attrs["href"]: a.text
        for item in ask("academy").all("ul", class_="found")
        for a in item.all("a")
    }
    assert links == {
        "/en/denver/plan/": "New positions",
        f"/en/denver/timeline/#milestone-{milestone.pk}": "Vote",
        "/en/denver/timeline/#phase-2": "Talks",
        "/en/denver/events/first/": "First meeting",
    }


def test_words_of_the_site_are_found(denver: District) -> None:
    page = ask("milestone")
    assert "/en/how/#milestone" in {a.attrs["href"] for a in page.one("main").all("a")}
    assert hits(ask("cột mốc", "/vi/search/"))
    found = ask("milestone", "/vi/search/").all("ul", class_="found")[0]  # by its English
    assert found.one("a").text.startswith("Cột mốc")
    assert found.one("p", lang="en").one("mark").text == "Milestone"


def test_results_have_pages(denver: District) -> None:
    for number in range(45):
        make_milestone(denver, title=f"Budget {number}")
    assert [len(hits(ask("budget", page=number))) for number in "123"] == [20, 20, 5]
    assert "45 results" in ask("budget").one("main").text


def test_burmese_in_zawgyi_is_found_and_said(denver: District) -> None:
    make_milestone(denver, title="Meeting", title_my="ရပ်ရွာ အစည်းအဝေး၊ ရှိပါသည်")
    page = ask("အစည္းအေဝး", "/my/denver/search/")
    assert "ရပ်ရွာ" in hits(page)[0]
    assert "အစည်းအဝေး" in page.all("p", class_="notice")[0].text
    assert len(hits(ask("ရွိပါသည္", "/my/denver/search/"))) == 1


HOSTILE = (
    *(
        "",
        "   ",
        '"',
        '""',
        "'; DROP TABLE x; --",
        "%",
        "_",
        "\\",
        "%%%s",
        "{}",
        "<script>x</script>",
    ),
    *("\u200b", "\u202e", "a" * 10_000, "ế " * 3_000, "(" * 500, '" a " b "', "0000", "99/99/9999"),
    *("\ud7ff\ufffe", "🙂", "2021-02-30", "31/02/2021", "9999", "١٢", "a b c d e f g h i j k l m"),
)


@pytest.mark.parametrize("path", ["/en/denver/search/", "/my/search/"])
def test_no_query_fails(denver: District, path: str) -> None:
    for query in HOSTILE:
        ask(query, path)
    assert "too long" in ask("a " * 4000).one("main").text


def test_browsers_are_told_how_to_search(db: None) -> None:
    response = Client().get("/vi/search/description.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert 'template="http://testserver/vi/search/?q={searchTerms}"' in response.content.decode()
    link: Any = parse(Client().get("/vi/").content.decode()).one("link", rel="search")
    assert link.attrs["href"] == "/vi/search/description.xml"


def test_a_search_is_about_the_day_that_is_asked_about(denver: District) -> None:
    denver.known_from = "2021-01"
    denver.save()
    make_milestone(denver, title="Budget", when="2021-05")
    assert "on=2021-05-10" in str(
        [a.attrs["href"] for a in ask("budget", on="2021-05-10").one("main").all("a")]
    )
    assert hits(ask("budget", on="2020-05-10")) == []

"""What programs are told is what the pages say: read from their HTML, as a stranger would.

In every language, of every district: dates, statuses, names, and the words that are shown.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from districts.models import District
from languages.registry import LANGUAGES
from opendata.sharing import CC_BY
from tests.factories import NOW
from tests.pages.conftest import Show
from tests.pages.site import TODAY, addresses
from tests.pages.tree import Node

Json = dict[str, Any]
every_language = pytest.mark.parametrize("language", LANGUAGES)
# What HTML can say of a time: a year, a month or a day, but no season.
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
PLAIN = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?")


@pytest.fixture(scope="module")
def answers() -> dict[str, Json]:
    """What programs are told, by district; asked for once."""
    return {}


@pytest.fixture
def documents(show: Show, answers: dict[str, Json]) -> list[Json]:
    for slug in District.objects.public(NOW).values_list("slug", flat=True):
        if slug not in answers:
            answers[slug] = Client().get(f"/api/v1/districts/{slug}/").json()
    return list(answers.values())


def shown(words: Json, language: str) -> str:
    """A text as a page in a language shows it, with the English that follows where it is stale."""
    said = words[language if language in words else "en"]
    english = words["en"]["text"] if said["state"] == "stale" else ""
    return " ".join(f"{said['text']} {english}".split())


def days(node: Node) -> set[str]:
    """What is told as a time, besides today beside the flag."""
    flags = {time for flag in node.all("p", class_="flag") for time in flag.all("time")}
    return {each.attrs["datetime"] for each in node.all("time") if each not in flags}


def told_times(record: Json) -> set[str]:
    """All times in the facts of a record that HTML can say."""
    found = {fact["edtf"] for fact in record["facts"].values() if isinstance(fact, dict)}
    found |= {fact for fact in record["facts"].values() if isinstance(fact, str)}
    return {each for each in found if PLAIN.fullmatch(each)}


@every_language
def test_milestones_have_the_same_words_and_times(
    show: Show, documents: list[Json], language: str
) -> None:
    for document in documents:
        page = show(f"/{language}/{document['slug']}/timeline/").main
        records = document["records"]
        later = [*records["milestone-statuses"], *records["time-changes"]]
        items = {heading(item).text: item for item in page.all("li", class_="milestone")}
        told = {shown(each["words"]["title"], language): each for each in records["milestones"]}
        assert items.keys() == told.keys()
        for title, record in told.items():
            own, item = told_times(record), items[title]
            every = own.union(*(told_times(x) for x in later if x["parent"] == record["id"]))
            assert own <= days(item) <= every, (title, record["facts"])
            percent = record["facts"]["reduction_percent"]
            assert percent is None or str(percent) in item.text


def heading(item: Node) -> Node:
    return next(node for node in item.walk() if re.fullmatch("h[1-6]", node.tag))


@every_language
def test_meetings_have_the_same_words_and_instants(
    show: Show, documents: list[Json], language: str
) -> None:
    for document in documents:
        zone, slug = ZoneInfo(document["facts"]["time_zone"]), document["slug"]
        meetings = document["records"]["meetings"]
        listed = show(f"/{language}/{slug}/events/").main.all("ul", class_="meetings")
        items = [item for each in listed for item in each.all("li") if item.parent is each]
        assert len(items) == len(meetings)
        for meeting in meetings:
            facts = meeting["facts"]
            title = shown(meeting["words"]["title"], language)
            begins = datetime.fromisoformat(facts["starts_at"])
            day = begins.astimezone(zone).date().isoformat()
            assert [each for each in items if title in each.text and day in str(days(each))]
            page = show(f"/{language}/{slug}/events/{facts['slug']}/").tree
            data = json.loads(str(page.one("script").children[0]))
            assert datetime.fromisoformat(data["startDate"]) == begins
            assert datetime.fromisoformat(data["endDate"]).timestamp() == (
                datetime.fromisoformat(facts["ends_at"]).timestamp()
            )
            for name in ("place", "phone", "phone_code"):
                assert (facts[name] or "") in page.text


@every_language
def test_schools_and_plan_have_the_same_names_and_words(
    show: Show, documents: list[Json], language: str
) -> None:
    for document in documents:
        slug, records = document["slug"], document["records"]
        schools = show(f"/{language}/{slug}/schools/").main
        names = [link.text for each in schools.all("ul", class_="told") for link in each.all("a")]
        assert sorted(names) == sorted(each["facts"]["name"] for each in records["schools"])
        plan = show(f"/{language}/{slug}/plan/").main
        promised = [item.all("p")[0].text for item in plan.all("li", class_="commitment")]
        told = [shown(each["words"]["text"], language) for each in records["commitments"]]
        assert sorted(promised) == sorted(told)
        for kind, field in (("plan-areas", "title"), ("programs", "title"), ("findings", "text")):
            assert all(shown(each["words"][field], language) in plan.text for each in records[kind])


@every_language
def test_district_has_the_same_words_and_day_of_information(
    show: Show, documents: list[Json], language: str
) -> None:
    for document in documents:
        page = show(f"/{language}/{document['slug']}/").tree
        facts = document["facts"]
        assert page.one("h1").text == facts["name"]
        assert told_times({"facts": {"as_of": facts["as_of"]}}) <= days(page)
        assert (facts["helpline_phone"] or "") in page.text
        for field in ("summary", "decision", "board", "police", "sources"):
            words = document["words"].get(field)
            said = words and words.get(language, words["en"])["text"].split("\n\n")
            assert all(" ".join(part.split()) in page.text for part in said or ())


@every_language
def test_no_page_tells_what_programs_are_not_told(
    show: Show, documents: list[Json], language: str
) -> None:
    """Times, numbers to call, links and English, wherever they stand."""
    told = {each["slug"]: told_in(each) for each in documents}
    for address in addresses(language):
        page, own = show(address), told.get(address.split("/")[2])
        known = own or set().union(*told.values())
        asked = re.findall(r"(?:on|since)=(\d{4}-\d\d-\d\d)", address)
        known = known | {("time", day) for day in (*asked, TODAY.date().isoformat())}
        texts = [said for kind, said in known if kind == "english"]
        for kind, said in stated_on(page.tree):
            is_part = kind == "english" and any(said in text for text in texts)
            assert is_part or (kind, said) in known or said in OF_THE_SITE, (address, kind, said)


OF_THE_SITE = {CC_BY}


def stated_on(page: Node) -> Iterator[tuple[str, Any]]:
    """What a page states: the kind of it, and the value."""
    for time in page.all("time"):
        machine = time.attrs["datetime"]
        is_instant = "T" in machine
        yield "time", datetime.fromisoformat(machine).timestamp() if is_instant else machine
    for href in (link.attrs["href"] for link in page.all("a")):
        if href.startswith("tel:"):
            yield "phone", re.sub(r"\D", "", href)
        elif href.startswith(("https:", "mailto:")) and not href.startswith("mailto:?"):
            yield "link", href.removeprefix("mailto:")
    for text in page.all("span", class_="fallback"):
        yield "english", text.text.strip("… ")


def told_in(document: Json) -> set[tuple[str, Any]]:
    """The same of what the document of a district tells."""
    zone, found = ZoneInfo(document["facts"]["time_zone"]), set[tuple[str, Any]]()
    for record in (document, *chain(*document["records"].values())):
        for fact in record["facts"].values():
            if isinstance(fact, dict):
                ends = fact["edtf"].split("/")
                found |= {
                    ("time", each) for each in (*ends, fact["edtf"], fact["from"], fact["to"])
                }
            elif isinstance(fact, str):
                found |= {("time", fact), ("link", fact), ("phone", re.sub(r"\D", "", fact))}
                if INSTANT.fullmatch(fact):
                    at = datetime.fromisoformat(fact)
                    day = at.astimezone(zone).date().isoformat()
                    found |= {("time", at.timestamp()), ("time", day)}
        for words in record["words"].values():
            found.add(("english", " ".join(words["en"]["text"].split())))
    return found

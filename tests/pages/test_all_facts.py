"""Each fact and text that programs are told stands on the page of its record, in every language.

Of a district that has all kinds of records, with something in each of their fields.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from districts.models import School
from events.models import Meeting
from languages.edtf import parse as parse_edtf
from languages.html import plain_text, when_html
from languages.registry import LANGUAGES, SOURCE
from languages.tags import language_name
from opendata.api.shapes import Shape, shapes_of
from opendata.api.tables import TABLES
from tests import factories
from tests.conftest import ForModule
from tests.pages.site import TODAY
from tests.pages.test_api_facts import every_language
from tests.pages.tree import Node, parse
from tests.pages.whole import make_whole, translate_all
from timeline.models import Finding, PlanArea, StaffingChange

Json = dict[str, Any]
MEETING, OTHER, SCHOOL = "events/town-hall/", "events/other/", "schools/north-high/"
PLAN = ("plan/",)
# On which pages a reader finds the records of a kind; those of all others are in the plan.
PAGES = {
    "district": ("", "plan/", "schools/"),
    "documents": ("timeline/", "plan/"),
    "schools": ("schools/", SCHOOL),
    "school-statuses": (SCHOOL,),
    "school-decisions": ("schools/", SCHOOL),
    "meetings": ("events/", MEETING, OTHER),
    **dict.fromkeys(("interpretations", "materials", "meeting-moves"), (MEETING,)),
    **dict.fromkeys(("phases", "workstreams", "milestones", "milestone-statuses"), ("timeline/",)),
    "time-changes": ("timeline/", "plan/"),
    "published-answers": ("ask/",),
}
# What these pages do not say in so many words.
UNSAID = {
    ("district", "region"): "the front page says it",
    ("district", "content_languages"): "it is for staff",
    ("district", "helpline_languages"): "a sentence in these languages says it",
    ("schools", "nces_id"): "it is for programs",
    ("district", "time_zone"): "the clock of all its times",
    **{("school-statuses", name): "a sentence of both" for name in ("has_sro", "confirmed")},
    **{("meetings", name): "for calendars" for name in ("uid", "sequence")},
    ("meeting-moves", "was_ends_at"): "the hours are one text",
    **{(kind, "kind"): "there is one alone" for kind in ("meeting-moves", "time-changes")},
    ("interpretations", "service"): "a sentence says it",
    ("milestones", "ongoing"): "then its time is not called unknown",
}
DATA = {"cancelled": "EventPostponed"}  # a sentence says it, and data for search engines
NONE = "There is none"
IN_NO_WORDS = ("known_from", "position")  # from when on pages tell of it, and in which order


def make() -> None:
    """Figures are so odd that no page has them by chance."""
    district = make_whole()
    change(district, decided="2020-06-11", as_of="2026-11", schools_count=57)
    change(district, board_en="The school board", police_en="The police department")
    change(PlanArea.objects.get(), number=19)
    change(StaffingChange.objects.get(), count=41, over_years=13, when="2027")
    change(Finding.objects.get(), low=17, high=23, when="2021-02")
    meeting = Meeting.objects.get()
    _fill(meeting)
    began, ended = datetime(2026, 11, 26, 1, tzinfo=UTC), datetime(2026, 11, 26, 3, tzinfo=UTC)
    put_off = {"status": "cancelled", "cancel_reason": "Snow.", "postponed_to": meeting}
    put_off |= {"starts_at": began, "ends_at": ended, "language": "ase"}
    factories.make_meeting(district, "other", **put_off)
    school = School.objects.get()
    for has_sro, since in ((True, "2020-08"), (False, "2021-06-30")):
        school.history.create(has_sro=has_sro, since=since, confirmed=True)
    decided = {"outcome": "remove", "decided": "2021-01", "effective": "2021-23"}
    factories.make_decision(district, school=school, **decided)
    milestone = district.milestones.get(reduction_percent=50)
    milestone.statuses.create(status="planned", since="2026-10-05")
    commitment = district.commitments.latest("pk")
    change(commitment, evidence_link="https://example.org/evidence")
    commitment.statuses.create(status="adopted", since="2026-09")
    advice = {"kind": "recommendation", "advised_by": "The auditors", "asked_of": "contract"}
    factories.make_commitment(district, text="Train all staff", **advice)
    translate_all(*(code for code in LANGUAGES if code not in (SOURCE, "so")))


def _fill(meeting: Meeting) -> None:
    starts, ends = datetime(2026, 12, 2, 0, tzinfo=UTC), datetime(2026, 12, 2, 2, tzinfo=UTC)
    change(meeting, starts_at=starts, ends_at=ends, status="confirmed", mode="hybrid")
    change(meeting, place="Old library", address="1 Main Street", phone="303-555-0123")
    change(meeting, phone_code="4711#", link="https://example.org/join")
    change(meeting, accessibility_en="The entrance has no steps.", report_said_en="Said.")
    change(meeting, report_response_en="The board counts them.")
    asked = {"status": "on_request", "ask_by": date(2026, 11, 29), "ask_contact": "a@example.org"}
    heard = {"mode": "simultaneous", "channel": "phone", "access": "303-555-0199"}
    factories.make_interpretation(meeting, "es", **asked, **heard)
    factories.make_interpretation(meeting, "vi", service="captions", status="confirmed")
    meeting.materials.create(kind="agenda", language="so", url="https://example.org/agenda")
    factories.make_move(meeting, was_place="Gymnasium", was_address="2 Side Street")


def change(record: Any, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()


@pytest.fixture(scope="module")
def _made(for_module: ForModule) -> None:
    for_module(make)


@dataclass
class Said:
    """All that some pages say: their text, what their links lead to, their times and data."""

    text: str
    links: set[str]
    times: set[Any]
    data: str

    @classmethod
    def on(cls, pages: list[Node]) -> "Said":
        links = {each.attrs["href"] for page in pages for each in page.all("a")}
        times = {each.attrs["datetime"] for page in pages for each in page.all("time")}
        data = " ".join(str(each.children) for page in pages for each in page.all("script"))
        return cls(" ".join(page.text for page in pages), links, times, data)

    def has_text(self, text: str) -> bool:
        return all(" ".join(part.split()) in self.text for part in text.split("\n\n"))

    def has_number(self, number: int) -> bool:
        return bool(re.search(rf"(?<!\d){number}(?!\d)", self.text))

    def leads_to(self, said: str) -> bool:
        ends = (said, f"tel:{said}", f"mailto:{said}")
        return any(link in ends or f"/{said}/" in link for link in self.links)

    def has_instant(self, said: str) -> bool:
        found = (*self.times, *re.findall(r'\d{4}-\d\d-\d\dT[^"]+', self.data))
        instants = {datetime.fromisoformat(each) for each in found if "T" in each}
        return datetime.fromisoformat(said) in instants

    def has_time(self, edtf: str) -> bool:
        return edtf in self.times or self.has_words(plain_text(when_html(parse_edtf(edtf))))

    def names(self, tag: str, language: str) -> bool:
        return self.has_words(language_name(tag, language)[0])

    def has_code(self, code: str, label: str) -> bool:
        return self.has_words(label) or (code in DATA and DATA[code] in self.data)

    def has_words(self, words: str) -> bool:
        """Also inside a sentence, or at its beginning."""
        return words.casefold() in self.text.casefold()


@every_language
@pytest.mark.usefixtures("_made", "db")
def test_each_fact_stands_on_the_page_of_its_record(language: str) -> None:
    with time_machine.travel(TODAY, tick=False), override(language):
        assert [*unsaid(language)] == []


def unsaid(language: str) -> Iterator[tuple[str, str, Any]]:
    """The facts and texts of the document that the pages of their kind of record do not say."""
    document = Client().get("/api/v1/districts/denver/").json()
    records = {"district": [document], **document["records"]}
    paths = {path for kind in records for path in PAGES.get(kind, PLAN)}
    trees = {path: parse(Client().get(f"/{language}/denver/{path}").text) for path in paths}
    names = {each["id"]: name_of(each, language) for found in records.values() for each in found}
    for kind, found in records.items():
        said = Said.on([trees[path] for path in PAGES.get(kind, PLAN)])
        for name in TABLES[kind].words:
            told = [in_language(w, language) for each in found if (w := each["words"].get(name))]
            yield from ((kind, name, text) for text in told or [NONE] if not said.has_text(text))
        for name in shapes_of(TABLES[kind]):
            if name in IN_NO_WORDS or (kind, name) in UNSAID:
                continue
            facts = [fact for each in found if (fact := each["facts"][name]) not in (None, [])]
            lost = (fact for fact in facts if not says(said, kind, name, fact, names, language))
            yield from ((kind, name, fact) for fact in (lost if facts else [NONE]))


def says(said: Said, kind: str, name: str, fact: Any, names: dict[str, str], language: str) -> bool:
    shape = Shape.LIST if name == "language" else shapes_of(TABLES[kind])[name]
    each = fact if isinstance(fact, list) else [fact]
    match shape:
        case Shape.LIST:
            return all(said.names(tag, language) for tag in each)
        case Shape.ID | Shape.IDS:
            return all(said.has_text(names[key]) for key in each)
        case Shape.CODE:
            field: Any = TABLES[kind].model._meta.get_field(name)
            return said.has_code(fact, str(dict(field.flatchoices)[fact]))
        case Shape.WHOLE_NUMBER:
            return said.has_number(fact)
        case Shape.PARTIAL_DATE:
            return said.has_time(fact["edtf"])
        case Shape.INSTANT:
            return said.has_instant(fact)
        case Shape.DAY:
            return fact in said.times
        case _:
            return said.has_text(fact) or said.leads_to(fact)


def in_language(words: Json, language: str) -> str:
    text: str = words[language if language in words else "en"]["text"]
    return text


def name_of(record: Json, language: str) -> str:
    """What a page calls a record to which another one leads."""
    first = next(iter(record["words"].values()), None)
    return str(record["facts"].get("name") or (in_language(first, language) if first else ""))

"""Drafts, scheduled and withdrawn records exist nowhere in public: the whole site is compared."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from districts.models import District
from languages.registry import LANGUAGES, SOURCE
from opendata.record.recording import record
from sro_site.export.addresses import Site
from sro_site.export.crawl import Crawl
from tests import factories
from tests.pages.whole import make_whole

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOON = datetime(2026, 11, 26, 18, tzinfo=UTC)
EIGHT = datetime(2026, 12, 1, 15, tzinfo=UTC)
OTHERS = tuple(f"/{code}/" for code in LANGUAGES if code != SOURCE)
IN_DENVER = (
    "/en/denver/search/?q=canary",
    "/en/denver/embed/",
    "/api/v1/districts/denver/milestones.csv",
)
NUMBERS = {"draft": 91, "scheduled": 92, "withdrawn": 93}


class InEnglish(Crawl):
    """All that families can ask for in English: pages, sheets, calendars, pictures, sitemap."""

    def _new(self, text: str, address: str) -> Iterator[str]:
        return (each for each in super()._new(text, address) if not each.startswith(OTHERS))


def crawled() -> dict[str, bytes]:
    """What every address answers. The way from “/” and error pages are not needed."""
    django: Any = WSGIHandler()
    found = dict(InEnglish(django, Site("https://localhost")).pages())
    pages = {address: body for address, body in found.items() if not address.startswith(OTHERS)}
    return pages | {address: Client().get(address).content for address in not_linked()}


def not_linked() -> list[str]:
    """What programs ask for, and what somebody who searches finds."""
    paths = Client().get("/api/v1/openapi.json").json()["paths"]
    api = [path.replace("{slug}", "denver") for path in paths]
    return [*(path for path in api if "{" not in path), "/en/search/?q=canary", *IN_DENVER]


def make_each(district: District, state: str, values: dict[str, Any]) -> set[str]:
    """One record of each kind in this state; its words end in the name of the state."""

    def named(kind: str) -> str:
        words.add(f"Canary {kind} {state}")
        return f"Canary {kind} {state}"

    words: set[str] = set()
    make, slug = factories, f"canary-{state}"
    phase = make.make_phase(district, NUMBERS[state], title=named("phase"), **values)
    area = make.make_area(district, title=named("area"), **values)
    school = make.make_school(district, slug, name=named("school"), **values)
    meeting = make.make_meeting(district, slug, title=named("meeting"), **values)
    document = make.make_document(district, title=named("document"), **values)
    records = [
        phase,
        area,
        school,
        meeting,
        document,
        make.make_workstream(phase, title=named("workstream"), **values),
        make.make_program(area, title=named("program"), **values),
        make.make_decision(district, applies_to=named("decision"), **values),
        make.make_milestone(
            district, title=named("milestone"), meeting=meeting, document=document, **values
        ),
        make.make_commitment(district, text=named("commitment"), **values),
        make.make_staffing(district, where=named("place of staff"), **values),
        make.make_rule(district, text=named("rule"), **values),
        make.make_standard(district, text=named("standard"), **values),
        make.make_finding(district, text=named("finding"), **values),
        make.make_answer(district, question=named("answer"), **values),
        make.make_district(slug, name=named("district"), **values),
    ]
    if state == "withdrawn":
        for record in records:
            record.state = "draft"
            record.save()
            assert record.state == "withdrawn"
    return words


def test_what_is_hidden_changes_not_a_byte_and_shows_from_its_minute_on(settings: Any) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    with time_machine.travel(NOON, tick=False) as clock:
        district = make_whole()
        record(district)  # as happens after each commit, of which a test has none
        before = crawled()
        assert {"/en/denver/events/calendar.ics", "/sitemap.xml"} - {*before} == set()
        words = {
            "draft": make_each(district, "draft", {"state": "draft"}),
            "scheduled": make_each(district, "scheduled", {"publish_at": EIGHT}),
            "withdrawn": make_each(district, "withdrawn", {}),
        }
        factories.make_question(district, text="Canary of a family")
        assert record(district) is None
        hidden = crawled()
        assert hidden.keys() == before.keys()
        assert [address for address in before if before[address] != hidden[address]] == []
        clock.move_to(EIGHT)
        text = b"".join(crawled().values()).decode(errors="replace")
        assert {word for word in words["scheduled"] if word not in text} == set()
        assert {word for word in words["draft"] | words["withdrawn"] if word in text} == set()
        assert "Canary of a family" not in text
        assert "canary-draft" not in text
        assert "canary-withdrawn" not in text

"""Staff are told of every page from which a record disappears."""

import re
from typing import Any

import pytest
import time_machine
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from districts.models import District
from publishing.shown_on import EVERYWHERE, OF_DISTRICT, OF_SCHOOL
from publishing.withdrawing import Loss, seen_by_families
from tests.factories import (
    NOW,
    make_answer,
    make_area,
    make_commitment,
    make_decision,
    make_district,
    make_document,
    make_meeting,
    make_milestone,
    make_phase,
    make_school,
    make_staffing,
    make_workstream,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def make_records(district: District) -> list[Any]:
    """Of each kind that several pages show; those with schools are about one of two."""
    school = make_school(district)
    other = make_school(district, "east")
    other.history.create(has_sro=True)
    phase, area, meeting = make_phase(district), make_area(district), make_meeting(district)
    stream, document = make_workstream(phase), make_document(district)
    links = {"phase": phase, "workstream": stream, "document": document, "meeting": meeting}
    milestone = make_milestone(district, when="2021-05", reduction_percent=25, **links)
    of_plan = make_document(district, title="Plan")
    commitment = make_commitment(district, due="2021-06", area=area, document=of_plan)
    for record in (milestone, commitment, meeting):
        record.schools.set([school])
    decisions = [make_decision(district), make_decision(district, school=school)]
    plan = [area, commitment, make_staffing(district), make_answer(district)]
    return [
        district,
        school,
        phase,
        document,
        of_plan,
        stream,
        meeting,
        milestone,
        *plan,
        *decisions,
    ]


def addresses_of_pages() -> list[str]:
    """Each page of families about a district; those in other languages show the same records."""
    addresses = [reverse(name) for name in EVERYWHERE]
    addresses += [reverse(name, args=["denver"]) for name in OF_DISTRICT]
    schools = ("north-high", "east")
    addresses += [reverse(name, args=["denver", each]) for name in OF_SCHOOL for each in schools]
    return [*addresses, reverse("meeting", args=["denver", "community-meeting"])]


def text(client: Client, address: str) -> str:
    """The text of a page; "" if there is none."""
    chosen = {"district": ["denver", "duluth"]} if "compare" in address else {}
    answer = client.get(address, chosen)
    html = answer.content.decode() if answer.status_code == 200 else ""
    return re.sub('name="token" value="[^"]*"', "", html)  # each page with a form has its own


def told(record: Any) -> set[str]:
    """The pages that staff are told of; pages of which there are many by their list."""
    loss = Loss(seen_by_families([record], NOW))
    return {address for line in loss.lines for address in line.pages.values()}


def listed(address: str) -> set[str]:
    """The page itself, and the list of pages of its kind."""
    return (
        {address, reverse("schools", args=["denver"])}
        if "/schools/" in address
        else {
            address,
            address.replace("community-meeting/", ""),
        }
    )


@time_machine.travel(NOW, tick=False)
def test_each_page_that_changes_when_a_record_is_hidden_is_named(client: Client) -> None:
    make_district("duluth", as_of="2021-04-14")
    records = make_records(make_district(as_of="2021-04-14"))
    before = {each: text(client, each) for each in addresses_of_pages()}
    assert all(before.values())
    for record in records:
        named, own = told(record), record.get_absolute_url()
        kin: Any = admin.site._registry[type(record)]
        assert kin.view_on_site(record) == own
        type(record).objects.filter(pk=record.pk).update(state="draft")
        others = {each for each in before if not named & listed(each)}
        assert {each for each in others if before[each] != text(client, each)} == set(), record
        shown = (each for each in before if each in named)
        assert any(before[each] != text(client, each) for each in shown), record
        assert before[own] != text(client, own), record
        type(record).objects.filter(pk=record.pk).update(state="published")

"""Staff are told of every page from which a record disappears."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from districts.models import District
from publishing.shown_on import EVERYWHERE, OF_DISTRICT, OF_SCHOOL
from publishing.withdrawing import Loss, seen_by_families
from tests.factories import (
    NOW,
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
    commitment = make_commitment(district, due="2021-06", area=area, document=document)
    for record in (milestone, commitment, meeting):
        record.schools.set([school])
    decisions = [make_decision(district), make_decision(district, school=school)]
    plan = [area, commitment, make_staffing(district)]
    return [district, school, phase, document, stream, meeting, milestone, *plan, *decisions]


def pages(client: Client) -> dict[str, str]:
    """The text of each page of families about a district, by address; "" if there is none."""
    addresses = [reverse(name) for name in EVERYWHERE]
    addresses += [reverse(name, args=["denver"]) for name in OF_DISTRICT]
    schools = ("north-high", "east")
    addresses += [reverse(name, args=["denver", each]) for name in OF_SCHOOL for each in schools]
    addresses.append(reverse("meeting", args=["denver", "community-meeting"]))
    chosen = {"district": ["denver", "duluth"]}
    answers = {each: client.get(each, chosen if "compare" in each else {}) for each in addresses}
    return {each: a.content.decode() if a.status_code == 200 else "" for each, a in answers.items()}


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
    before = pages(client)
    assert all(before.values())
    for record in records:
        named = told(record)
        type(record).objects.filter(pk=record.pk).update(state="draft")
        after = pages(client)
        changed = {each for each in before if before[each] != after[each]}
        assert changed, record
        assert all(named & listed(each) for each in changed), (record, changed - named)
        type(record).objects.filter(pk=record.pk).update(state="published")

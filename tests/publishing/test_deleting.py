"""Nothing that families see, or have seen, is deleted."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from districts.models import District, Membership, SchoolDecision
from tests.admin_forms import filled, page, read
from tests.client import delete
from tests.factories import (
    make_area,
    make_commitment,
    make_decision,
    make_district,
    make_document,
    make_meeting,
    make_membership,
    make_milestone,
    make_move,
    make_phase,
    make_program,
    make_school,
    make_time_change,
    make_user,
    make_workstream,
)
from timeline.models import Phase, TimeChange

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def records(district: District) -> list[Any]:
    """One of each kind that families see as a page or as a part of one."""
    phase, area, school = make_phase(district), make_area(district), make_school(district)
    milestone = make_milestone(district, when="2021-06")
    make_time_change(milestone)
    commitment = make_commitment(district, due="2021-06")
    make_time_change(commitment)
    meeting = make_meeting(district)
    make_move(meeting)
    others = [
        make_document(district),
        make_decision(district, school=make_school(district, "east")),
    ]
    parts = [make_workstream(phase), make_program(area)]
    return [*parts, *others, milestone, commitment, meeting, phase, area, school, district]


def test_what_families_see_or_saw_is_not_deleted(root: Client) -> None:
    for record in records(make_district()):
        for state in ("published", "draft"):
            record.state = state
            record.save()
            for by_list in (False, True):
                answer = text(deleted(root, record, by_list))
                assert "Families see it now, or have seen it" in answer, record
                assert "instead" in answer, record
                assert "permission" not in answer
                assert type(record)._default_manager.filter(pk=record.pk).exists()
        type(record).objects.filter(pk=record.pk).update(state="published")


@pytest.mark.parametrize("by_list", [False, True])
def test_what_families_never_saw_can_be_deleted(root: Client, by_list: bool) -> None:
    district = make_district(state="draft")
    for record in records(district):
        if not by_list:
            shown = root.get(page(record, "delete"))
            assert "Families do not see it and have never seen it." in text(shown), record
        assert deleted(root, record, by_list).status_code == 302, record
        assert not type(record)._default_manager.filter(pk=record.pk).exists()
    assert not TimeChange.objects.exists()
    whole = make_district(state="draft")
    records(whole)
    assert deleted(root, whole, by_list).status_code == 302  # with the moves in it
    assert not TimeChange.objects.exists()


def deleted(client: Client, record: Any, by_list: bool) -> Any:
    if not by_list:
        shown = client.get(page(record, "delete"))
        sent = read(shown).sent
        return client.post(page(record, "delete"), sent) if sent else shown
    address = page(record, "changelist")
    chosen = {"action": "delete_selected", "_selected_action": [str(record.pk)]}
    shown = client.post(address, chosen)
    sent = read(shown).sent
    return client.post(address, sent) if sent else shown


def test_a_draft_that_holds_what_families_saw_is_not_deleted(root: Client, phase: Phase) -> None:
    other = make_phase(phase.district, 2, state="draft")
    milestone = phase.milestones.get(workstream=None, state="published")
    asked = root.post(page(milestone), filled(root.get(page(milestone)), phase=other.pk))
    root.post(page(milestone), {**filled(asked), "withdraw": asked.context["loss"].token})
    assert "the milestone “The board decides”" in text(root.get(page(other, "delete")))


def test_a_meeting_that_is_held_instead_says_of_which(root: Client) -> None:
    district = make_district(state="draft")
    later = make_meeting(district, "later")
    make_meeting(district, status="cancelled", postponed_to=later)
    assert "refers to it. Change that first" in text(root.get(page(later, "delete")))


def test_decisions_are_not_deleted_on_the_page_of_their_school(root: Client) -> None:
    decision = make_decision(make_district(), school=make_school(District.objects.get()))
    assert decision.school
    sent = filled(root.get(page(decision.school)), **{"decisions-0-DELETE": "on"})
    root.post(page(decision.school), sent)
    assert SchoolDecision.objects.exists()


def test_accounts_are_deactivated_not_deleted(root: Client) -> None:
    ana = make_user("ana")
    make_membership(ana)
    assert root.get(page(ana, "delete")).status_code == 403
    assert root.post(page(ana, "delete"), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [str(ana.pk)], "post": "yes"}
    root.post(page(ana, "changelist"), chosen)
    assert "Unselect this instead of deleting accounts" in text(root.get(page(ana)))
    assert User.objects.filter(username="ana").exists()
    membership = Membership.objects.get()
    assert delete(root, page(membership, "delete")).status_code == 302
    assert not Membership.objects.exists()

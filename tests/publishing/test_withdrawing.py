"""Nothing is hidden from families without a question, and nothing that they saw is deleted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from districts.models import District, Membership, SchoolDecision
from events.models import Interpretation
from publishing.withdrawals import Withdrawal
from tests.admin_forms import filled, read
from tests.client import StaffClient, delete
from tests.factories import (
    make_area,
    make_commitment,
    make_decision,
    make_district,
    make_document,
    make_interpretation,
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


@pytest.fixture
def root(client: StaffClient) -> StaffClient:
    client.force_login(make_user("root", is_superuser=True))
    return client


@pytest.fixture
def phase() -> Phase:
    """With a workstream and two milestones, one of them in it."""
    district = make_district()
    phase = make_phase(district, title="Planning")
    workstream = make_workstream(phase)
    make_milestone(district, phase=phase, workstream=workstream, title="The group meets")
    make_milestone(district, phase=phase, title="The board decides")
    make_milestone(district, phase=phase, title="A secret", state="draft")
    return phase


def page(record: Model, name: str = "change") -> str:
    meta = record._meta
    args = [] if name == "changelist" else [record.pk]
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{name}", args=args)


def told(response: Any) -> list[str]:
    return [str(line) for line in response.context["loss"].lines]


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_making_a_record_a_draft_says_what_families_lose(root: Client, phase: Phase) -> None:
    address = page(phase)
    typed = {"state": "draft", "title_en": "Planning anew"}
    asked = root.post(address, filled(root.get(address), **typed))
    assert told(asked) == [
        "the phase “1 · Planning”",
        "the workstream “Workgroup”",
        "2 milestones: “The group meets”, “The board decides”",
    ]
    assert "/en/denver/timeline/" in text(asked)
    assert "secret" not in text(asked).split("Yes, remove it")[0]
    phase.refresh_from_db()
    assert (phase.state, str(phase)) == ("published", "1 · Planning")
    sent = filled(asked)
    assert (sent["state"], sent["title_en"]) == (["draft"], ["Planning anew"])
    assert "withdraw" not in sent
    loss = asked.context["loss"]
    assert root.post(address, {**sent, "withdraw": loss.token}).status_code == 302
    phase.refresh_from_db()
    assert (phase.state, str(phase)) == ("draft", "1 · Planning anew")
    assert Withdrawal.objects.count() == 4


def test_what_is_confirmed_is_what_was_shown(root: Client, phase: Phase) -> None:
    asked = root.post(page(phase), filled(root.get(page(phase)), state="draft"))
    make_milestone(phase.district, phase=phase, title="Another")
    sent = {**filled(asked), "withdraw": asked.context["loss"].token}
    again = root.post(page(phase), sent)
    assert "3 milestones" in text(again)
    phase.refresh_from_db()
    assert not phase.is_draft


def test_nothing_is_asked_where_families_lose_nothing(root: Client, phase: Phase) -> None:
    District.objects.update(state="draft")
    Withdrawal.objects.all().delete()
    assert root.post(page(phase), filled(root.get(page(phase)), state="draft")).status_code == 302
    assert not Withdrawal.objects.exists()


def test_who_moves_a_record_under_a_draft_is_asked_too(root: Client, phase: Phase) -> None:
    other = make_phase(phase.district, 2, state="draft")
    milestone = phase.milestones.get(workstream=None, state="published")
    asked = root.post(page(milestone), filled(root.get(page(milestone)), phase=other.pk))
    assert told(asked) == ["the milestone “The board decides”"]
    sent = {**filled(asked), "withdraw": asked.context["loss"].token}
    assert root.post(page(milestone), sent).status_code == 302
    assert other.milestones.count() == 1


def test_rows_that_are_hidden_or_deleted_are_asked_about(root: Client, phase: Phase) -> None:
    titles = [str(each) for each in phase.milestones.order_by("position", "pk")]
    number = titles.index("The board decides")
    row = {f"milestones-{number}-state": "draft"}
    asked = root.post(page(phase), filled(root.get(page(phase)), **row))
    assert told(asked) == ["the milestone “The board decides”"]
    sent = {**filled(asked), "withdraw": asked.context["loss"].token}
    assert root.post(page(phase), sent).status_code == 302
    assert noted() == ["The board decides by root"]
    meeting = make_meeting(phase.district)
    make_interpretation(meeting, "vi")
    row = {"interpretation-0-DELETE": "on"}
    asked = root.post(page(meeting), filled(root.get(page(meeting)), **row))
    assert told(asked) == ["the interpretation “vi, interpretation”"]
    assert filled(asked)["interpretation-0-DELETE"] == ["on"]
    assert Interpretation.objects.exists()
    sent = {**filled(asked), "withdraw": asked.context["loss"].token}
    assert root.post(page(meeting), sent).status_code == 302
    assert not Interpretation.objects.exists()


def saves(phase: Phase, **values: Any) -> None:
    for name, value in values.items():
        setattr(phase, name, value)
    phase.save()


def saves_one_column(phase: Phase, **values: Any) -> None:
    for name, value in values.items():
        setattr(phase, name, value)
    Phase.objects.bulk_update([phase], [*values])


def updates(phase: Phase, **values: Any) -> None:
    Phase.objects.update(**values)


def updates_or_creates(phase: Phase, **values: Any) -> None:
    Phase.objects.update_or_create({**values}, pk=phase.pk)


def hides_its_district(phase: Phase, **values: Any) -> None:
    District.objects.update(state=values.get("state", "published"))


@pytest.mark.parametrize(
    "hide", [saves, saves_one_column, updates, updates_or_creates, hides_its_district]
)
def test_what_code_hides_is_kept_like_what_a_page_hides(
    root: Client, phase: Phase, hide: Callable[..., None]
) -> None:
    hide(phase, number=2)
    Phase.objects.update(state="published")
    assert not noted()
    hide(phase, state="draft")
    seen = ["Planning", "The board decides", "The group meets", "Workgroup"]
    assert {*noted()} >= {f"{each} by None" for each in seen}
    for record in (phase, *phase.milestones.filter(state="published")):
        assert "have seen it" in text(root.get(page(record, "delete")))
    hide(phase, state="draft")
    assert len(noted()) == len({*noted()})


def test_who_moves_it_in_code_under_a_draft_hides_it(phase: Phase) -> None:
    other = make_phase(phase.district, 2, state="draft")
    phase.milestones.filter(workstream=None).update(phase_id=other.pk)
    assert noted() == ["The board decides by None"]


def test_words_of_the_desk_hide_nothing(root: StaffClient, phase: Phase) -> None:
    unit = phase.units.get(language="es", field="title")
    address = reverse("desk_unit", args=["es", unit.pk])
    sent = filled(root.get(address), text="Planificación", act="save", state="draft")
    assert root.post(address, sent).status_code == 302
    phase.refresh_from_db()
    assert (phase.state, getattr(phase, "title_es", "")) == ("published", "Planificación")
    assert not noted()


def noted() -> list[str]:
    """What is stored as seen and hidden, and by whom."""
    rows = Withdrawal.objects.select_related("content_type", "by")
    found = [(row.content_type.get_object_for_this_type(pk=row.object_id), row.by) for row in rows]
    return sorted(f"{getattr(record, 'title_en', record)} by {by}" for record, by in found)


def test_a_list_asks_once_for_all_that_is_chosen(root: Client, phase: Phase) -> None:
    address = page(phase, "changelist")
    meeting = make_meeting(phase.district)
    chosen = {"action": "unpublish", "_selected_action": [str(phase.pk)]}
    asked = root.post(address, filled(root.get(address), **chosen))
    assert len(told(asked)) == 3
    assert Phase.objects.filter(state="published").exists()
    assert root.post(address, filled(asked)).status_code == 302
    assert not Phase.objects.filter(state="published").exists()
    assert Withdrawal.objects.count() == 4
    address = page(meeting, "changelist")
    chosen = {"action": "unpublish", "_selected_action": [str(meeting.pk)]}
    assert "/en/denver/events/community-meeting/" in text(root.post(address, chosen))


def test_a_district_names_its_pages_and_counts_what_is_below(root: Client) -> None:
    district = make_district()
    for number in range(5):
        make_school(district, f"school-{number}")
    asked = root.post(page(district), filled(root.get(page(district)), state="draft"))
    assert told(asked) == [
        "the district “Denver Public Schools”",
        "5 schools: “School 0”, “School 1”, “School 2” and 2 more",
    ]
    assert '<a href="/en/denver/schools/school-0/">' in text(asked)


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
            if state == "draft":
                sent = filled(root.get(page(record)), state="draft")
                asked = root.post(page(record), sent)
                confirm = {"withdraw": asked.context["loss"].token}
                assert root.post(page(record), {**filled(asked), **confirm}).status_code == 302
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
        shown = root.get(page(record, "delete"))
        assert "Families do not see it and have never seen it." in text(shown), record
        assert deleted(root, record, by_list).status_code == 302, record
        assert not type(record)._default_manager.filter(pk=record.pk).exists()
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


@pytest.mark.parametrize("make", [make_school, make_meeting])
def test_the_address_of_what_families_saw_stays_while_it_is_a_draft(
    root: StaffClient, make: Callable[..., Any]
) -> None:
    district = make_district()
    record, unseen = make(district), make(district, "unseen", state="draft")
    asked = root.post(page(record), filled(root.get(page(record)), state="draft"))
    sent = filled(asked, withdraw=asked.context["loss"].token)
    assert root.post(page(record), sent).status_code == 302
    assert "slug" not in filled(root.get(page(record)))
    root.post(page(record), filled(root.get(page(record)), slug="elsewhere"))
    assert not type(record)._default_manager.filter(slug="elsewhere").exists()
    root.post(page(unseen), filled(root.get(page(unseen)), slug="elsewhere"))
    assert type(record)._default_manager.filter(slug="elsewhere").exists()

"""Nothing is hidden from families without a question."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from districts.models import District
from events.models import Interpretation
from publishing.withdrawals import Withdrawal
from tests.admin_forms import filled, page
from tests.client import StaffClient
from tests.factories import (
    make_district,
    make_interpretation,
    make_meeting,
    make_milestone,
    make_phase,
    make_school,
)
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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
    assert (phase.state, str(phase)) == ("withdrawn", "1 · Planning anew")
    assert Withdrawal.objects.count() == 4


def test_what_is_confirmed_is_what_was_shown(root: Client, phase: Phase) -> None:
    asked = root.post(page(phase), filled(root.get(page(phase)), state="draft"))
    make_milestone(phase.district, phase=phase, title="Another")
    sent = {**filled(asked), "withdraw": asked.context["loss"].token}
    again = root.post(page(phase), sent)
    assert "3 milestones" in text(again)
    phase.refresh_from_db()
    assert phase.is_published


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
    assert told(asked) == ["the interpretation “Vietnamese, interpretation”"]
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

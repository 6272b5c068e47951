import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Model

from publishing.states import PublicationState
from tests.factories import (
    NOW,
    make_district,
    make_document,
    make_meeting,
    make_milestone,
    make_phase,
    make_school,
    make_workstream,
)
from timeline.models import Milestone, Workstream

pytestmark = pytest.mark.django_db

DRAFT, PUBLISHED = PublicationState.DRAFT, PublicationState.PUBLISHED


def _states(levels: int) -> list[tuple[PublicationState, ...]]:
    """Every way in which records one above the other can be drafts or published."""
    return list(itertools.product([DRAFT, PUBLISHED], repeat=levels))


@pytest.mark.parametrize("states", _states(4))
def test_milestone_is_public_where_all_above_it_are(states: tuple[PublicationState, ...]) -> None:
    of_district, of_phase, of_workstream, of_milestone = states
    district = make_district(state=of_district)
    phase = make_phase(district, state=of_phase)
    workstream = make_workstream(phase, state=of_workstream)
    make_milestone(district, phase=phase, workstream=workstream, state=of_milestone)
    assert Milestone.objects.public(NOW).exists() == (set(states) == {PUBLISHED})
    assert Workstream.objects.public(NOW).exists() == (set(states[:3]) == {PUBLISHED})


@pytest.mark.parametrize("states", _states(3))
def test_milestone_without_a_workstream_is_published_under_its_phase(
    states: tuple[PublicationState, ...],
) -> None:
    of_district, of_phase, of_milestone = states
    district = make_district(state=of_district)
    phase = make_phase(district, state=of_phase)
    make_milestone(district, phase=phase, state=of_milestone)
    assert Milestone.objects.public(NOW).exists() == (set(states) == {PUBLISHED})


@pytest.mark.parametrize("states", _states(2))
def test_milestone_without_a_phase_is_published_under_its_district(
    states: tuple[PublicationState, ...],
) -> None:
    of_district, of_milestone = states
    make_milestone(make_district(state=of_district), state=of_milestone)
    assert Milestone.objects.public(NOW).exists() == (set(states) == {PUBLISHED})


@pytest.mark.parametrize("make", [make_school, make_document, make_meeting, make_phase])
def test_what_belongs_to_a_district_is_public_with_it(make: Callable[..., Any]) -> None:
    shown: Model = make(make_district("shown"))
    make(make_district("hidden", state=DRAFT))
    make(make_district("other"), state=DRAFT)
    manager = type(shown)._default_manager
    assert manager.count() == 3
    assert list(manager.get_queryset().public(NOW)) == [shown]  # type: ignore[attr-defined]


def test_public_milestones_come_once_each() -> None:
    district = make_district()
    milestone = make_milestone(district)
    milestone.schools.set([make_school(district, "north"), make_school(district, "south")])
    assert list(Milestone.objects.public(NOW)) == [milestone]


def test_readable_is_all_for_whom_drafts_are_theirs_to_see() -> None:
    district = make_district()
    shown = make_milestone(district, title="Shown")
    draft = make_milestone(district, title="Draft", state=DRAFT)
    assert list(Milestone.objects.readable(NOW, drafts=False)) == [shown]
    assert list(Milestone.objects.readable(NOW, drafts=True)) == [shown, draft]


def test_readable_keeps_what_was_filtered_before() -> None:
    one, other = make_district("one"), make_district("other")
    make_milestone(one)
    make_milestone(other, state=DRAFT)
    assert not Milestone.objects.filter(district=other).readable(NOW, drafts=False)
    assert Milestone.objects.filter(district=other).readable(NOW, drafts=True).count() == 1


def test_new_records_are_drafts() -> None:
    milestone = Milestone()
    assert milestone.state_at(NOW) == DRAFT
    milestone.state = PUBLISHED
    assert milestone.state_at(NOW) == PUBLISHED

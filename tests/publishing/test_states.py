"""Draft, scheduled, published, withdrawn: what families see of a record at a moment."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import Q

from districts.models import District
from languages.models import Unit
from publishing.models import ScheduledStep
from publishing.states import PublicationState
from publishing.withdrawals import Withdrawal
from tests import factories
from timeline.models import Milestone, Phase

pytestmark = pytest.mark.django_db

DRAFT, SCHEDULED, PUBLISHED, WITHDRAWN = PublicationState
NOON = datetime(2026, 11, 26, 18, tzinfo=UTC)
EIGHT = datetime(2026, 12, 1, 15, tzinfo=UTC)  # 8 AM in Denver
INSTANT = timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def district() -> District:
    return factories.make_district()


def scheduled(make: Callable[..., Any], *owners: Any, **values: Any) -> Any:
    return make(*owners, publish_at=EIGHT, **values)


def public(model: Any, at: datetime) -> int:
    return int(model.objects.public(at).count())


def test_it_is_public_from_its_moment_on_without_a_write(district: District) -> None:
    record = scheduled(factories.make_milestone, district)
    assert [public(Milestone, EIGHT + at) for at in (-INSTANT, 0 * INSTANT)] == [0, 1]
    assert record.state_at(EIGHT - INSTANT) == SCHEDULED
    assert record.state_at(EIGHT) == PUBLISHED
    assert record.state == PUBLISHED


def test_everything_that_it_belongs_to_has_its_own_moment(district: District) -> None:
    phase = scheduled(factories.make_phase, district)
    factories.make_milestone(district, phase=phase, publish_at=EIGHT + timedelta(hours=1))
    factories.make_milestone(district, phase=phase)
    moments = (EIGHT - INSTANT, EIGHT, EIGHT + timedelta(hours=1))
    assert [public(Milestone, at) for at in moments] == [0, 1, 2]
    District.objects.update(publish_at=EIGHT + timedelta(days=1))
    assert [public(Milestone, at) for at in moments] == [0, 0, 0]


def test_each_state_finds_its_own(district: District) -> None:
    make = factories.make_phase
    make(district, 1)
    scheduled(make, district, number=2)
    make(district, 3, state=DRAFT)
    withdrawn = make(district, 4)
    withdrawn.state = DRAFT
    withdrawn.save()
    for at, numbers in {
        NOON: {DRAFT: [3], SCHEDULED: [2], PUBLISHED: [1], WITHDRAWN: [4]},
        EIGHT: {DRAFT: [3], SCHEDULED: [], PUBLISHED: [1, 2], WITHDRAWN: [4]},
    }.items():
        for state, expected in numbers.items():
            found = Phase.objects.in_state(state, at).order_by("number")
            assert [each.number for each in found] == expected
            assert {each.state_at(at) for each in found} <= {state}


def by_save(phase: Phase, state: PublicationState) -> None:
    phase.state = state
    phase.save()


def by_one_column(phase: Phase, state: PublicationState) -> None:
    phase.state = state
    phase.save(update_fields=["state"])


def in_bulk(phase: Phase, state: PublicationState) -> None:
    Phase.objects.filter(pk=phase.pk).update(state=state)


@pytest.mark.parametrize("hide", [by_save, by_one_column, in_bulk])
@pytest.mark.parametrize("chosen", [DRAFT, WITHDRAWN])
def test_only_what_families_saw_is_withdrawn(
    district: District,
    clock: time_machine.Traveller,
    hide: Callable[[Phase, PublicationState], None],
    chosen: PublicationState,
) -> None:
    unseen = scheduled(factories.make_phase, district, number=1)
    seen = scheduled(factories.make_phase, district, number=2)
    under_draft = factories.make_phase(factories.make_district("draft", state=DRAFT))
    hide(unseen, chosen)
    hide(under_draft, chosen)
    clock.move_to(EIGHT)
    hide(seen, chosen)
    hide(Phase.objects.get(pk=seen.pk), chosen)
    expected = {unseen.pk: DRAFT, under_draft.pk: DRAFT, seen.pk: WITHDRAWN}
    assert dict(Phase.objects.values_list("pk", "state")) == expected
    assert not Phase.objects.exclude(publish_at=None).exists()
    assert [row.object_id for row in Withdrawal.objects.all()] == [seen.pk]
    hide(Phase.objects.get(pk=seen.pk), PUBLISHED)
    assert public(Phase, EIGHT) == 1


def test_what_is_moved_to_a_later_moment_was_seen(district: District) -> None:
    record = factories.make_document(district)
    record.publish_at = EIGHT
    record.save()
    assert Withdrawal.objects.get().object_id == record.pk
    record.state = DRAFT
    record.save()
    assert record.state == WITHDRAWN


def test_its_time_moves_freely_until_its_moment_and_with_a_reason_after_it(
    district: District, clock: time_machine.Traveller
) -> None:
    pk = scheduled(factories.make_milestone, district, when="2027-01").pk
    record = Milestone.objects.get(pk=pk)
    assert not record.is_settled
    record.when = "2027-02"
    record.save()
    clock.move_to(EIGHT)
    record = Milestone.objects.get(pk=pk)
    assert record.is_settled
    assert str(record.last_seen["when"]) == "2027-02"
    # What families saw is remembered, although nothing was written at its moment.
    record.state, record.when = DRAFT, "2027-03"
    record.save()
    record = Milestone.objects.get(pk=pk)
    assert record.has_moved
    # Scheduled again, it was asked about; the answer holds from then on.
    record.state, record.publish_at = PUBLISHED, EIGHT + timedelta(days=1)
    record.save()
    assert not Milestone.objects.get(pk=pk).has_moved


def test_its_moment_is_kept_once_for_the_pages_of_its_district(
    district: District, clock: time_machine.Traveller
) -> None:
    scheduled(factories.make_document, district)
    phase = scheduled(factories.make_phase, district)
    scheduled(factories.make_workstream, phase)
    assert [(step.district_key, step.at) for step in ScheduledStep.objects.all()] == [
        (district.pk, EIGHT)
    ]
    clock.move_to(EIGHT + timedelta(days=2))
    phase.save()
    assert ScheduledStep.objects.exists()  # what is over is not noted, nor looked for
    phase.publish_at = EIGHT + timedelta(days=9)
    phase.save()
    assert [step.at for step in ScheduledStep.objects.all()] == [phase.publish_at]


def test_words_without_a_date_are_urgent_by_the_day_of_their_publication(
    district: District,
) -> None:
    scheduled(factories.make_document, district, title="Report")
    scheduled(factories.make_milestone, district, title="Vote", when="2027-05")
    first, last = EIGHT.date(), None
    units = Unit.objects.filter(language="es", field="title")
    dated = units.exclude(first_day=first).get()
    assert (dated.first_day, dated.last_day) != (first, last)
    assert units.filter(first_day=first, last_day=last).count() == 1
    assert not Unit.objects.filter(~Q(field="title"), first_day=first).exists()

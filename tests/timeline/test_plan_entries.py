"""The state of commitments on a day, and how a plan is counted and grouped."""

from datetime import date

import pytest

from districts.models import District
from tests import factories
from timeline.models import Commitment, CommitmentStatus
from timeline.plan_entries import (
    CommitmentEntry,
    Plan,
    area_entries,
    commitment_entry,
    commitment_shares,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

KNOWN_UNTIL = date(2021, 4, 30)
Statuses = list[tuple[str, str | None]]


@pytest.fixture
def district() -> District:
    return factories.make_district()


def _commitment(district: District, *statuses: tuple[str, str | None], **fields: str) -> Commitment:
    commitment = factories.make_commitment(district, **fields)
    for status, since in statuses:
        CommitmentStatus.objects.create(commitment=commitment, status=status, since=since)
    return commitment


def _entry(commitment: Commitment, day: str) -> CommitmentEntry:
    found = Commitment.objects.get(pk=commitment.pk)
    return commitment_entry(found, date.fromisoformat(day), KNOWN_UNTIL)


@pytest.mark.parametrize(
    ("statuses", "day", "state"),
    [
        ([], "2021-04-15", "unknown"),
        ([("proposed", "2021-02")], "2021-02-27", "unknown"),
        ([("proposed", "2021-02")], "2021-02-28", "proposed"),
        ([("proposed", "2020"), ("adopted", "2021-03-01")], "2021-02-28", "proposed"),
        ([("proposed", "2020"), ("adopted", "2021-03-01")], "2021-03-01", "adopted"),
        ([("done", None), ("proposed", None)], "2021-04-30", "done"),
        ([("dropped", "2021-03-01"), ("under_way", "2021-02-01")], "2021-04-15", "dropped"),
    ],
)
def test_state_is_the_last_that_surely_holds_on_the_day(
    district: District, statuses: Statuses, day: str, state: str
) -> None:
    assert _entry(_commitment(district, *statuses), day).state == state


@pytest.mark.parametrize(
    ("statuses", "due", "day", "missed"),
    [
        ([("adopted", "2021-01")], "2021-03", "2021-03-31", ""),
        ([("adopted", "2021-01")], "2021-03", "2021-04-01", "Late"),
        ([("adopted", "2021-01")], "2021-05", "2021-06-01", "Outcome not known"),
        ([], "2021-03", "2021-04-01", "Outcome not known"),
        ([("done", "2021-04-20")], "2021-03", "2021-04-25", ""),
        ([("dropped", "2021-03-01")], "2021-03", "2021-04-25", ""),
    ],
)
def test_a_time_that_has_passed_is_late_only_as_far_as_is_known(
    district: District, statuses: Statuses, due: str, day: str, missed: str
) -> None:
    assert _entry(_commitment(district, *statuses, due=due), day).missed == missed


def test_a_slip_announced_later_has_not_happened_on_the_day(district: District) -> None:
    commitment = _commitment(district, due="2021-06")
    factories.make_time_change(commitment)  # announced on April 10, 2021
    before, after = _entry(commitment, "2021-04-09"), _entry(commitment, "2021-04-10")
    assert (str(before.due), before.moves) == ("2021-05", [])
    (move,) = after.moves
    assert (str(after.due), str(move.was), str(move.now)) == ("2021-06", "2021-05", "2021-06")


def test_shares_leave_out_states_without_commitments(district: District) -> None:
    commitments = [
        _commitment(district, ("proposed", "2021")),
        _commitment(district, ("proposed", "2021")),
        _commitment(district, ("done", "2021-02")),
        _commitment(district),
    ]
    shares = commitment_shares([_entry(each, "2021-04-30") for each in commitments])
    assert [(share.word, share.count, share.percent) for share in shares] == [
        ("Proposed", 2, 50),
        ("Done", 1, 25),
        ("Status not known", 1, 25),
    ]
    assert commitment_shares([]) == []


def test_commitments_stand_in_their_areas_and_count_once(district: District) -> None:
    first, second = factories.make_area(district), factories.make_area(district)
    for owner in ({"area": first}, {"area": first}, {"area": second}, {}):
        factories.make_commitment(district, **owner)
    entries = [_entry(each, "2021-04-30") for each in Commitment.objects.all()]
    areas = area_entries([first, second], entries)
    assert [len(area.commitments) for area in areas] == [2, 1]
    plan = Plan(areas=areas, loose=[each for each in entries if each.record.area_id is None])
    assert len(plan.commitments) == 4
    assert plan.alike == entries[0]


def test_standards_come_in_groups_of_their_kind(district: District) -> None:
    made = [factories.make_standard(district, kind=k) for k in ("training", "role", "training")]
    groups = Plan(standards=made).standard_groups
    assert [(group.word, len(group.standards)) for group in groups] == [
        ("Role", 1),
        ("Training", 2),
    ]

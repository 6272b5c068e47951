"""The standing of a milestone, by its own time, its phase's time, and stated statuses."""

from datetime import date
from typing import Any

import pytest

from districts.models import District
from tests.factories import make_milestone, make_phase
from timeline.entries import milestone_entry
from timeline.models import Milestone, MilestoneStatus
from timeline.standing import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.once]

KNOWN_UNTIL = date(2021, 4, 30)


def _stated(district: District, *statuses: tuple[str, str | None], **fields: Any) -> Milestone:
    milestone = make_milestone(district, **fields)
    for status, since in statuses:
        MilestoneStatus.objects.create(milestone=milestone, status=status, since=since)
    return milestone


def _standing(milestone: Milestone, day: str, known_until: date = KNOWN_UNTIL) -> Standing:
    return milestone_entry(milestone, date.fromisoformat(day), known_until).standing


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2020-12-31", Standing.PLANNED),
        ("2021-01-01", Standing.PLANNED_NOW),
        ("2021-05-31", Standing.PLANNED_NOW),
        ("2021-06-01", Standing.OUTCOME_UNKNOWN),
    ],
)
def test_milestone_without_a_time_is_planned_for_that_of_its_phase(
    district: District, day: str, expected: Standing
) -> None:
    phase = make_phase(district, when="2021-01/2021-05")
    milestone = make_milestone(district, phase=phase)
    assert _standing(milestone, day) is expected
    assert milestone_entry(milestone, date.fromisoformat(day), KNOWN_UNTIL).when is None


def test_milestone_with_a_time_does_not_use_that_of_its_phase(district: District) -> None:
    phase = make_phase(district, when="2021-01/2021-05")
    assert _standing(make_milestone(district, phase=phase, when="2021-06"), "2021-05-01") is (
        Standing.PLANNED
    )
    undated = make_milestone(district, phase=make_phase(district, 2))
    assert _standing(undated, "2021-05-01") is Standing.UNDATED


@pytest.mark.parametrize(
    ("since", "last_before", "first"),
    [
        ("2021-04-10", "2021-04-09", "2021-04-10"),
        ("2021-03", "2021-03-30", "2021-03-31"),  # certain only at the end of the month
        ("2020-24", "2021-02-27", "2021-02-28"),
        ("2021-02/..", "2021-02-27", "2021-02-28"),
        ("2021", "2021-04-29", "2021-04-30"),  # or when it was confirmed, if that was earlier
        (None, "2021-04-29", "2021-04-30"),  # counts from the day up to which all is known
    ],
)
def test_status_does_not_show_before_the_day_it_became_so(
    district: District, since: str | None, last_before: str, first: str
) -> None:
    milestone = _stated(district, ("done", since), when="2021-06")
    assert _standing(milestone, last_before) is Standing.PLANNED
    assert _standing(milestone, first) is Standing.DONE
    before, after = (
        milestone_entry(milestone, date.fromisoformat(day), KNOWN_UNTIL)
        for day in (last_before, first)
    )
    assert before.stated_since is None
    assert str(after.stated_since) == str(since)


def test_latest_status_by_time_counts_whatever_the_order_of_entry(district: District) -> None:
    milestone = _stated(
        district, ("done", "2021-04-20"), ("under_way", "2021-04-10"), ("planned", "2021-04-01")
    )
    for day, expected in [
        ("2021-03-31", Standing.UNDATED),
        ("2021-04-01", Standing.PLANNED),
        ("2021-04-10", Standing.UNDER_WAY),
        ("2021-04-20", Standing.DONE),
    ]:
        assert _standing(milestone, day) is expected


def test_status_with_a_day_outweighs_one_without(district: District) -> None:
    milestone = _stated(district, ("done", "2021-04-20"), ("planned", None))
    assert _standing(milestone, "2021-04-19") is Standing.UNDATED
    assert _standing(milestone, "2021-04-30") is Standing.DONE
    assert _standing(milestone, "2030-01-01") is Standing.DONE


def test_outcome_without_a_day_outweighs_a_plan_with_one(district: District) -> None:
    milestone = _stated(district, ("done", None), ("planned", "2021-01"))
    assert _standing(milestone, "2021-04-29") is Standing.PLANNED
    assert _standing(milestone, "2021-04-30") is Standing.DONE


def test_planned_milestone_is_late_only_as_far_as_is_known(district: District) -> None:
    milestone = _stated(district, ("planned", "2021-01"), when="2021-04")
    assert _standing(milestone, "2021-05-01", known_until=date(2021, 4, 30)) is (
        Standing.OUTCOME_UNKNOWN
    )
    assert _standing(milestone, "2021-05-01", known_until=date(2021, 5, 1)) is Standing.LATE


@pytest.mark.parametrize(
    ("statuses", "day", "missed", "tone"),
    [
        ((), "2021-03-01", False, "planned"),
        ((), "2021-04-01", False, "now"),
        ((), "2021-05-01", True, "planned"),
        ((("planned", "2021-01"),), "2021-05-01", True, "delayed"),
        ((("cancelled", "2021-01"),), "2021-05-01", False, "delayed"),
        ((("done", "2021-04"),), "2021-05-01", False, "done"),
    ],
)
def test_milestone_entry_says_what_was_missed(
    district: District, statuses: tuple[tuple[str, str], ...], day: str, missed: bool, tone: str
) -> None:
    milestone = _stated(district, *statuses, when="2021-04")
    entry = milestone_entry(milestone, date.fromisoformat(day), date(2021, 12, 31))
    assert (entry.missed, entry.tone) == (missed, tone)
    assert entry.word


def test_ongoing_milestone_goes_on_whatever_its_phase(district: District) -> None:
    phase = make_phase(district, 3, when="2020")
    milestone = make_milestone(district, phase=phase, ongoing=True)
    assert _standing(milestone, "2021-04-30") is Standing.ONGOING
    assert _standing(milestone, "2021-05-01") is Standing.ONGOING_THEN

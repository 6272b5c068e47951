"""What families see of a moved time: the time on that day, the reason, and the new time."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from districts.models import District
from tests.factories import (
    make_area,
    make_commitment,
    make_district,
    make_membership,
    make_milestone,
    make_phase,
    make_time_change,
    make_user,
)
from timeline.entries import Timeline, build_timeline, milestone_entry
from timeline.models import ChangeKind, Commitment, Milestone
from timeline.recent_changes import MOST, Change, recent_changes
from timeline.standing import Standing

pytestmark = pytest.mark.django_db
KNOWN_UNTIL = date(2021, 4, 30)


@pytest.fixture
def district() -> District:
    return make_district()


@pytest.fixture
def moved(district: District) -> Milestone:
    """Planned for May 2021; from April 10 on, for the fall."""
    milestone = make_milestone(district, when="2021-23")
    make_time_change(milestone, reason_es="Se aplazó la votación.")
    return milestone


def test_before_a_slip_is_announced_it_has_not_happened(moved: Milestone) -> None:
    entry = milestone_entry(moved, date(2021, 4, 9), KNOWN_UNTIL)
    assert (str(entry.when), entry.moves) == ("2021-05", [])


def test_from_its_announcement_on_a_slip_tells_both_times_and_why(moved: Milestone) -> None:
    entry = milestone_entry(moved, date(2021, 4, 10), KNOWN_UNTIL)
    (move,) = entry.moves
    assert str(entry.when) == "2021-23"
    assert (str(move.was), str(move.now)) == ("2021-05", "2021-23")
    assert str(move.slip.why) == "The vote was put off."


def test_standing_follows_the_time_as_it_was(moved: Milestone) -> None:
    moved.statuses.create(status="planned", since="2021-01")
    known_until = date(2021, 12, 31)
    assert milestone_entry(moved, date(2021, 7, 1), known_until).standing is Standing.PLANNED
    moved.time_changes.update(announced_on=date(2021, 8, 1))
    fresh = Milestone.objects.get(pk=moved.pk)
    assert milestone_entry(fresh, date(2021, 7, 1), known_until).standing is Standing.LATE


def test_a_time_given_up_altogether_still_stood_before(district: District) -> None:
    milestone = make_milestone(district, ongoing=True, phase=make_phase(district, when="2021"))
    make_time_change(milestone, now=None)
    before = milestone_entry(milestone, date(2021, 4, 9), KNOWN_UNTIL)
    assert (str(before.when), before.in_phase_time) == ("2021-05", False)
    assert milestone_entry(milestone, date(2021, 4, 10), KNOWN_UNTIL).when is None


@pytest.mark.parametrize("kind", [ChangeKind.CORRECTION, ChangeKind.NARROWING])
def test_only_slips_are_shown(district: District, kind: str) -> None:
    milestone = make_milestone(district, when="2021-05-10")
    make_time_change(milestone, kind=kind)
    for day in (date(2021, 1, 1), date(2021, 12, 1)):
        entry = milestone_entry(milestone, day, KNOWN_UNTIL)
        assert (str(entry.when), entry.moves) == ("2021-05-10", [])


def text(client: Client, path: str, day: str) -> str:
    return client.get(f"{path}?on={day}").content.decode()


def test_the_timeline_says_what_moved_in_the_readers_language_or_marked(
    client: Client, moved: Milestone
) -> None:
    english = text(client, "/en/denver/timeline/", "2021-04-10")
    assert "Why: The vote was put off." in english
    assert "Announced: " in english
    assert "Se aplazó la votación." in text(client, "/es/denver/timeline/", "2021-04-10")
    marked = '<span class="fallback" lang="en" dir="ltr">The vote was put off.</span>'
    assert marked in text(client, "/vi/denver/timeline/", "2021-04-10")
    assert "put off" not in text(client, "/en/denver/timeline/", "2021-04-09")


def test_a_slip_of_a_draft_is_shown_only_to_its_staff(client: Client) -> None:
    district = make_district()
    make_time_change(make_milestone(district, when="2021-23", state="draft"))
    area = make_area(district, state="draft")
    make_time_change(make_commitment(district, area=area, due="2021-23"))
    pages = ("/en/denver/", "/en/denver/timeline/")
    assert not any("put off" in text(client, page, "2021-05-01") for page in pages)
    client.force_login(user := make_user())
    make_membership(user, district=district)
    assert all("put off" in text(client, page, "2021-05-01") for page in pages)


def timeline(district: District, day: date) -> Timeline:
    return build_timeline([], [], Milestone.objects.filter(district=district), day, KNOWN_UNTIL)


def changes(district: District, day: str) -> list[Change]:
    shown = timeline(district, date.fromisoformat(day))
    return recent_changes(shown, Commitment.objects.filter(district=district), KNOWN_UNTIL)


def told(district: District, day: str) -> list[Any]:
    return [(str(each.day), each.word or "moved") for each in changes(district, day)]


def test_lately_lists_dated_statuses_and_slips_newest_first(
    district: District, moved: Milestone
) -> None:
    moved.statuses.create(status="planned", since="2021-01-05")
    moved.statuses.create(status="done")  # of no day, so it changed nobody knows when
    commitment = make_commitment(district, due="2021-06")
    commitment.statuses.create(status="adopted", since="2021-04-20")
    make_time_change(commitment, announced_on=date(2021, 4, 15))
    whole = [
        ("2021-04-20", "Adopted"),
        ("2021-04-15", "moved"),
        ("2021-04-10", "moved"),
        ("2021-01-05", "Planned"),
    ]
    assert told(district, "2021-04-20") == whole
    assert told(district, "2021-04-14") == whole[2:]
    assert told(district, "2021-01-04") == []


def test_lately_ends_after_five(district: District) -> None:
    for day in range(1, 8):
        milestone = make_milestone(district)
        milestone.statuses.create(status="done", since=f"2021-04-0{day}")
    assert [day for day, _ in told(district, "2021-05-01")] == [
        f"2021-04-0{day}" for day in (7, 6, 5, 4, 3)
    ]
    assert MOST == 5


def test_commitments_that_changed_alike_are_counted_together(district: District) -> None:
    for number in range(3):
        commitment = make_commitment(district, text=f"Number {number}")
        commitment.statuses.create(status="proposed", since="2021-04-01")
    (change,) = changes(district, "2021-05-01")
    assert (change.count, change.word) == (3, "Proposed")


def test_the_home_page_says_what_changed_lately(client: Client, moved: Milestone) -> None:
    page = text(client, "/en/denver/", "2021-05-01")
    assert "The last changes we know of" in page
    assert "The vote was put off." in page
    assert "The last changes we know of" not in text(client, "/en/denver/", "2021-04-09")


def test_a_status_of_a_month_is_shown_once_it_is_certain(district: District) -> None:
    milestone = make_milestone(district)
    milestone.statuses.create(status="done", since="2021-03")
    assert told(district, "2021-03-30") == []
    assert told(district, "2021-03-31") == [("2021-03-31", "Done")]

"""What families see of a moved time: the time on that day, the reason, and the new time."""

from datetime import date

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
from timeline.entries import milestone_entry
from timeline.models import ChangeKind, Milestone
from timeline.standing import Standing

pytestmark = [pytest.mark.django_db, pytest.mark.once]
KNOWN_UNTIL = date(2021, 4, 30)


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
    assert "put off" not in text(client, "/en/denver/timeline/", "2021-05-01")
    client.force_login(user := make_user())
    make_membership(user, district=district)
    assert "put off" in text(client, "/en/denver/timeline/", "2021-05-01")

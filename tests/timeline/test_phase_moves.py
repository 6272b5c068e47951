"""What families see of a phase whose time has moved."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.html import strip_tags

from districts.models import District
from opendata.record import recording
from sro_site.comparison import load_facts
from tests.factories import (
    make_commitment,
    make_milestone,
    make_phase,
    make_school,
    make_time_change,
    make_user,
)
from timeline.entries import PhaseEntry, build_timeline
from timeline.models import Milestone, Phase
from timeline.standing import PhaseStage

pytestmark = [pytest.mark.django_db, pytest.mark.once]
KNOWN_UNTIL = date(2021, 4, 30)
BEFORE, AFTER = "2021-04-09", "2021-04-10"


@pytest.fixture
def moved(district: District) -> Phase:
    """Planned for May 2021; from April 10 on, for the fall."""
    phase = make_phase(district, 2, when="2021-23")
    make_time_change(phase, reason_es="Se aplazó la votación.")
    return phase


def entry(district: District, day: str) -> PhaseEntry:
    timeline = build_timeline(
        Phase.objects.filter(district=district),
        [],
        Milestone.objects.filter(district=district),
        date.fromisoformat(day),
        KNOWN_UNTIL,
    )
    (phase,) = timeline.phases
    return phase


def text(client: Client, path: str, day: str) -> str:
    return client.get(f"{path}?on={day}").content.decode()


@pytest.mark.usefixtures("moved")
def test_on_a_day_the_time_is_the_one_that_held_then(district: District) -> None:
    before, after = entry(district, BEFORE), entry(district, AFTER)
    assert (str(before.when), before.moves) == ("2021-05", [])
    (move,) = after.moves
    assert (str(after.when), str(move.was), str(move.now)) == ("2021-23", "2021-05", "2021-23")
    assert str(move.slip.why) == "The vote was put off."


def test_the_stage_follows_the_time_as_it_was(district: District, moved: Phase) -> None:
    assert entry(district, "2021-05-15").stage is PhaseStage.AHEAD
    moved.time_changes.update(announced_on=date(2021, 6, 1))
    assert entry(district, "2021-05-15").stage is PhaseStage.CURRENT


def test_a_milestone_without_a_time_is_planned_for_that_of_its_phase_as_it_was(
    district: District, moved: Phase
) -> None:
    make_milestone(district, phase=moved)
    for day, time in ((BEFORE, "2021-05"), (AFTER, "2021-23")):
        (milestone,) = entry(district, day).milestones
        assert (str(milestone.phase_time), milestone.in_phase_time) == (time, True)


@pytest.mark.usefixtures("moved")
def test_the_timeline_says_what_moved_in_the_readers_language_or_marked(client: Client) -> None:
    english = text(client, "/en/denver/timeline/", AFTER)
    assert "Was planned for: May 2021. Moved to: fall 2021." in strip_tags(english)
    assert "Why: The vote was put off." in english
    assert "Se aplazó la votación." in text(client, "/es/denver/timeline/", AFTER)
    marked = '<span class="fallback" lang="en" dir="ltr">The vote was put off.</span>'
    assert marked in text(client, "/vi/denver/timeline/", AFTER)
    before = text(client, "/en/denver/timeline/", BEFORE)
    assert "put off" not in before
    assert "May 2021" in before


@pytest.mark.parametrize("status", ["under_way", "done", None])
def test_the_first_time_is_told_once_and_later_ones_in_order(
    client: Client, district: District, status: str | None
) -> None:
    milestone = make_milestone(district, when="2021-08")
    commitment = make_commitment(district, due="2021-08")
    for record in (milestone, commitment):
        make_time_change(record, now="2021-06")
        make_time_change(record, was="2021-06", announced_on=date(2021, 5, 10))
    if status:
        milestone.statuses.create(status=status, since="2021-04")
        commitment.statuses.create(status=status, since="2021-04")
    told = "Was planned for: May 2021. Moved to: June 2021."
    for page in ("timeline", "plan"):
        words = strip_tags(text(client, f"/en/denver/{page}/", "2021-10-01"))
        assert words.count("Was planned for") + words.count("Was due") == 1
        assert words.index(told) < words.index("Moved again, to: August 2021.")


@pytest.mark.usefixtures("moved")
def test_the_home_page_names_the_phase_among_what_changed_lately(
    client: Client, district: District
) -> None:
    recording.record(district)
    changes = text(client, "/en/denver/", AFTER).partition('id="recent-changes"')[2]
    assert "planned for: May 2021; now: fall 2021): phase 2 (Phase 2)" in strip_tags(changes)
    assert 'id="recent-changes"' not in text(client, "/en/denver/", BEFORE)


def test_the_page_of_a_school_says_when_the_phase_was_planned(
    client: Client, district: District, moved: Phase
) -> None:
    make_milestone(district, phase=moved).schools.add(make_school(district))
    for day, time in ((BEFORE, "May 2021"), (AFTER, "Fall 2021")):
        assert time in text(client, "/en/denver/schools/north-high/", day)


@pytest.mark.usefixtures("moved")
def test_the_comparison_reads_the_time_that_held_on_the_day(district: District) -> None:
    now = datetime(2026, 11, 26, tzinfo=UTC)
    for day, time in ((BEFORE, "2021-05"), (AFTER, "2021-23")):
        (facts,) = load_facts([district], date.fromisoformat(day), now)
        assert str(facts.first) == time


def test_only_slips_are_shown(district: District) -> None:
    phase = make_phase(district, when="2021-05-10")
    for kind in ("correction", "narrowing"):
        make_time_change(phase, kind=kind)
    for day in (BEFORE, "2021-12-01"):
        assert (str(entry(district, day).when), entry(district, day).moves) == ("2021-05-10", [])


def test_a_slip_of_a_draft_is_shown_only_to_its_staff(client: Client, district: District) -> None:
    make_time_change(make_phase(district, when="2021-23", state="draft"))
    recording.record(district)
    pages = ("/en/denver/", "/en/denver/timeline/", "/en/denver/changes/")
    assert not any("put off" in text(client, page, "2021-05-01") for page in pages)
    client.force_login(make_user(is_superuser=True))
    shown = [page for page in pages if "put off" in text(client, page, "2021-05-01")]
    assert shown == ["/en/denver/timeline/"], "the others tell of the public record"


def test_a_change_is_of_one_record_alone(district: District, moved: Phase) -> None:
    change = moved.time_changes.get()
    change.milestone = make_milestone(district)
    with pytest.raises(ValidationError, match="exactly one phase, milestone or commitment"):
        change.full_clean()


def test_its_reason_is_as_urgent_as_the_phase(moved: Phase) -> None:
    change = moved.time_changes.get()
    assert change.days == moved.days
    moved.when = "2021-24"
    moved.save()
    assert change.units.get(language="es").first_day == date(2021, 12, 1)

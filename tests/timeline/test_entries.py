from datetime import date
from typing import Any

import pytest

from districts.models import District
from tests.factories import make_milestone, make_phase, make_workstream
from timeline.entries import PhaseEntry, Timeline, build_timeline
from timeline.milestone_entries import MilestoneEntry
from timeline.models import Milestone, MilestoneStatus, Phase, Workstream
from timeline.standing import PhaseStage

pytestmark = pytest.mark.django_db

KNOWN_UNTIL = date(2021, 4, 30)


def _line(day: str, known_until: date = KNOWN_UNTIL) -> Timeline:
    return build_timeline(
        Phase.objects.all(),
        list(Workstream.objects.all()),
        Milestone.objects.all(),
        date.fromisoformat(day),
        known_until,
    )


def _titles(entries: list[MilestoneEntry]) -> list[str]:
    return [str(entry.title) for entry in entries]


def _stated(district: District, *statuses: tuple[str, str | None], **fields: Any) -> Milestone:
    milestone = make_milestone(district, **fields)
    for status, since in statuses:
        MilestoneStatus.objects.create(milestone=milestone, status=status, since=since)
    return milestone


def test_timeline_groups_milestones_by_phase_and_workstream(district: District) -> None:
    second, first = make_phase(district, 2), make_phase(district, 1)
    engagement = make_workstream(first, title="Engagement", position=1)
    workgroup = make_workstream(first, title="Workgroup", position=0)
    make_milestone(district, title="Loose")
    make_milestone(district, title="Late in phase 1", phase=first, position=1)
    make_milestone(district, title="Early in phase 1", phase=first, position=0)
    make_milestone(district, title="Talks", phase=first, workstream=engagement)
    make_milestone(district, title="Launch", phase=first, workstream=workgroup)
    make_milestone(district, title="In phase 2", phase=second)

    line = _line("2021-04-30")

    assert [phase.number for phase in line.phases] == [1, 2]
    one, two = line.phases
    assert _titles(one.milestones) == ["Early in phase 1", "Late in phase 1"]
    assert [(str(s.title), _titles(s.milestones)) for s in one.workstreams] == [
        ("Workgroup", ["Launch"]),
        ("Engagement", ["Talks"]),
    ]
    assert _titles(two.milestones) == ["In phase 2"]
    assert two.workstreams == []
    assert _titles(line.loose) == ["Loose"]
    assert _titles(line.milestones) == [
        "Early in phase 1",
        "Late in phase 1",
        "Launch",
        "Talks",
        "In phase 2",
        "Loose",
    ]


def test_timeline_of_nothing_is_empty(district: District) -> None:
    line = _line("2021-04-30")
    assert not any([line.phases, line.loose, line.milestones, line.reductions])
    assert (line.step, line.next_milestone) == (None, None)


@pytest.fixture
def denver(district: District) -> District:
    """The times of Denver's phases; 2 and 3 share May 2021."""
    times = ("2020-09/2020-10", "2020-11/2020-12", "2021-01/2021-05", "2021-05/2021-07", "2021-23")
    for number, when in enumerate(times):
        make_phase(district, number, when=when)
    return district


@pytest.mark.usefixtures("denver")
@pytest.mark.parametrize(
    ("day", "current"),
    [
        ("2020-08-31", []),
        ("2020-09-01", [0]),
        ("2020-10-31", [0]),
        ("2020-11-01", [1]),
        ("2021-04-30", [2]),
        ("2021-05-01", [2, 3]),
        ("2021-05-31", [2, 3]),
        ("2021-06-01", [3]),
        ("2021-07-31", [3]),
        ("2021-08-01", []),
        ("2021-08-31", []),
        ("2021-09-01", [4]),
        ("2021-11-30", [4]),
        ("2021-12-01", []),
    ],
)
def test_step_is_the_lowest_numbered_current_phase(day: str, current: list[int]) -> None:
    line = _line(day)
    assert [phase.number for phase in line.current] == current
    assert (line.step.number if isinstance(line.step, PhaseEntry) else None) == next(
        iter(current), None
    )


def test_step_goes_by_number_not_by_time(district: District) -> None:
    make_phase(district, 2, when="2021-01/..")
    make_phase(district, 1, when="2021-04/..")
    step = _line("2021-05-01").step
    assert isinstance(step, PhaseEntry)
    assert step.number == 1


def test_step_between_phases_is_no_milestone(denver: District) -> None:
    _stated(denver, ("under_way", "2021-08-01"))
    make_milestone(denver, when="2021-12")
    assert _line("2021-08-15").step is None


@pytest.mark.parametrize(
    ("day", "step"),
    [
        ("2021-01-31", "Early"),  # next
        ("2021-02-01", "Early"),  # planned for this time
        ("2021-03-01", "Middle"),
        ("2021-04-15", "Stated"),  # under way, though others come sooner in the list
        ("2021-06-15", "Stated"),
    ],
)
def test_step_without_phases_is_what_is_under_way_else_next(
    district: District, day: str, step: str
) -> None:
    make_milestone(district, title="Middle", when="2021-05")
    make_milestone(district, title="Early", when="2021-02")
    make_milestone(district, title="Undated")
    _stated(district, ("under_way", "2021-04-15"), ("done", "2021-07-01"), title="Stated")
    assert str(getattr(_line(day).step, "title", None)) == step


def test_step_without_phases_is_none_where_nothing_is_under_way_or_ahead(
    district: District,
) -> None:
    make_milestone(district, when="2021-05")
    make_milestone(district)
    make_milestone(district, ongoing=True)
    _stated(district, ("done", "2021-05"), when="2021-07")
    assert _line("2021-06-01").step is None


def test_next_milestone_may_be_planned_without_a_time(district: District) -> None:
    planned = _stated(district, ("planned", None))
    step = _line("2021-06-01").step
    assert step is not None
    assert step.record == planned


def test_next_milestone_is_the_earliest_by_its_own_time_or_its_phases(
    district: District,
) -> None:
    phase = make_phase(district, when="2021-06")
    make_milestone(district, title="In the phase, without a time", phase=phase)
    make_milestone(district, title="Second", when="2021-08", phase=phase)
    make_milestone(district, title="As early, but less exact", when="2021-07")
    make_milestone(district, title="First", when="2021-07-01")
    _stated(district, ("cancelled", "2021-05"), title="Canceled", when="2021-06-15")
    make_milestone(district, title="Over", when="2021-05")
    for day, title in [
        ("2021-05-31", "In the phase, without a time"),
        ("2021-06-01", "First"),
        ("2021-06-30", "First"),
        ("2021-07-01", "Second"),
    ]:
        assert str(getattr(_line(day).next_milestone, "title", None)) == title
    assert _line("2021-08-01").next_milestone is None


def test_milestones_are_in_the_order_of_time_then_of_position(district: District) -> None:
    phase = make_phase(district, when="2021")
    times = [("First of all", None), ("June", "2021-06"), ("After June", None), ("May", "2021-05")]
    for owner in ({}, {"phase": phase}, {"phase": phase, "workstream": make_workstream(phase)}):
        for position, (title, when) in enumerate(times):
            make_milestone(district, title=title, when=when, position=position, **owner)
    line = _line("2021-04-30")
    for entries in (
        line.loose,
        line.phases[0].milestones,
        line.phases[0].workstreams[0].milestones,
    ):
        assert _titles(entries) == ["First of all", "May", "June", "After June"]


def test_phase_knows_whether_anybody_said_how_it_turned_out(district: District) -> None:
    silent, half, told, _empty = (make_phase(district, n, when="2021-03") for n in range(4))
    make_milestone(district, phase=silent)
    make_milestone(district, phase=half)
    for phase in (half, told):
        _stated(district, ("done", "2021-03"), phase=phase)
    phases = _line("2021-06-01").phases
    assert [phase.outcomes_unknown for phase in phases] == [True, True, False, True]
    assert [phase.outcomes_known for phase in phases] == [False, True, True, False]
    assert not any(phase.outcomes_unknown for phase in _line("2021-03-01").phases)


def test_reductions_are_in_the_order_of_time_undated_last(district: District) -> None:
    make_milestone(district, title="Undated", reduction_percent=50)
    make_milestone(district, title="All", reduction_percent=100, when="2021-05-28")
    make_milestone(district, title="A quarter", reduction_percent=25, when="2020-12-31")
    make_milestone(district, title="None at all", reduction_percent=0, when="2020-06")
    make_milestone(district, title="No reduction", when="2020-01")
    reductions = _line("2021-04-30").reductions
    assert _titles(reductions) == ["None at all", "A quarter", "All", "Undated"]


def test_phase_entry_bears_its_place_and_word(district: District) -> None:
    for number, when in enumerate(["2021-03", "2021-04", "2021-05", None]):
        make_phase(district, number, when=when)
    phases = _line("2021-04-30").phases
    assert [phase.stage for phase in phases] == [
        PhaseStage.PAST,
        PhaseStage.CURRENT,
        PhaseStage.AHEAD,
        PhaseStage.UNDATED,
    ]
    assert [phase.word for phase in phases] == ["Past", "Now", "Coming up", "Time not known"]

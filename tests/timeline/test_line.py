"""The stops of a district's line, where the day lies on it, and what comes next."""

from datetime import date

import pytest

from districts.models import District
from tests.factories import make_milestone, make_phase
from timeline.entries import PhaseEntry, build_timeline
from timeline.line import Line, Stop, last_known, line_of
from timeline.models import Milestone, MilestoneStatus, Phase
from timeline.standing import PhaseStage

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2021, 4, 30)
DENVER = ("2020-09/2020-10", "2020-11/2020-12", "2021-01/2021-05", "2021-05/2021-07", "2021-23")


def _line(day: str) -> Line:
    on, known_until = date.fromisoformat(day), DAY
    phases, milestones = Phase.objects.all(), Milestone.objects.all()
    return line_of(build_timeline(phases, [], milestones, on, known_until))


def _name(stop: Stop) -> str:
    return str(stop.number) if isinstance(stop, PhaseEntry) else str(stop.title)


@pytest.mark.parametrize(
    ("day", "here"),
    [
        ("2020-08-31", ("0", "before")),
        ("2020-09-01", ("0", "at")),
        ("2021-05-01", ("2", "at")),  # in two at once
        ("2021-06-01", ("3", "at")),
        ("2021-08-15", ("3", "after")),
        ("2021-10-01", ("4", "at")),
        ("2026-11-21", ("4", "after")),
    ],
)
def test_line_has_a_stop_for_each_phase_and_the_day_on_it(
    district: District, day: str, here: tuple[str, str]
) -> None:
    make_milestone(district, when="2021")
    for number, when in enumerate(DENVER):
        make_phase(district, number, when=when)
    line = _line(day)
    assert [_name(stop) for stop in line.stops] == ["0", "1", "2", "3", "4"]
    assert line.here
    assert (_name(line.here.stop), line.here.place) == here


@pytest.mark.parametrize(
    ("day", "here"),
    [
        ("2021-01-01", ("Vote", "before")),
        ("2021-02-15", ("Vote", "at")),
        ("2021-04-01", ("Vote", "after")),
        ("2021-07-01", ("Talks", "after")),
    ],
)
def test_line_without_phases_has_a_stop_for_each_milestone(
    district: District, day: str, here: tuple[str, str]
) -> None:
    make_milestone(district, title="Vote", when="2021-02")
    make_milestone(district, title="Talks", when="2021-06")
    line = _line(day)
    assert [_name(stop) for stop in line.stops] == ["Vote", "Talks"]
    assert line.here
    assert (_name(line.here.stop), line.here.place) == here


@pytest.mark.parametrize("day", ["2021-04-20", "2021-06-15", "2026-11-26"])
def test_nothing_that_is_done_comes_after_the_flag(district: District, day: str) -> None:
    """Not what is done without a date, nor what is done early or while something else goes on."""
    make_milestone(district, title="Talks", when="2021-01/2021-12")
    for title, since in (("Draft", "2021-04-10"), ("Web page", None)):
        make_milestone(district, title="Vote on it", position=1).statuses.create(status="planned")
        done = make_milestone(district, title=title, when=since and "2021-08", position=2)
        done.statuses.create(status="done", since=since)
    stops = _line(day).stops
    stages = [stop.stage for stop in stops if stop.stage is not PhaseStage.UNDATED]
    order = [PhaseStage.PAST, PhaseStage.CURRENT, PhaseStage.AHEAD]
    assert stages == sorted(stages, key=order.index)
    assert str(next(stop.time for stop in stops if _name(stop) == "Draft")) == "2021-04-10"


def test_last_known_step_is_one_with_a_time(district: District) -> None:
    for title, since in (("Vote", "2021-04-10"), ("Web page", None)):
        make_milestone(district, title=title).statuses.create(status="done", since=since)
    timeline = build_timeline([], [], Milestone.objects.all(), DAY, DAY)
    assert str(getattr(last_known(timeline), "title", "")) == "Vote"


def test_line_has_no_flag_where_no_stop_has_a_time(district: District) -> None:
    make_milestone(district)
    assert _line("2021-05-01").here is None


def test_what_comes_next_is_a_milestone_or_a_phase_before_it(district: District) -> None:
    make_phase(district, 1, when="2021-06")
    last = make_phase(district, 2, when="2021-23")
    make_milestone(district, title="Without a time of its own", phase=last)
    for day, coming in [
        ("2021-05-01", "1"),
        ("2021-08-10", "Without a time of its own"),
        ("2021-10-01", None),
    ]:
        found = _line(day).coming
        assert (_name(found) if found else None) == coming


def test_what_is_done_or_canceled_does_not_come_next(district: District) -> None:
    for status in ("done", "cancelled"):
        milestone = make_milestone(district, when="2021-06")
        MilestoneStatus.objects.create(milestone=milestone, status=status, since="2021-04")
    assert _line("2021-05-01").coming is None


def test_stop_is_filled_only_if_somebody_has_said_how_it_turned_out(district: District) -> None:
    make_milestone(district, title="Vote", when="2021-02")
    told = make_milestone(district, title="Talks", when="2021-03")
    MilestoneStatus.objects.create(milestone=told, status="done", since="2021-03")
    assert [stop.drawn for stop in _line("2021-06-01").stops] == ["undated", "past"]

"""The line of a district: its stops, where the day lies on it, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from timeline.entries import PhaseEntry, Timeline
from timeline.milestone_entries import MilestoneEntry
from timeline.order import by_time
from timeline.standing import PhaseStage, Standing

Stop = PhaseEntry | MilestoneEntry

# The standings of past milestones, the best known first.
_KNOWN = (
    (Standing.DONE,),
    (Standing.LATE, Standing.OUTCOME_UNKNOWN),
    (Standing.ONGOING_THEN,),
    (Standing.UNDATED,),
)


@dataclass(frozen=True, slots=True)
class Here:
    """Where the day lies on the line: "at" a stop, or "before" or "after" it."""

    stop: Stop
    place: str


@dataclass(frozen=True, slots=True)
class Line:
    """A district's phases as stops, or its milestones where it has no phases.

    `here` is None where no stop has a known place in time; `coming` is what comes next.
    """

    stops: Sequence[Stop]
    here: Here | None
    coming: Stop | None


def line_of(timeline: Timeline) -> Line:
    stops = timeline.phases or timeline.loose
    return Line(stops, _here(stops), _coming(timeline))


def last_known(timeline: Timeline) -> MilestoneEntry | None:
    """The last milestone of no phase that is done; else the last of which anything is known. One
    whose time is not known comes before all others."""
    for standings in _KNOWN:
        if found := [entry for entry in timeline.loose if entry.standing in standings]:
            return max(reversed(found), key=_last_day)
    return None


def _last_day(entry: MilestoneEntry) -> date:
    when = entry.time or entry.stated_since
    return when.lower if when else date.min


def _here(stops: Sequence[Stop]) -> Here | None:
    if running := [stop for stop in stops if stop.stage is PhaseStage.CURRENT]:
        return Here(running[0], "at")
    last: Stop | None = None
    for stop in stops:
        if stop.stage is PhaseStage.AHEAD:
            return Here(last, "after") if last else Here(stop, "before")
        last = stop if stop.stage is PhaseStage.PAST else last
    return Here(last, "after") if last else None


def _coming(timeline: Timeline) -> Stop | None:
    """The next milestone, or a phase that begins before it."""
    candidates: list[Stop | None] = [timeline.next_milestone, *timeline.phases]
    ahead = [each for each in candidates if each and each.stage is PhaseStage.AHEAD]
    return min(ahead, key=by_time, default=None)

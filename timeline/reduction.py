"""How far a district reduces its SROs over time, as a chart."""

from dataclasses import dataclass

from timeline.charts import Axis, ReductionPoint, Segment, axis_of, step_line
from timeline.entries import Timeline
from timeline.milestone_entries import MilestoneEntry
from timeline.standing import Standing


@dataclass(frozen=True, slots=True)
class ReductionChart:
    """How far SROs are reduced over the years; steps without a time are in `entries` alone."""

    axis: Axis | None
    marker: float | None
    lines: list[Segment]
    entries: list[MilestoneEntry]


def reduction_chart(timeline: Timeline) -> ReductionChart:
    entries = timeline.reductions
    axis = axis_of(entry.when for entry in entries if entry.when)
    if axis is None:
        return ReductionChart(None, None, [], entries)
    steps = [
        ReductionPoint(
            entry.when.lower,
            entry.record.reduction_percent or 0,
            entry.standing is Standing.DONE,
        )
        for entry in entries
        if entry.when
    ]
    return ReductionChart(axis, axis.marker(timeline.day), step_line(axis, steps), entries)

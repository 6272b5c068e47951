"""The geometry of a district's charts: from dates to percentages of a width or height.

Pure: it knows neither models nor languages. It contains no text, so that one drawing serves every
language; the pages mirror it for languages that are written from right to left.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from languages.edtf import PartialDate

MOST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole years from `first` to the end of `last`, labeled by `columns` of equal width."""

    first: int
    last: int
    columns: tuple[int, ...]

    def at(self, day: date) -> float:
        """Where a day begins on the axis, in percent of its width."""
        start, end = date(self.first, 1, 1), date(self.last + 1, 1, 1)
        return round(100 * (day - start).days / (end - start).days, 2)

    def marker(self, day: date) -> float | None:
        """The position of a day in percent of the width, None if it is outside the axis."""
        return self.at(day) if self.first <= day.year <= self.last else None


@dataclass(frozen=True, slots=True)
class ReductionPoint:
    """From `day` on SROs are reduced by `percent`; `happened` if the district has said so."""

    day: date
    percent: int
    happened: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A line between two points, in percent of width and height, measured from the top."""

    x1: float
    y1: float
    x2: float
    y2: float
    happened: bool


def axis_of(periods: Iterable[PartialDate]) -> Axis | None:
    """An axis of all years that the periods touch; None if there are no periods."""
    found = list(periods)
    if not found:
        return None
    first = min(period.lower.year for period in found)
    last = max((period.upper or period.lower).year for period in found)
    years = last - first + 1
    each = -(-years // MOST_LABELS)
    columns = tuple(range(first, last + 1, each))
    return Axis(first, columns[-1] + each - 1, columns)


def step_line(axis: Axis, steps: Sequence[ReductionPoint]) -> list[Segment]:
    """The line of a reduction: level from the left, up at each step, level to the right edge.

    `steps` are in order of time. The level before the first step is known, so it counts as
    happened; each later part is drawn like the step that leads to it.
    """
    segments: list[Segment] = []
    x, y, happened = 0.0, 100.0, True
    for step in steps:
        there, level = axis.at(step.day), 100.0 - step.percent
        segments.append(Segment(x, y, there, y, happened))
        segments.append(Segment(there, y, there, level, step.happened))
        x, y, happened = there, level, step.happened
    return [*segments, Segment(x, y, 100.0, y, happened)]

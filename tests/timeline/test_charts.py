"""The geometry of the charts."""

from datetime import date

import pytest

from languages.edtf import parse
from timeline.charts import Axis, ReductionPoint, Segment, axis_of, step_line

TWO_YEARS = Axis(2020, 2021, (2020, 2021))


def test_axis_reaches_over_whole_years() -> None:
    assert axis_of([parse("2020-09/2020-10"), parse("2021-23")]) == TWO_YEARS


def test_axis_of_nothing_is_none() -> None:
    assert axis_of([]) is None


def test_axis_of_many_years_has_few_columns_of_equal_width() -> None:
    axis = axis_of([parse("2001"), parse("2013")])
    assert axis is not None
    assert axis.columns == (2001, 2004, 2007, 2010, 2013)
    assert axis.last == 2015


def test_axis_of_a_winter_reaches_into_the_next_year() -> None:
    axis = axis_of([parse("2021-24")])
    assert axis is not None
    assert (axis.first, axis.last) == (2021, 2022)


@pytest.mark.parametrize(
    ("day", "at"),
    [
        (date(2020, 1, 1), 0),
        (date(2021, 1, 1), 50.07),  # 366 of 731 days: 2020 is a leap year
        (date(2021, 12, 31), 99.86),
    ],
)
def test_marker_lies_on_its_day(day: date, at: float) -> None:
    assert TWO_YEARS.marker(day) == at


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2022, 1, 1)])
def test_marker_outside_the_axis_is_none(day: date) -> None:
    assert TWO_YEARS.marker(day) is None


def test_step_line_is_level_then_up_then_level() -> None:
    steps = [
        ReductionPoint(date(2021, 1, 1), 25, happened=True),
        ReductionPoint(date(2021, 7, 2), 100, happened=False),
    ]
    assert step_line(TWO_YEARS, steps) == [
        Segment(0, 100, 50.07, 100, True),
        Segment(50.07, 100, 50.07, 75, True),
        Segment(50.07, 75, 74.97, 75, True),
        Segment(74.97, 75, 74.97, 0, False),
        Segment(74.97, 0, 100, 0, False),
    ]

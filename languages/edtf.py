"""Partial dates: the part of EDTF (ISO 8601-2, level 1) that a district's timeline needs.

A year, month, day or season (`2021`, `2021-05`, `2021-05-10`, `2021-23`), an interval of any two
of them (`2020-09/2020-10`), or one that has no known end (`2021-05/..`). Seasons are those of the
northern hemisphere in whole months: spring (21) is March to May, summer (22) June to August, fall
(23) September to November, winter (24) December of its year to the end of February of the next.
An unknown date is None, never a PartialDate.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

YEARS = range(1900, 2200)
SEASONS = range(21, 25)
_SINGLE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# How many months a precision covers, and how many months before January its count begins.
_MONTHS = {"month": (1, 0), "season": (3, 1), "year": (12, 0)}


class EDTFError(ValueError):
    """The text is not a partial date; the message says why, in plain English."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A time as exactly as it is known, made by `parse`.

    `lower` and `upper` are its first and last day, both included; `upper` is None if no end is
    known. `precision` is "day", "month", "season" or "year", two of them ("month/season") for an
    interval, or one and "open" ("month/open").
    """

    lower: date
    upper: date | None
    precision: str

    def __str__(self) -> str:
        """The canonical EDTF text."""
        if not self.is_interval:
            return _text(self.lower, self.precision)
        return f"{self.start}/{self.end or '..'}"

    @property
    def is_interval(self) -> bool:
        """Whether it was written with two ends, the second of which may be open."""
        return "/" in self.precision

    @property
    def is_school_year(self) -> bool:
        """Whether it is the months of a school year, from August to June: "2021-08/2022-06"."""
        year = self.lower.year
        return str(self) == f"{year}-08/{year + 1}-06"

    @property
    def is_open(self) -> bool:
        """Whether its end is not known."""
        return self.upper is None

    @property
    def start(self) -> "PartialDate":
        """Its beginning as a single date; a date that is no interval is its own start."""
        precision = self.precision.partition("/")[0]
        return PartialDate(*_around(self.lower, precision), precision)

    @property
    def end(self) -> "PartialDate | None":
        """Its end as a single date; None if it is open."""
        if self.upper is None:
            return None
        precision = self.precision.rpartition("/")[2]
        return PartialDate(*_around(self.upper, precision), precision)

    def surely_from(self, known_until: date) -> date:
        """The first day on which what began on this date has certainly begun.

        Something that began "in May" has begun by the end of May, or by the day `known_until` on
        which it was confirmed, if that is earlier.
        """
        last = self.start.upper or self.lower
        return min(known_until, last) if known_until >= self.lower else last

    def contains(self, day: date) -> bool:
        """Whether `day` lies within it, its first and last day included; an open one never ends."""
        return self.lower <= day and (self.upper is None or day <= self.upper)

    def is_over(self, day: date) -> bool:
        """Whether its last day is before `day`; never true of an open one."""
        return self.upper is not None and self.upper < day

    def is_ahead(self, day: date) -> bool:
        """Whether its first day is after `day`."""
        return day < self.lower


@lru_cache(maxsize=4096)
def parse(text: str) -> PartialDate:
    """Read EDTF text such as "2021-05/.."; raises EDTFError if it is not valid."""
    first, slash, last = text.partition("/")
    start = lower, upper, precision = _single(first)
    if not slash:
        return PartialDate(*start)
    if last == "..":
        return PartialDate(lower, None, f"{precision}/open")
    end = end_lower, end_upper, end_precision = _single(last)
    if start == end:
        raise EDTFError("The start and end are the same. Enter one date.")
    if lower > end_lower or upper > end_upper:
        raise EDTFError("The end is before the start.")
    return PartialDate(lower, end_upper, f"{precision}/{end_precision}")


def _single(text: str) -> tuple[date, date, str]:
    """First day, last day and precision of what is not an interval."""
    match = _SINGLE.fullmatch(text)
    if not match or int(match[1]) not in YEARS:
        raise EDTFError(f"“{text}” is not an EDTF date from {YEARS[0]} to {YEARS[-1]}.")
    year = int(match[1])
    month, day = (int(part) if part else None for part in match.groups()[1:])
    if month and month in SEASONS and day is None:
        return *_around(date(year, (month - 20) * 3, 1), "season"), "season"
    precision = "year" if month is None else "month" if day is None else "day"
    try:
        known = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as error:
        raise EDTFError(f"“{text}” is not in the calendar.") from error
    return *_around(known, precision), precision


def _around(day: date, precision: str) -> tuple[date, date]:
    """First and last day of the day, month, season or year that `day` lies in."""
    if precision == "day":
        return day, day
    length, offset = _MONTHS[precision]
    count = day.year * 12 + day.month - 1
    first = (count + offset) // length * length - offset
    return _month_start(first), _month_start(first + length) - timedelta(days=1)


def _month_start(count: int) -> date:
    """The first day of a month that is counted from January of the year 0."""
    return date(count // 12, count % 12 + 1, 1)


def _text(day: date, precision: str) -> str:
    """EDTF of the single date that starts on `day`."""
    if precision == "season":
        return f"{day.year}-{20 + day.month // 3}"
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[precision]]


def narrows(was: PartialDate | None, now: PartialDate | None) -> bool:
    """Whether all days of `now` lie within those of `was`.

    Any time narrows an unknown one; an unknown time narrows no known one.
    """
    if was is None or now is None:
        return was is None and now is not None
    ends = was.upper is None or (now.upper is not None and now.upper <= was.upper)
    return was.lower <= now.lower and ends

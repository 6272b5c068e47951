"""Moves partial dates by days, weeks or months, as exactly as they are known.

Pure. A time that is known only as a month does not become another one by three weeks: it stays
until somebody says by how many months it moves.
"""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from languages.edtf import EDTFError, PartialDate, parse


class Span(StrEnum):
    """What an amount counts."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


_WHOLE = {"month": 1, "season": 3, "year": 12}  # months in each precision


def shifted(when: PartialDate, amount: int, span: Span) -> PartialDate | None:
    """The time `amount` later, negative for earlier; None if it is not known that exactly.

    Months move a season by whole seasons alone, and a year by whole years. Of a month with fewer
    days, it is the last day.
    """
    ends = [when.start] if when.end is None or not when.is_interval else [when.start, when.end]
    moved = [_single(each, amount, span) for each in ends]
    if None in moved:
        return None
    texts = [str(each) for each in moved]
    try:
        return parse("/".join([*texts, ".."] if when.is_open else texts))
    except EDTFError:  # beyond the years that a date may have
        return None


def _single(when: PartialDate, amount: int, span: Span) -> PartialDate | None:
    day = when.lower
    if span is Span.MONTHS:
        if amount % _WHOLE.get(when.precision, 1):
            return None
        return _from(_months_later(day, amount), when.precision)
    if when.precision != "day":
        return None
    days = amount * 7 if span is Span.WEEKS else amount
    return _from(day + timedelta(days=days), "day")


def _from(day: date, precision: str) -> PartialDate:
    return PartialDate(day, day, precision)


def _months_later(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))

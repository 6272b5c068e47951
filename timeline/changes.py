"""How a stated time has moved, computed from recorded slips and a day.

Pure. Slips are sorted by the day of their announcement. A slip that is announced after a day does
not count on that day, so the time from before that slip applies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from languages.edtf import PartialDate
from languages.texts import Text


@dataclass(frozen=True, slots=True)
class Slip:
    """A time was replaced by another one, as announced on a day; None is unknown."""

    was: PartialDate | None
    announced_on: date
    why: Text


@dataclass(frozen=True, slots=True)
class Move:
    """A slip with the time before it and the one that applied until the next; None is unknown."""

    slip: Slip
    was: PartialDate | None
    now: PartialDate | None


def time_on(when: PartialDate | None, slips: Sequence[Slip], day: date) -> PartialDate | None:
    """The time as it was known on `day`, if `when` is the latest time."""
    return next((slip.was for slip in slips if slip.announced_on > day), when)


def moves_until(when: PartialDate | None, slips: Sequence[Slip], day: date) -> list[Move]:
    """The slips announced by `day`, in order.

    A time corrected or narrowed after a slip replaces the slip's new time; a slip that a correction
    took back completely is left out.
    """
    known = [slip for slip in slips if slip.announced_on <= day]
    times = [*(slip.was for slip in known), time_on(when, slips, day)]
    moves = zip(known, pairwise(times), strict=True)
    return [Move(slip, was, now) for slip, (was, now) in moves if was != now]

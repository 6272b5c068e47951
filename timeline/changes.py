"""How a stated time has moved: computed from recorded slips and a day.

Pure. Slips come in the order in which they were announced. A slip that is announced after a day
has not happened on it, so the time on that day is the one from before that slip.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from languages.edtf import PartialDate
from languages.texts import Text


@dataclass(frozen=True, slots=True)
class Slip:
    """That a time was given up for another, as announced on a day; None is unknown."""

    was: PartialDate | None
    announced_on: date
    why: Text


@dataclass(frozen=True, slots=True)
class Move:
    """A slip, with the time before it and the one that held until the next; None is unknown."""

    slip: Slip
    was: PartialDate | None
    now: PartialDate | None


def time_on(when: PartialDate | None, slips: Sequence[Slip], day: date) -> PartialDate | None:
    """The time as it stood on `day`, of something that `when` is the latest time of."""
    return next((slip.was for slip in slips if slip.announced_on > day), when)


def moves_until(when: PartialDate | None, slips: Sequence[Slip], day: date) -> list[Move]:
    """The slips announced by `day`, in order.

    A time corrected or narrowed after a slip counts as the one that the slip led to; a slip that
    a correction took back altogether is none.
    """
    known = [slip for slip in slips if slip.announced_on <= day]
    times = [*(slip.was for slip in known), time_on(when, slips, day)]
    moves = zip(known, pairwise(times), strict=True)
    return [Move(slip, was, now) for slip, (was, now) in moves if was != now]


def narrows(was: PartialDate | None, now: PartialDate | None) -> bool:
    """Whether the days of `now` all lie within those of `was`.

    A time that is unknown has no bounds to leave; nothing known narrows to unknown.
    """
    if was is None or now is None:
        return was is None and now is not None
    ends = was.upper is None or (now.upper is not None and now.upper <= was.upper)
    return was.lower <= now.lower and ends

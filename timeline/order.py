"""The order in which the steps of a district are shown.

Pure: it looks only at the time and the stage of each.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Protocol, TypeVar

from languages.edtf import PartialDate
from timeline.standing import PhaseStage


class Step(Protocol):
    """A phase or a milestone; `when` is its own time, `time` perhaps that of its phase."""

    @property
    def when(self) -> PartialDate | None: ...
    @property
    def time(self) -> PartialDate | None: ...
    @property
    def stage(self) -> PhaseStage: ...


S = TypeVar("S", bound=Step)
_RANKS = {PhaseStage.PAST: 0, PhaseStage.CURRENT: 1, PhaseStage.AHEAD: 2}


def by_time(step: Step) -> tuple[date, date]:
    """A key: the earlier first; of two that begin alike the more exact one; without a time last."""
    if step.time is None:
        return date.max, date.max
    return step.time.lower, step.time.upper or date.max


def in_order(steps: Iterable[S]) -> list[S]:
    """By their own times; one that has none stays behind the one that it was listed behind."""
    return _sorted(steps, lambda step: by_time(step) if step.when else None, (date.min, date.min))


def over_first(steps: Iterable[S]) -> list[S]:
    """What is over, then what is going on, then what is ahead, so that a day divides them.

    One of which it is not known where it belongs stays behind the one before it.
    """
    return _sorted(steps, lambda step: _RANKS.get(step.stage), 0)


def _sorted(steps: Iterable[S], key_of: Callable[[S], Any], first: Any) -> list[S]:
    """By their keys; one without a key has that of the one before it, or else `first`."""
    keyed, key = [], first
    for step in steps:
        own = key_of(step)
        key = key if own is None else own
        keyed.append((key, step))
    return [step for _, step in sorted(keyed, key=lambda pair: pair[0])]

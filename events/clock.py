"""The clock on the wall of a place: which instant a time of day means there, if any."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class NoSuchTimeError(ValueError):
    """The clock was set forward over this time, so that it never came."""


@dataclass(frozen=True, slots=True)
class Instant:
    """`at` is in UTC; `twice` that the clock was set back and showed this time a second time."""

    at: datetime
    twice: bool


def instant(local: datetime, zone: ZoneInfo) -> Instant:
    """The instant of a naive local time, the first where there are two. Raises NoSuchTimeError."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    at = first.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) != local.replace(fold=0):
        raise NoSuchTimeError
    return Instant(at, twice=first.utcoffset() != second.utcoffset())

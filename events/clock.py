"""The clock on the wall of a place: which instants a time of day means there."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def instants(local: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants, in UTC and in order, at which the clock of `zone` shows a naive local time.

    None where the clock was set forward over it, two where it was set back and showed it again.
    """
    folds = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    shown = (at for at in folds if at.astimezone(zone).replace(tzinfo=None) == local)
    return tuple(sorted(set(shown)))

"""Converts a clock time at a place to the instants that it can mean."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def instants(local: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants, in UTC and in order, at which clocks in `zone` show a naive local time.

    None if the clock skips it (set forward), two if the clock shows it twice (set back).
    """
    folds = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    shown = (at for at in folds if at.astimezone(zone).replace(tzinfo=None) == local)
    return tuple(sorted(set(shown)))

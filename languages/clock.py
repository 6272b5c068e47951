"""Converts a clock time at a place to the instants that it can mean."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from languages.edtf import YEARS

DAY = timedelta(hours=24)  # a meeting that lasts longer is more often than not a slip


def check_year(at: datetime) -> None:
    """Raise ValidationError (code "year") for a year outside those of partial dates."""
    if at.year not in YEARS:
        said = f"The year {at.year} is out of range. Enter a year from {YEARS[0]} to {YEARS[-1]}."
        raise ValidationError(said, code="year")


def instants(local: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants, in UTC and in order, at which clocks in `zone` show a naive local time.

    None if the clock skips it (set forward) or its year is out of range, two if the clock shows it
    twice (set back).
    """
    if local.year not in YEARS:
        return ()
    folds = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    shown = (at for at in folds if at.astimezone(zone).replace(tzinfo=None) == local)
    return tuple(sorted(set(shown)))


def day_of(now: datetime) -> date:
    """The date at the instant `now` twelve hours west of UTC, where each day ends last.

    So a meeting of this evening does not count as past, whatever its district's time zone.
    """
    return (now - timedelta(hours=12)).astimezone(UTC).date()


def last_today(now: datetime) -> date:
    """The latest date that it is anywhere at the instant `now`: days begin first 14 hours east."""
    return (now + timedelta(hours=14)).astimezone(UTC).date()

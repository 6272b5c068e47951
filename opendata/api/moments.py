"""The moment that `?at=` asks about."""

from datetime import UTC, date, datetime, time, tzinfo

FIRST, LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class NotAMomentError(ValueError):
    """`?at=` holds neither a day nor a moment; the message says how to write one."""


def moment_from(text: str, zone: tzinfo) -> datetime:
    """The moment in `2026-05-03T12:00:00Z`, or the end of the day `2026-05-03` in `zone`.

    Raises NotAMomentError.
    """
    try:
        if len(text) == len("2026-05-03"):
            return _in_utc(datetime.combine(date.fromisoformat(text), time.max, zone))
        # In a query, a plus sign stands for a space.
        found = datetime.fromisoformat(text.replace(" ", "+"))
        if found.tzinfo:
            return _in_utc(found)
    except ValueError:
        pass
    said = "Write a day such as 2026-05-03, or a moment with its time zone such as "
    raise NotAMomentError(f"{said}2026-05-03T12:00:00Z.")


def _in_utc(moment: datetime) -> datetime:
    """Of years that Python does not know, the nearest moment that it knows."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return FIRST if moment.year == 1 else LAST

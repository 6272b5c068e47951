"""The moment that `?at=` asks about."""

from datetime import UTC, datetime, timedelta, tzinfo

from publishing.pages import NotADay, day_from


class NotAMomentError(ValueError):
    """`?at=` holds neither a day nor a moment; the message says how to write one."""


def moment_from(text: str, zone: tzinfo) -> datetime:
    """The moment in `2026-05-03T12:00:00Z`, or the end of the day `2026-05-03` in `zone`.

    Raises NotAMomentError.
    """
    try:
        next_day = day_from(text) + timedelta(days=1)
        start = datetime(next_day.year, next_day.month, next_day.day, tzinfo=zone)
        return (start - timedelta(microseconds=1)).astimezone(UTC)
    except NotADay:
        pass
    try:
        # In a query, a plus sign stands for a space.
        found = datetime.fromisoformat(text.replace(" ", "+"))
        if found.tzinfo:
            return found.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    said = "Write a day such as 2026-05-03, or a moment with its time zone such as "
    raise NotAMomentError(f"{said}2026-05-03T12:00:00Z.")

"""The time zones of the United States, and when their clocks are set."""

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo


def zones() -> list[str]:
    """Every zone of the United States and its territories."""
    table = files("tzdata.zoneinfo").joinpath("zone.tab").read_text()
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return [row[2] for row in rows if row[0] in {"US", "PR", "GU", "VI", "AS", "MP"}]


def set_within(times: list[datetime], zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """Those that follow each other and between which the clock is set."""
    offsets = [at.astimezone(zone).utcoffset() for at in times]
    both = zip(pairwise(times), pairwise(offsets), strict=True)
    return [pair for pair, (before, after) in both if before != after]


def changes(zone: ZoneInfo) -> list[datetime]:
    """The hours of 2021 at which the clock is set, in UTC; where it never is, when others do."""
    days = [datetime(2021, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(366)]
    hours = [day + timedelta(hours=n) for day, _ in set_within(days, zone) for n in range(25)]
    found = [at for _, at in set_within(hours, zone)]
    return found or [datetime(2021, 3, 14, 10, tzinfo=UTC), datetime(2021, 11, 7, 9, tzinfo=UTC)]

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from events.clock import NoSuchTimeError, instant

DENVER = ZoneInfo("America/Denver")


def test_a_time_of_day_is_an_instant_in_its_zone() -> None:
    found = instant(datetime(2021, 4, 15, 18, 0), DENVER)  # noqa: DTZ001 - a clock on a wall
    assert (found.at, found.twice) == (datetime(2021, 4, 16, 0, 0, tzinfo=UTC), False)


@pytest.mark.parametrize(("hour", "minute"), [(2, 0), (2, 59)])
def test_a_time_that_the_clock_skips_is_refused(hour: int, minute: int) -> None:
    with pytest.raises(NoSuchTimeError):
        instant(datetime(2021, 3, 14, hour, minute), DENVER)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("hour", "minute", "twice"), [(0, 59, False), (1, 0, True), (1, 59, True), (2, 0, False)]
)
def test_the_first_of_two_equal_times_is_taken(hour: int, minute: int, twice: bool) -> None:
    found = instant(datetime(2021, 11, 7, hour, minute), DENVER)  # noqa: DTZ001
    assert found.twice == twice
    assert found.at.hour == hour + (7 if hour == 2 else 6)

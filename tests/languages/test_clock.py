from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from languages.clock import instants

DENVER = ZoneInfo("America/Denver")


def test_a_time_of_day_is_an_instant_in_its_zone() -> None:
    found = instants(datetime(2021, 4, 15, 18, 0), DENVER)  # noqa: DTZ001 - a clock on a wall
    assert found == (datetime(2021, 4, 16, 0, 0, tzinfo=UTC),)


@pytest.mark.parametrize(("hour", "minute"), [(2, 0), (2, 59)])
def test_a_time_that_the_clock_skips_is_no_instant(hour: int, minute: int) -> None:
    assert instants(datetime(2021, 3, 14, hour, minute), DENVER) == ()  # noqa: DTZ001


@pytest.mark.parametrize(
    ("hour", "minute", "hours"), [(0, 59, [6]), (1, 0, [7, 8]), (1, 59, [7, 8]), (2, 0, [9])]
)
def test_a_time_that_the_clock_shows_twice_is_two_instants_in_order(
    hour: int, minute: int, hours: list[int]
) -> None:
    found = instants(datetime(2021, 11, 7, hour, minute), DENVER)  # noqa: DTZ001
    assert [at.hour for at in found] == hours

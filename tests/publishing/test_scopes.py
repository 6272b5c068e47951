from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from publishing.kept_pages.versions import Reading, Sums
from publishing.scopes import Scope, district_scope, site_scope

DENVER = ZoneInfo("America/Denver")


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2021-04-15T12:00", "2021-04-16T06:00"),
        ("2021-04-15T05:59", "2021-04-15T06:00"),
        ("2021-04-15T06:00", "2021-04-16T06:00"),
        ("2021-03-13T12:00", "2021-03-14T07:00"),
        ("2021-03-14T12:00", "2021-03-15T06:00"),  # a day of 23 hours
        ("2021-11-07T06:30", "2021-11-08T07:00"),  # a day of 25 hours
    ],
)
def test_a_districts_page_holds_until_its_midnight(now: str, until: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    end = datetime.fromisoformat(until).replace(tzinfo=UTC)
    assert district_scope(7, DENVER, moment) == Scope(7, end.timestamp())


@pytest.mark.parametrize(
    ("zone", "now", "until"),
    [
        ("America/Havana", "2021-03-13T12:00", "2021-03-14T05:00"),  # 00:00 to 01:00 is left out
        ("America/Havana", "2021-11-06T12:00", "2021-11-07T04:00"),  # 00:00 to 01:00 comes twice
        ("America/Asuncion", "2021-03-27T12:00", "2021-03-28T04:00"),  # 23:00 to 24:00 comes twice
    ],
)
def test_a_day_ends_at_the_first_moment_of_the_next_one(zone: str, now: str, until: str) -> None:
    moment, place = datetime.fromisoformat(now).replace(tzinfo=UTC), ZoneInfo(zone)
    ends = datetime.fromtimestamp(district_scope(7, place, moment).until, UTC)
    assert ends == datetime.fromisoformat(until).replace(tzinfo=UTC)
    days = [(ends + timedelta(seconds=each)).astimezone(place).day for each in (-1, 0)]
    assert days[0] != days[1]


def test_a_page_of_many_districts_holds_until_a_day_may_end_somewhere() -> None:
    moment = datetime(2021, 4, 15, 18, 14, 59, 999999, tzinfo=UTC)
    assert site_scope(moment).until == datetime(2021, 4, 15, 18, 15, tzinfo=UTC).timestamp()
    assert (
        site_scope(moment.replace(minute=15)).until
        == moment.replace(minute=30, second=0, microsecond=0).timestamp()
    )


@pytest.mark.parametrize(("key", "until"), [(1, 50.0), (2, 30.0), (3, 60.0), (None, 30.0)])
def test_a_page_holds_no_longer_than_until_something_of_it_is_published(
    key: int | None, until: float
) -> None:
    reading = Reading(Sums({}), Sums({}), scheduled={1: 50.0, 2: 30.0})
    assert reading.limited(Scope(key, 60.0)) == Scope(key, until)
    assert reading.limited(Scope(key, 20.0)) == Scope(key, 20.0)

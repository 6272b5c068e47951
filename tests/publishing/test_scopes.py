from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

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
    assert district_scope(7, DENVER, moment, None) == Scope(7, end.timestamp())


def test_a_page_of_many_districts_holds_until_a_day_may_end_somewhere() -> None:
    moment = datetime(2021, 4, 15, 18, 14, 59, 999999, tzinfo=UTC)
    assert site_scope(moment, None).until == datetime(2021, 4, 15, 18, 15, tzinfo=UTC).timestamp()
    assert (
        site_scope(moment.replace(minute=15), None).until
        == moment.replace(minute=30, second=0, microsecond=0).timestamp()
    )


def test_a_page_of_a_day_that_was_asked_for_does_not_change_with_the_time() -> None:
    day, now = date(2021, 4, 15), datetime(2021, 4, 15, tzinfo=UTC)
    assert district_scope(7, DENVER, now, day) == Scope(7, None)
    assert site_scope(now, day) == Scope(None, None)

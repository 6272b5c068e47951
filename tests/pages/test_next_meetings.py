"""Which of the meetings to come the home page and the handout show.

Home begins with the one that a family would go to; then come those that are canceled before it.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts.models import District
from tests.factories import make_district, make_meeting

pytestmark = pytest.mark.django_db
START = datetime(2021, 4, 16, tzinfo=UTC)


def make_meetings(plan: str) -> District:
    """A meeting a day, from April 15, 2021: "c" a canceled one, "h" one that is held."""
    district = make_district()
    for number, letter in enumerate(plan):
        starts = START + timedelta(days=number)
        status = "cancelled" if letter == "c" else "confirmed"
        times = {"starts_at": starts, "ends_at": starts + timedelta(hours=1)}
        words = {"title": f"Meeting {number}", "status": status}
        make_meeting(district, f"meeting-{number}", **words, **times)
    return district


def shown(client: Client, page: str = "") -> list[int]:
    html = client.get(f"/en/denver/{page}?on=2021-04-15").content.decode()
    return [int(number) for number in re.findall(r"Meeting (\d+)", html)]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("", []),
        ("h", [0]),
        ("hh", [0]),
        ("hc", [0]),
        ("chh", [1, 0]),
        ("cch", [2, 0, 1]),
        ("ccch", [3, 0, 1]),
        ("cccchh", [4, 0, 1]),
        ("c" * 30 + "h", [30, 0, 1]),
        ("ccccc", [0, 1]),
    ],
)
def test_home_shows_the_next_meeting_that_is_held(
    client: Client, plan: str, expected: list[int]
) -> None:
    make_meetings(plan)
    assert shown(client) == expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("hhhh", [0, 1]),
        ("chhhh", [0, 1, 2]),
        ("cccchhhh", [0, 1, 4, 5]),
        ("hc", [0, 1]),
    ],
)
def test_handout_shows_the_next_two_that_are_held(
    client: Client, plan: str, expected: list[int]
) -> None:
    make_meetings(plan)
    assert shown(client, "handout/") == expected


@pytest.mark.parametrize("page", ["", "handout/"])
def test_canceled_meetings_cost_no_queries(client: Client, page: str) -> None:
    counts = []
    for plan in ("ch", "cccccccccch"):
        District.objects.all().delete()
        make_meetings(plan)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert shown(client, page)
        counts.append(len(queries))
    assert counts[0] == counts[1]

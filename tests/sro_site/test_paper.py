"""What a sheet has room for: long words never take a second page."""

from datetime import date

import pytest

from districts.models import School
from districts.standing import SchoolEntry, SchoolStanding
from languages.edtf import parse
from sro_site.paper import LETTERS_OF_NAMES, NAMES, STOPS, alike, coming, fitting, stops
from tests import factories
from timeline.entries import build_timeline
from timeline.line import line_of
from timeline.models import Milestone, Phase

pytestmark = pytest.mark.once


def entries(count: int, standing: SchoolStanding, name: str = "") -> list[SchoolEntry]:
    return [SchoolEntry(School(name=name), standing, parse("2021")) for _ in range(count)]


def test_schools_that_stand_alike_are_together_and_no_more_than_fit() -> None:
    mixed = [*entries(3, SchoolStanding.UNKNOWN), *entries(NAMES, SchoolStanding.WITHOUT_SRO)]
    found = {each.first.standing: (len(each.schools), each.more) for each in alike(mixed[::-1])}
    assert sum(named for named, _ in found.values()) == NAMES
    assert sum(named + more for named, more in found.values()) == NAMES + 3
    assert alike([]) == []


@pytest.mark.parametrize(
    ("letters", "room", "named"),
    [(LETTERS_OF_NAMES // 2, 999, 2), (LETTERS_OF_NAMES + 1, 999, 0), (30, 70, 2), (30, -1, 0)],
)
def test_long_names_of_schools_are_fewer(letters: int, room: int, named: int) -> None:
    (group,) = alike(entries(4, SchoolStanding.WITH_SRO, "x" * letters), room)
    assert (len(group.schools), group.more) == (named, 4 - named)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("letters", "shown"), [(9, [0, 1, 2, 3, 4]), (70, [1, 2, 3]), (110, [2, 3]), (200, [2])]
)
def test_long_phases_are_fewer_and_the_current_one_stays(letters: int, shown: list[int]) -> None:
    district = factories.make_district()
    for number in range(STOPS):
        title, when = "x" * letters, f"2021-{number + 2:02}"
        factories.make_phase(district, number, title=title, when=when)
        factories.make_milestone(district, title="y" * letters, when="2021-10", position=number)
    day = date(2021, 4, 15)
    timeline = build_timeline(Phase.objects.all(), [], Milestone.objects.all(), day, day)
    assert [getattr(stop, "number", None) for stop in stops(line_of(timeline))] == shown
    assert len(coming(timeline)) == (2 if letters < 100 else 1)
    assert fitting([], 2, 9) == []

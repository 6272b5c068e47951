"""What a report calls the texts of a file."""

from typing import Any

import pytest

from desk.exchange.keys import Key
from desk.exchange.titles import titles
from desk.interface.models import InterfaceText
from events.models import Meeting
from tests.desk.interface.catalogs import make_text
from tests.factories import make_district, make_meeting, make_phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def named(record: Any, field: str) -> str:
    key = str(Key(type(record), record.pk, field))
    return titles([key])[key]


def test_a_text_is_named_as_people_say_it() -> None:
    district = make_district()
    # In Denver it is still the day before.
    meeting = make_meeting(district, starts_at="2021-05-19T01:00Z", ends_at="2021-05-19T02:00Z")
    assert named(meeting, "title") == "Denver, meeting of May 18, 2021, title"
    phase = make_phase(district, 2, title="Planning")
    assert named(phase, "title") == "Denver, phase “2 · Planning”, title"
    assert named(district, "summary") == "Denver, summary"
    text = make_text("Name of the school")
    assert named(text, "text") == "text of the interface “Name of the school”"


def test_what_does_not_exist_has_no_name() -> None:
    keys = [Key(Meeting, 5, "title"), Key(InterfaceText, 5, "text")]
    assert titles([*map(str, keys), "unknown", "a.b/1/c"]) == {}


def test_many_texts_are_named_at_once(django_assert_num_queries: Any) -> None:
    for slug in ("denver", "boston"):
        district = make_district(slug)
        phases = [make_phase(district, number) for number in range(1, 4)]
    with django_assert_num_queries(2):
        assert len(titles(str(Key(type(each), each.pk, "title")) for each in phases)) == 3

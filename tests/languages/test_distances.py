"""How far away a day is, in words."""

from datetime import date

import pytest
from django.utils.translation import override

from languages.distances import days_until, say_distance
from languages.edtf import parse
from languages.registry import LANGUAGES

TODAY = date(2021, 4, 15)


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2021-04-14", None),
        ("2021-04-15", 0),
        ("2021-04-16", 1),
        ("2021-05-10", 25),
        ("2021-05-10/2021-06", 25),
        ("2021-05", None),
        ("2021-05/2021-06-01", None),
    ],
)
def test_distance_is_known_to_the_day_or_not_at_all(when: str, days: int | None) -> None:
    assert days_until(parse(when), TODAY) == days


@pytest.mark.parametrize(
    ("days", "said"),
    [(None, ""), (0, "today"), (1, "tomorrow"), (25, "in 25 days"), (99, "in 99 days"), (100, "")],
)
def test_distance_in_english(days: int | None, said: str) -> None:
    assert say_distance(days) == said


def test_distance_takes_the_plural_of_each_language() -> None:
    with override("ru"):
        assert [say_distance(n) for n in (21, 22, 25)] == [
            "через 21 день",
            "через 22 дня",
            "через 25 дней",
        ]
    with override("ar"):
        assert [say_distance(n) for n in (2, 3, 25)] == ["بعد يومين", "بعد 3 أيام", "بعد 25 يومًا"]


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_distance_is_translated_with_its_number(language: str) -> None:
    english = [say_distance(days) for days in (0, 1, 25)]
    with override(language):
        said = [say_distance(days) for days in (0, 1, 25)]
    assert all(one and one != other for one, other in zip(said, english, strict=True))
    assert "25" in said[2]

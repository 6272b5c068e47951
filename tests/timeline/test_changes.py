from datetime import date

import pytest

from languages.edtf import parse
from languages.texts import Text
from timeline.changes import Slip, moves_until, time_on


def slip(was: str | None, day: str) -> Slip:
    why = Text("The vote was put off.", "en", "en")
    return Slip(parse(was) if was else None, date.fromisoformat(day), why)


NOW = parse("2021-09")
TWICE = [slip("2021-05", "2021-04-10"), slip("2021-06", "2021-06-20")]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-04-09", "2021-05"),
        ("2021-04-10", "2021-06"),
        ("2021-06-19", "2021-06"),
        ("2021-06-20", "2021-09"),
        ("2030-01-01", "2021-09"),
    ],
)
def test_time_of_a_day_is_walked_back_over_every_later_slip(day: str, expected: str) -> None:
    assert time_on(NOW, TWICE, date.fromisoformat(day)) == parse(expected)


def test_time_before_a_slip_can_be_unknown() -> None:
    assert time_on(NOW, [slip(None, "2021-04-10")], date(2021, 4, 9)) is None


def test_without_slips_the_time_holds_on_every_day() -> None:
    assert time_on(NOW, [], date(1990, 1, 1)) == NOW
    assert moves_until(NOW, [], date(2030, 1, 1)) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-04-09", []),
        ("2021-04-10", [("2021-05", "2021-06")]),
        ("2021-06-20", [("2021-05", "2021-06"), ("2021-06", "2021-09")]),
    ],
)
def test_moves_are_those_announced_by_the_day(day: str, expected: list[tuple[str, str]]) -> None:
    moves = moves_until(NOW, TWICE, date.fromisoformat(day))
    assert [(str(move.was), str(move.now)) for move in moves] == expected


def test_two_slips_of_one_day_both_count() -> None:
    both = [slip("2021-05", "2021-04-10"), slip("2021-06", "2021-04-10")]
    assert time_on(NOW, both, date(2021, 4, 9)) == parse("2021-05")
    assert len(moves_until(NOW, both, date(2021, 4, 10))) == 2


def test_a_slip_to_an_unknown_time_is_a_move() -> None:
    (move,) = moves_until(None, TWICE[:1], date(2021, 5, 1))
    assert (str(move.was), move.now) == ("2021-05", None)


def test_a_slip_that_a_correction_took_back_is_no_move() -> None:
    assert moves_until(parse("2021-05"), TWICE[:1], date(2021, 5, 1)) == []

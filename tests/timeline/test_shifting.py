"""Partial dates move as exactly as they are known."""

import pytest

from languages.edtf import parse
from timeline.shifting import Span, shifted


@pytest.mark.parametrize(
    ("when", "amount", "span", "now"),
    [
        ("2021-05-10", 3, Span.WEEKS, "2021-05-31"),
        ("2021-05-10", -10, Span.DAYS, "2021-04-30"),
        ("2021-12-31", 2, Span.MONTHS, "2022-02-28"),
        ("2021-05", 3, Span.WEEKS, None),
        ("2021-05", 8, Span.MONTHS, "2022-01"),
        ("2021-05", -5, Span.MONTHS, "2020-12"),
        ("2021-24", 3, Span.MONTHS, "2022-21"),
        ("2021-23", 2, Span.MONTHS, None),
        ("2021", 6, Span.MONTHS, None),
        ("2021", -12, Span.MONTHS, "2020"),
        ("2021-05-10/2021-05-12", 1, Span.WEEKS, "2021-05-17/2021-05-19"),
        ("2021-05-10/2021-06", 1, Span.WEEKS, None),
        ("2021-05-10/2021-06", 1, Span.MONTHS, "2021-06-10/2021-07"),
        ("2021-08/2022-06", 12, Span.MONTHS, "2022-08/2023-06"),
        ("2021-05-10/..", 1, Span.DAYS, "2021-05-11/.."),
        ("2021-05/..", 1, Span.DAYS, None),
        ("2199-12-31", 1, Span.DAYS, None),
    ],
)
def test_a_time_moves_only_as_exactly_as_it_is_known(
    when: str, amount: int, span: Span, now: str | None
) -> None:
    moved = shifted(parse(when), amount, span)
    assert moved == (parse(now) if now else None)
    back = shifted(moved, -amount, span) if moved else parse(when)
    assert back == parse(when) or when == "2021-12-31"

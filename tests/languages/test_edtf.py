from datetime import date, timedelta

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from languages.edtf import EDTFError, PartialDate, narrows, parse

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@st.composite
def singles(draw: st.DrawFn) -> str:
    iso = draw(DAYS).isoformat()
    season = draw(st.integers(21, 24))
    return draw(st.sampled_from([iso[:4], iso[:7], iso, f"{iso[:4]}-{season}"]))


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Any EDTF of the subset."""
    first, last = draw(singles()), draw(singles())
    if parse(first).lower > parse(last).lower:
        first, last = last, first
    kinds = [first, f"{first}/.."]
    if parse(first) != parse(last) and _upper(first) <= _upper(last):
        kinds.append(f"{first}/{last}")
    return draw(st.sampled_from(kinds))


def _upper(text: str) -> date:
    upper = parse(text).upper
    assert upper
    return upper


@pytest.mark.parametrize(
    ("text", "lower", "upper", "precision"),
    [
        ("2020-12-31", date(2020, 12, 31), date(2020, 12, 31), "day"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28), "month"),
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "year"),
        ("2021-21", date(2021, 3, 1), date(2021, 5, 31), "season"),
        ("2021-22", date(2021, 6, 1), date(2021, 8, 31), "season"),
        ("2021-23", date(2021, 9, 1), date(2021, 11, 30), "season"),
        ("2021-24", date(2021, 12, 1), date(2022, 2, 28), "season"),
        ("2023-24", date(2023, 12, 1), date(2024, 2, 29), "season"),
        ("2199-24", date(2199, 12, 1), date(2200, 2, 28), "season"),
        ("2020-09/2020-10", date(2020, 9, 1), date(2020, 10, 31), "month/month"),
        ("2020-23/2021-05-03", date(2020, 9, 1), date(2021, 5, 3), "season/day"),
        ("2020/2020-12", date(2020, 1, 1), date(2020, 12, 31), "year/month"),
        ("2021-05/..", date(2021, 5, 1), None, "month/open"),
    ],
)
def test_parse_bounds(text: str, lower: date, upper: date | None, precision: str) -> None:
    assert parse(text) == PartialDate(lower, upper, precision)


@pytest.mark.parametrize(
    "text",
    [
        *("", "21", "1899", "2200", "soon", "2021-5", "2021-00", "2021-13", "2021-20", "2021-25"),
        *("2021-02-29", "2021-05-00", "2021-21-01", "2021-05-10T10:00", "٢٠٢١", "2021\n", " 2021"),
        *(
            "../2021",
            "2021/",
            "/2021",
            "2021/2021",
            "2021-05/2021-04",
            "2020/2020-06",
            "2021/../..",
        ),
        *("2021?", "2021-05~", "202X", "2021-05/2021-06/2021-07", "-2021"),
    ],
)
def test_parse_refuses(text: str) -> None:
    with pytest.raises(EDTFError):
        parse(text)


@settings(deadline=None)
@given(texts())
def test_str_is_what_was_parsed(text: str) -> None:
    assert str(parse(text)) == text


@settings(deadline=None)
@given(texts())
def test_str_is_edtf_to_another_reader(text: str) -> None:
    value = parse(text)
    read = edtf.parse_edtf(str(value))
    assert str(read) == text
    assert read.lower_strict()[:3] == value.lower.timetuple()[:3]
    # The package counts the winter as December alone, and an open end as infinite.
    if value.end and value.end.lower.month != 12:
        assert value.upper
        assert read.upper_strict()[:3] == value.upper.timetuple()[:3]


@settings(deadline=None)
@given(singles(), DAYS)
def test_single_holds_exactly_its_days(text: str, day: date) -> None:
    value = parse(text)
    assert value.start == value.end == value
    assert (value.is_ahead(day), value.contains(day), value.is_over(day)).count(True) == 1
    assert value.contains(value.lower)
    assert value.contains(_upper(text))
    assert value.is_ahead(value.lower - timedelta(days=1))
    assert value.is_over(_upper(text) + timedelta(days=1))


@settings(deadline=None)
@given(singles())
def test_seasons_and_months_meet_without_a_gap(text: str) -> None:
    value = parse(text)
    following = _upper(text) + timedelta(days=1)
    assert value.precision == "day" or following.day == 1
    assert 1 <= (following - value.lower).days <= 366


def test_ends_of_an_interval() -> None:
    value = parse("2020-23/2021-24")
    assert value.is_interval
    assert (value.start, value.end) == (parse("2020-23"), parse("2021-24"))


def test_open_end_is_never_over() -> None:
    value = parse("2021-05/..")
    assert value.is_open
    assert value.is_interval
    assert value.end is None
    assert value.contains(date.max)
    assert not value.is_over(date.max)
    assert value.is_ahead(date(2021, 4, 30))


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("2021", "2021-05", True),
        ("2021-05", "2021-05-31", True),
        ("2021-05", "2021-06-01", False),
        ("2021-05", "2021-04-30/2021-05", False),
        ("2021-05", "2021", False),
        ("2021-05", "2021-05-01/2021-05-31", True),  # the same days in other words
        ("2021-05/..", "2022", True),
        ("2021-05/..", "2021-06/..", True),
        ("2021-05/..", "2021-04", False),
        ("2021-05", "2021-05/..", False),
        ("2020-24", "2021-02", True),
        (None, "2021", True),
        ("2021", None, False),
        (None, None, False),
    ],
)
def test_narrowing_stays_within_the_old_bounds(
    was: str | None, now: str | None, expected: bool
) -> None:
    known = [parse(text) if text else None for text in (was, now)]
    assert narrows(known[0], known[1]) is expected

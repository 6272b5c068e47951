from datetime import date

import pytest

from languages.edtf import parse
from timeline.standing import (
    STAGE_WORDS,
    STANDING_WORDS,
    PhaseStage,
    Standing,
    phase_stage,
    standing_of,
)

# A time, the day before it, its first day, its last day and the day after it.
TIMES = [
    ("2021-05-10", "2021-05-09", "2021-05-10", "2021-05-10", "2021-05-11"),
    ("2021-05", "2021-04-30", "2021-05-01", "2021-05-31", "2021-06-01"),
    ("2021-23", "2021-08-31", "2021-09-01", "2021-11-30", "2021-12-01"),
    ("2021-24", "2021-11-30", "2021-12-01", "2022-02-28", "2022-03-01"),
    ("2021", "2020-12-31", "2021-01-01", "2021-12-31", "2022-01-01"),
    ("2020-09/2020-10", "2020-08-31", "2020-09-01", "2020-10-31", "2020-11-01"),
    ("2020-22/2021-02-03", "2020-05-31", "2020-06-01", "2021-02-03", "2021-02-04"),
    ("2021-05/..", "2021-04-30", "2021-05-01", "2199-12-31", None),
]
EARLY, LATE = date(2019, 1, 1), date(2030, 1, 1)  # known until long before, long after
STATED = [None, "planned", "under_way", "done", "cancelled"]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _expected_without_time(stated: str | None) -> Standing:
    return Standing(stated) if stated else Standing.UNDATED


@pytest.mark.parametrize(("when", "before", "first", "last", "after"), TIMES)
def test_place_on_the_bounds(
    when: str, before: str, first: str, last: str, after: str | None
) -> None:
    time = parse(when)
    assert phase_stage(time, _day(before)) is PhaseStage.AHEAD
    assert phase_stage(time, _day(first)) is PhaseStage.CURRENT
    assert phase_stage(time, _day(last)) is PhaseStage.CURRENT
    assert after is None or phase_stage(time, _day(after)) is PhaseStage.PAST


def test_place_without_a_time() -> None:
    assert phase_stage(None, date.min) is phase_stage(None, date.max) is PhaseStage.UNDATED


@pytest.mark.parametrize("known_until", [EARLY, LATE])
@pytest.mark.parametrize(
    ("stated", "ahead", "during"),
    [
        (None, Standing.PLANNED, Standing.PLANNED_NOW),
        ("planned", Standing.PLANNED, Standing.PLANNED_NOW),
        ("under_way", Standing.UNDER_WAY, Standing.UNDER_WAY),
        ("done", Standing.DONE, Standing.DONE),
        ("cancelled", Standing.CANCELLED, Standing.CANCELLED),
    ],
)
@pytest.mark.parametrize(("when", "before", "first", "last", "after"), TIMES)
def test_standing_until_the_last_day(
    when: str,
    before: str,
    first: str,
    last: str,
    after: str | None,
    stated: str | None,
    ahead: Standing,
    during: Standing,
    known_until: date,
) -> None:
    time = parse(when)
    assert standing_of(time, stated, _day(before), known_until) is ahead
    assert standing_of(time, stated, _day(first), known_until) is during
    assert standing_of(time, stated, _day(last), known_until) is during


@pytest.mark.parametrize(
    ("stated", "known", "unknown"),
    [
        (None, Standing.OUTCOME_UNKNOWN, Standing.OUTCOME_UNKNOWN),
        ("planned", Standing.LATE, Standing.OUTCOME_UNKNOWN),
        ("under_way", Standing.LATE, Standing.OUTCOME_UNKNOWN),
        ("done", Standing.DONE, Standing.DONE),
        ("cancelled", Standing.CANCELLED, Standing.CANCELLED),
    ],
)
@pytest.mark.parametrize(
    ("when", "last", "after"), [(when, last, after) for when, *_, last, after in TIMES if after]
)
def test_standing_once_the_time_is_over(
    when: str, last: str, after: str, stated: str | None, known: Standing, unknown: Standing
) -> None:
    """Late is claimed only where the information reaches past the last day of the time."""
    time = parse(when)
    for day in (_day(after), LATE):
        assert standing_of(time, stated, day, known_until=_day(after)) is known
        assert standing_of(time, stated, day, known_until=LATE) is known
        assert standing_of(time, stated, day, known_until=_day(last)) is unknown
        assert standing_of(time, stated, day, known_until=EARLY) is unknown


@pytest.mark.parametrize("known_until", [EARLY, LATE])
@pytest.mark.parametrize("stated", STATED)
def test_standing_without_a_time_is_the_same_on_every_day(
    stated: str | None, known_until: date
) -> None:
    for day in (date.min, EARLY, LATE, date.max):
        assert standing_of(None, stated, day, known_until) is _expected_without_time(stated)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (None, Standing.ONGOING),
        ("planned", Standing.ONGOING),
        ("under_way", Standing.UNDER_WAY),
        ("done", Standing.DONE),
        ("cancelled", Standing.CANCELLED),
    ],
)
def test_standing_of_what_is_ongoing(stated: str | None, expected: Standing) -> None:
    assert standing_of(None, stated, EARLY, known_until=EARLY, ongoing=True) is expected
    later = standing_of(None, stated, LATE, known_until=EARLY, ongoing=True)
    assert later is (Standing.ONGOING_THEN if expected is Standing.ONGOING else expected)


def test_every_standing_and_stage_has_its_own_word() -> None:
    assert set(STANDING_WORDS) == set(Standing)
    assert set(STAGE_WORDS) == set(PhaseStage)
    assert len({str(word) for word in STANDING_WORDS.values()}) == len(Standing)
    assert len({str(word) for word in STAGE_WORDS.values()}) == len(PhaseStage)

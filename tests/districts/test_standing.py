import re
from datetime import date

import pytest
from django.utils.translation import override

from districts.models import School, SchoolStatus
from districts.standing import WORDS, SchoolEntry, SchoolStanding, school_entry
from languages.edtf import parse
from languages.html import plain_text
from languages.registry import LANGUAGES
from tests.factories import make_district, make_school

pytestmark = [pytest.mark.django_db, pytest.mark.once]

S = SchoolStanding
Status = tuple[bool, str | None, bool]  # has an SRO, since, confirmed

GONE_AS_PLANNED: list[Status] = [(False, "2020-12-31", False)]
GONE: list[Status] = [(True, None, True), (False, "2020-12", True)]
BACK: list[Status] = [(False, "2020-12", True), (True, "2021-23", False)]

ANSWERS = {
    S.WITH_SRO: "Yes, there is a police officer (SRO) here",
    S.WITHOUT_SRO: "No, there is no police officer (SRO) here",
    S.PLANNED_WITH: "A police officer (SRO) is planned to come (",
    S.PLANNED_WITHOUT: "The police officer (SRO) is planned to leave (",
    S.PLANNED_WITH_PAST: "We don’t know. A police officer (SRO) was planned to come (",
    S.PLANNED_WITHOUT_PAST: "We don’t know. The police officer (SRO) was planned to leave (",
    S.UNKNOWN: "We don’t know whether there is a police officer (SRO) here.",
}


def _school(*history: Status, as_of: str = "2021-04-30") -> School:
    school = make_school(make_district(as_of=as_of))
    for has_sro, since, confirmed in history:
        SchoolStatus.objects.create(
            school=school, has_sro=has_sro, since=since, confirmed=confirmed
        )
    return school


def _entry(school: School, day: str) -> SchoolEntry:
    return school_entry(school, school.district, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("history", "day", "standing", "since"),
    [
        ([], "2021-04-30", S.UNKNOWN, None),
        (GONE_AS_PLANNED, "2020-12-30", S.PLANNED_WITHOUT, "2020-12-31"),
        (GONE_AS_PLANNED, "2020-12-31", S.PLANNED_WITHOUT_PAST, "2020-12-31"),
        (GONE_AS_PLANNED, "2030-01-01", S.PLANNED_WITHOUT_PAST, "2020-12-31"),
        (GONE, "2020-12-30", S.PLANNED_WITHOUT, "2020-12"),
        (GONE, "2020-12-31", S.WITHOUT_SRO, "2020-12"),
        (BACK, "2021-11-29", S.WITHOUT_SRO, "2020-12"),
        (BACK, "2021-11-30", S.PLANNED_WITH_PAST, "2021-23"),
        ([(True, "2021-05/..", True)], "2021-04-30", S.PLANNED_WITH, "2021-05/.."),
        ([(True, "2021-05/..", True)], "2021-05-31", S.WITH_SRO, "2021-05/.."),
        # Without a time: it counts from the day up to which the information is confirmed.
        ([(True, None, True)], "2021-04-29", S.UNKNOWN, None),
        ([(True, None, True)], "2021-04-30", S.WITH_SRO, None),
        ([(False, None, True)], "2021-04-30", S.WITHOUT_SRO, None),
        # A plan without a time never takes effect.
        ([(False, None, False)], "2199-12-31", S.PLANNED_WITHOUT, None),
        ([(True, None, False)], "2199-12-31", S.PLANNED_WITH, None),
    ],
)
def test_school_stands_as_its_history_says(
    history: list[Status], day: str, standing: SchoolStanding, since: str | None
) -> None:
    entry = _entry(_school(*history), day)
    assert entry.standing is standing
    assert (str(entry.since) if entry.since else None) == since
    assert entry.word == str(WORDS[standing])
    with override("en"):
        assert plain_text(entry.answer).startswith(ANSWERS[standing])


@pytest.mark.parametrize("order", [1, -1])
def test_school_history_counts_by_time_not_by_entry(order: int) -> None:
    history: list[Status] = [(True, "2019", True), (False, "2020", True), (True, "2021-01", True)]
    school = _school(*history[::order])
    for day, standing in [
        ("2019-12-31", S.WITH_SRO),
        ("2020-12-31", S.WITHOUT_SRO),
        ("2021-01-31", S.WITH_SRO),
    ]:
        assert _entry(school, day).standing is standing


def test_school_next_plan_shows_only_where_nothing_has_begun() -> None:
    school = _school((False, "2021-05", False), (True, "2021-23", False))
    assert _entry(school, "2021-04-30").standing is S.PLANNED_WITHOUT
    assert _entry(school, "2021-05-31").standing is S.PLANNED_WITHOUT_PAST


def test_every_standing_has_a_word_of_its_own() -> None:
    assert set(WORDS) == set(SchoolStanding)
    assert len({str(word) for word in WORDS.values()}) == len(SchoolStanding)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("standing", S)
def test_a_date_stands_in_brackets_beside_how_a_school_stands(
    standing: SchoolStanding, language: str
) -> None:
    entry = SchoolEntry(School(), standing, parse("2020-12-31"))
    with override(language):
        answer = plain_text(entry.answer)
    assert re.search(r"\([^()]*2020[^()]*\)", answer) or standing is S.UNKNOWN
    assert "2020" not in re.sub(r"\([^()]*\)", "", answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_time_leaves_no_gap(language: str) -> None:
    for standing in S:
        with override(language):
            answer = plain_text(SchoolEntry(School(), standing, None).answer)
        assert not re.search(r"\(\s*\)|\{|None|  ", answer)

"""Dates as people say them in each language."""

import pytest

from languages.characters import fold
from languages.dates import say
from languages.edtf import parse
from languages.registry import LANGUAGES
from languages.said_dates import dates_in

DATES = ("2021-05", "2021-05-10", "2020-12-31", "2021-01-01", "2020-09", "2021")
SAID = [
    ("en", "may 2021", "2021-05"),
    ("en", "Sept. 2020", "2020-09"),
    ("en", "1st of May, 2021", "2021-05-01"),
    ("en", "12/31/2020", "2020-12-31"),
    ("en", "31/12/2020", "2020-12-31"),
    ("en", "5/2021", "2021-05"),
    ("en", "2021-05-10", "2021-05-10"),
    ("en", "2021-22", "2021-08/2022-06"),
    ("en", "autumn 2021", "2021-23"),
    ("en", "winter 2021", "2021-24"),
    ("es", "31/12/2020", "2020-12-31"),
    ("es", "10 de mayo del 2021", "2021-05-10"),
    ("es", "May 2021", "2021-05"),
    ("vi", "tháng 5 2021", "2021-05"),
    ("vi", "tháng năm 2021", "2021-05"),
    ("vi", "tháng 12/2020", "2020-12"),
    ("am", "ሜይ 2021", "2021-05"),
    ("ar", "أيار ٢٠٢١", "2021-05"),
    ("my", "၂၀၂၁ မေလ", "2021-05"),
    ("fr", "1er mai 2021", "2021-05-01"),
    ("ne", "सन् २०२१ मे", "2021-05"),
    ("ru", "в мае 2021 года", "2021-05"),
    ("so", "dayrta 2021", "2021-23"),
]


def read(text: str, language: str) -> list[str]:
    return [str(each.when) for each in dates_in(fold(text), language)]


@pytest.mark.parametrize(("language", "text", "date"), SAID)
def test_a_date_is_read_as_people_say_it(language: str, text: str, date: str) -> None:
    assert read(text, language) == [date]


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_read_as_the_pages_write_them(language: str) -> None:
    for date in DATES:
        assert read(say(parse(date), language).text, language) == [date]


def test_what_is_no_date_is_left_alone() -> None:
    for text in ("", "maybe", "may", "10", "99/99/2021x", "12021", "room 2500"):
        assert read(text, "en") == []
    assert read("2021-02-30", "en") == ["2021-02"]  # there is no such day


def test_words_around_a_date_stay() -> None:
    (found,) = dates_in("reunion 10 de mayo de 2021 lake", "es")
    assert (found.words, found.start) == ("10 de mayo de 2021", 8)

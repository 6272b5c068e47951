"""The hours of meetings in ten languages, against strings that were read one by one."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from languages.dates import Said
from languages.hours import say_meeting, say_zone
from languages.registry import LANGUAGES
from languages.staff_hours import zone_label

DENVER = ZoneInfo("America/Denver")
TIMES = (
    *(((10, 0, 30), (10, 1, 30)), ((10, 9, 0), (10, 10, 0)), ((10, 11, 30), (10, 13, 0))),
    *(((10, 17, 30), (10, 18, 30)), ((10, 20, 0), (11, 0, 0)), ((10, 22, 0), (11, 1, 0))),
    ((10, 0, 0), (11, 0, 0)),
)
HOURS = {
    "en": (
        "12:30 – 1:30 AM|9:00 – 10:00 AM|11:30 AM – 1:00 PM|5:30 – 6:30 PM|8:00 PM – 12:00 AM|"
        "10:00 PM – 1:00 AM|all day"
    ),
    "es": (
        "12:30–1:30 a.m.|9:00–10:00 a.m.|11:30 a.m. – 1:00 p.m.|5:30–6:30 p.m.|"
        "8:00 p.m. – 12:00 a.m.|10:00 p.m. – 1:00 a.m.|todo el día"
    ),
    "vi": (
        "12:30 đêm – 1:30 sáng|9:00 – 10:00 sáng|11:30 trưa – 1:00 chiều|5:30 – 6:30 chiều|"
        "8:00 tối – 12:00 đêm|10:00 đêm – 1:00 sáng|cả ngày"
    ),
    "am": (
        "12:30 – 1:30 AM (በአሜሪካ ሰዓት)|9:00 – 10:00 AM (በአሜሪካ ሰዓት)|"
        "11:30 AM – 1:00 PM (በአሜሪካ ሰዓት)|5:30 – 6:30 PM (በአሜሪካ ሰዓት)|"
        "8:00 PM – 12:00 AM (በአሜሪካ ሰዓት)|10:00 PM – 1:00 AM (በአሜሪካ ሰዓት)|ሙሉ ቀን"
    ),
    "ar": (
        "12:30–1:30 ليلًا|9:00–10:00 صباحًا|11:30 صباحًا – 1:00 بعد الظهر|5:30–6:30 مساءً|"
        "8:00 مساءً – 12:00 ليلًا|10:00 مساءً – 1:00 ليلًا|طوال اليوم"
    ),
    "my": (
        "ည 12:30 – 1:30|နံနက် 9:00 – 10:00|နံနက် 11:30 – နေ့လယ် 1:00|ညနေ 5:30 – 6:30|"
        "ည 8:00 – ည 12:00|ည 10:00 – ည 1:00|တစ်နေ့လုံး"
    ),
    "fr": (
        "0 h 30 – 1 h 30|9 h 00 – 10 h 00|11 h 30 – 13 h 00|17 h 30 – 18 h 30|"
        "20 h 00 – 0 h 00|22 h 00 – 1 h 00|toute la journée"
    ),
    "ne": (
        "राति 12:30 – 1:30|बिहान 9:00 – 10:00|बिहान 11:30 – दिउँसो 1:00|साँझ 5:30 – 6:30|"
        "बेलुका 8:00 – राति 12:00|राति 10:00 – राति 1:00|दिनभरि"
    ),
    "ru": "00:30—01:30|09:00—10:00|11:30—13:00|17:30—18:30|20:00 — 00:00|22:00 — 01:00|весь день",
    "so": (
        "12:30–1:30 habeennimo|9:00–10:00 subaxnimo|11:30 subaxnimo – 1:00 duhurnimo|"
        "5:30–6:30 galabnimo|8:00 habeennimo – 12:00 habeennimo|"
        "10:00 habeennimo – 1:00 habeennimo|maalinta oo dhan"
    ),
}

CITIES = (
    *("America/Denver", "America/Chicago", "America/New_York"),
    *("America/Indiana/Indianapolis", "America/Anchorage"),
)
ZONES = {
    "en": "Denver time|Chicago time|New York time|Indianapolis time|Anchorage time",
    "es": (
        "hora de Denver|hora de Chicago|hora de Nueva York|hora de Indianápolis|hora de Anchorage"
    ),
    "vi": "giờ Denver|giờ Chicago|giờ New York|giờ Indianapolis|giờ Anchorage",
    "am": "የዴንቨር ሰዓት|የቺካጎ ሰዓት|የኒውዮርክ ሰዓት|የኢንዲያናፖሊስ ሰዓት|የአንኮራጅ ሰዓት",
    "ar": "بتوقيت دنفر|بتوقيت شيكاغو|بتوقيت نيويورك|بتوقيت إنديانابوليس|بتوقيت أنشوراج",
    "my": ("ဒင်န်ဗာ အချိန်|ချီကာကို အချိန်|နယူးယောက် အချိန်|အင်ဒီယားနား ပိုလိစ် အချိန်|အန်ကာရေ့ အချိန်"),
    "fr": (
        "heure de Denver|heure de Chicago|heure de New York|heure d’Indianapolis|heure d’Anchorage"
    ),
    "ne": "डेन्भरको समय|शिकागोको समय|न्युयोर्कको समय|इन्डियानापोलिसको समय|एङ्कोरेजको समय",
    "ru": (
        "по времени Денвера|по времени Чикаго|по времени Нью-Йорка|по времени Индианаполиса|"
        "по времени Анкориджа"
    ),
    "so": (
        "saacadda Denver|saacadda Chicago|saacadda New York|saacadda Indianapolis|"
        "saacadda Anchorage"
    ),
}


def _at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=DENVER)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize("language", LANGUAGES)
def test_hours_at_each_part_of_the_day(language: str) -> None:
    hours = [
        say_meeting(_at(2021, 5, *start), _at(2021, 5, *end), DENVER, language).hours
        for start, end in TIMES
    ]
    assert hours == HOURS[language].split("|")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_zone_is_named_by_its_city_in_summer_and_winter(language: str) -> None:
    assert [say_zone(ZoneInfo(city), language) for city in CITIES] == ZONES[language].split("|")
    assert say_zone(ZoneInfo("US/Mountain"), language) == say_zone(DENVER, language)
    for month in (6, 12):
        said = say_meeting(_at(2021, month, 1, 17), _at(2021, month, 1, 18), DENVER, language)
        assert said.zone == say_zone(DENVER, language)


def test_meeting_on_one_day() -> None:
    start = datetime(2021, 5, 10, 23, 30, tzinfo=UTC)
    meeting = say_meeting(start, datetime(2021, 5, 11, 0, 30, tzinfo=UTC), DENVER, "en")
    assert meeting.day == Said("Monday, May 10, 2021", "2021-05-10")
    assert meeting.last_day is None
    assert meeting.start == Said("5:30 PM", "2021-05-10T17:30:00-06:00")
    assert meeting.end == Said("6:30 PM", "2021-05-10T18:30:00-06:00")


def test_meeting_past_midnight() -> None:
    meeting = say_meeting(_at(2021, 12, 31, 11, 0), _at(2022, 1, 1, 11, 30), DENVER, "en")
    assert meeting.day.text == "Friday, December 31, 2021"
    assert meeting.last_day == Said("Saturday, January 1, 2022", "2022-01-01")
    assert meeting.hours == "11:00 AM – 11:30 AM"


def test_meeting_until_midnight_ends_on_the_day_before() -> None:
    meeting = say_meeting(_at(2021, 5, 10, 20, 0), _at(2021, 5, 11, 0, 0), DENVER, "en")
    assert meeting.last_day is None
    assert meeting.end == Said("12:00 AM", "2021-05-11T00:00:00-06:00")
    longer = say_meeting(_at(2021, 5, 10, 20, 0), _at(2021, 5, 12, 0, 0), DENVER, "en")
    assert longer.last_day == Said("Wednesday, May 12, 2021", "2021-05-12")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_meeting_during_which_the_clock_is_set_tells_both_times_apart(language: str) -> None:
    starts = datetime(2021, 11, 7, 7, 30, tzinfo=UTC)  # 1:30 in summer time
    said = say_meeting(starts, starts.replace(hour=8, minute=30), DENVER, language)
    first, second = re.split(" [–—] ", said.hours)
    assert first != second
    assert said.zone == say_zone(DENVER, language)
    if language == "en":
        assert said.hours == "1:30 AM (daylight saving time) – 1:30 AM (standard time)"


def test_staff_read_the_name_of_a_zone_that_has_one() -> None:
    assert zone_label(ZoneInfo("America/Denver")) == "Mountain Time: America/Denver"
    assert zone_label(ZoneInfo("UTC")) == "UTC"

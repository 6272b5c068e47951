from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from languages.dates import Said, date_parts, say, say_day, say_meeting, say_weekday_day
from languages.edtf import parse
from languages.registry import LANGUAGES, Language

DENVER = ZoneInfo("America/Denver")
MAY_10 = date(2021, 5, 10)

# For each language: a day with its weekday, without, a month; two days of a month, two of a year,
# two of two years; two months of a year, two of two years.
SPOKEN = {
    "en": (
        "Monday, May 10, 2021|May 10, 2021|May 2021|"
        "September 3 – 5, 2020|September 3 – October 1, 2020|December 3, 2020 – February 28, 2021|"
        "September – October 2020|November 2020 – February 2021"
    ),
    "es": (
        "lunes, 10 de mayo de 2021|10 de mayo de 2021|mayo de 2021|"
        "3–5 de septiembre de 2020|3 de septiembre – 1 de octubre de 2020|"
        "3 de diciembre de 2020 – 28 de febrero de 2021|"
        "septiembre–octubre de 2020|noviembre de 2020 – febrero de 2021"
    ),
    "vi": (
        "Thứ Hai, ngày 10 tháng 5 năm 2021|ngày 10 tháng 5 năm 2021|tháng 5 năm 2021|"
        "ngày 3 – 5 tháng 9 năm 2020|ngày 3 tháng 9 – ngày 1 tháng 10 năm 2020|"
        "ngày 3 tháng 12 năm 2020 – ngày 28 tháng 2 năm 2021|"
        "tháng 9 – tháng 10 năm 2020|tháng 11 năm 2020 – tháng 2 năm 2021"
    ),
    "am": (
        "ሰኞ፣ ሜይ 10፣ 2021|ሜይ 10፣ 2021|ሜይ 2021|"
        "ሴፕቴምበር 3 – 5፣ 2020|ሴፕቴምበር 3 – ኦክቶበር 1፣ 2020|ዲሴምበር 3፣ 2020 – ፌብሩዋሪ 28፣ 2021|"
        "ሴፕቴምበር–ኦክቶበር 2020|ኖቬምበር 2020 – ፌብሩዋሪ 2021"
    ),
    "ar": (
        "الاثنين، 10 مايو 2021|10 مايو 2021|مايو 2021|"
        "3–5 سبتمبر 2020|3 سبتمبر – 1 أكتوبر 2020|3 ديسمبر 2020 – 28 فبراير 2021|"
        "سبتمبر – أكتوبر 2020|نوفمبر 2020 – فبراير 2021"
    ),
    "my": (
        "2021 ခုနှစ်၊ မေလ 10 ရက်၊ တနင်္လာနေ့|2021 ခုနှစ်၊ မေလ 10 ရက်|2021 ခုနှစ်၊ မေလ|"
        "2020 ခုနှစ်၊ စက်တင်ဘာလ 3 ရက် – 5 ရက်|"
        "2020 ခုနှစ်၊ စက်တင်ဘာလ 3 ရက် – အောက်တိုဘာလ 1 ရက်|"
        "2020 ခုနှစ်၊ ဒီဇင်ဘာလ 3 ရက် – 2021 ခုနှစ်၊ ဖေဖော်ဝါရီလ 28 ရက်|"
        "2020 ခုနှစ်၊ စက်တင်ဘာလ – အောက်တိုဘာလ|2020 ခုနှစ်၊ နိုဝင်ဘာလ – 2021 ခုနှစ်၊ ဖေဖော်ဝါရီလ"
    ),
    "fr": (
        "lundi 10 mai 2021|10 mai 2021|mai 2021|"
        "3–5 septembre 2020|3 septembre – 1er octobre 2020|3 décembre 2020 – 28 février 2021|"
        "septembre – octobre 2020|novembre 2020 – février 2021"
    ),
    "ne": (
        "2021 मे 10, सोमबार|2021 मे 10|2021 मे|"
        "2020 सेप्टेम्बर 3–5|2020 सेप्टेम्बर 3 – अक्टोबर 1|2020 डिसेम्बर 3 – 2021 फेब्रुअरी 28|"
        "2020 सेप्टेम्बर–अक्टोबर|2020 नोभेम्बर – 2021 फेब्रुअरी"
    ),
    "ru": (
        "понедельник, 10 мая 2021 г.|10 мая 2021 г.|май 2021 г.|"
        "3–5 сентября 2020 г.|3 сентября – 1 октября 2020 г.|"
        "3 декабря 2020 г. – 28 февраля 2021 г.|"
        "сентябрь – октябрь 2020 г.|ноябрь 2020 г. – февраль 2021 г."
    ),
    "so": (
        "Isniin, Maayo 10, 2021|Maayo 10, 2021|Maayo 2021|"
        "Sebtembar 3 – 5, 2020|Sebtembar 3 – Oktoobar 1, 2020|"
        "Diseembar 3, 2020 – Febraayo 28, 2021|"
        "Sebtembar – Oktoobar 2020|Noofeembar 2020 – Febraayo 2021"
    ),
}
SAID = [
    *("2021-05-10", "2021-05", "2020-09-03/2020-09-05", "2020-09-03/2020-10-01"),
    *("2020-12-03/2021-02-28", "2020-09/2020-10", "2020-11/2021-02"),
]

# For each language: the hours of a meeting in one half of the day, in both, and past midnight.
HOURS = {
    "en": "5:30 – 6:30 PM|10:30 AM – 1:00 PM|10:00 PM – 1:00 AM",
    "es": "5:30–6:30 p.m.|10:30 a.m. – 1:00 p.m.|10:00 p.m. – 1:00 a.m.",
    "vi": "17:30–18:30|10:30–13:00|22:00 – 01:00",
    "am": "5:30 – 6:30 ከሰዓት|10:30 ጥዋት – 1:00 ከሰዓት|10:00 ከሰዓት – 1:00 ጥዋት",
    "ar": "5:30–6:30 م|10:30 ص – 1:00 م|10:00 م – 1:00 ص",
    "my": "17:30 – 18:30|10:30 – 13:00|22:00 – 1:00",
    "fr": "17:30 – 18:30|10:30 – 13:00|22:00 – 01:00",
    "ne": "17:30–18:30|10:30–13:00|22:00 – 01:00",
    "ru": "17:30–18:30|10:30–13:00|22:00 – 01:00",
    "so": "5:30–6:30 GD|10:30 GH – 1:00 GD|10:00 GD – 1:00 GH",
}

# For each language: the time in Denver in summer and in winter.
ZONES = {
    "en": "Mountain Daylight Time|Mountain Standard Time",
    "es": "hora de verano de las Montañas Rocosas|hora estándar de las Montañas Rocosas",
    "vi": "Giờ mùa hè miền núi|Giờ chuẩn miền núi",
    "am": "የተራራ የቀንሰዓት አቆጣጠር|የተራራ መደበኛ የሰዓት አቆጣጠር",
    "ar": "التوقيت الجبلي الصيفي لأمريكا الشمالية|التوقيت الجبلي الرسمي لأمريكا الشمالية",
    "my": "တောင်တန်း နွေရာသီစံတော်ချိန်|တောင်တန်းစံတော်ချိန်",
    "fr": "heure d’été des Rocheuses|heure normale des Rocheuses",
    "ne": "हिमाली दिवा समय|हिमाली मानक समय",
    "ru": "Летнее горное время (Северная Америка)|Стандартное горное время (Северная Америка)",
    "so": (
        "Waqtiga Dharaarta ee Buurleyda Waqooyiga Ameerika|"
        "Waqtiga Caadiga ah ee Buuraleyda Waqooyiga Ameerika"
    ),
}


def _at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=DENVER)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_and_months(language: str) -> None:
    weekday, *texts = SPOKEN[language].split("|")
    assert say_weekday_day(MAY_10, language) == Said(weekday, "2021-05-10")
    assert say_day(MAY_10, language) == Said(texts[0], "2021-05-10")
    assert [say(parse(edtf), language).text for edtf in SAID] == texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_years(language: str) -> None:
    assert say(parse("2021"), language) == Said("2021", "2021")
    assert say(parse("2020/2021"), language).text.replace(" ", "") == "2020–2021"


@pytest.mark.parametrize("language", LANGUAGES)
def test_seasons_and_open_ends_name_their_years(language: str) -> None:
    for edtf in ("2021-21", "2021-22", "2021-23", "2021-21/2021-23", "2021-05/..", "2021/2021-12"):
        text = say(parse(edtf), language).text
        assert "2021" in text
        assert "%" not in text
    winter = say(parse("2021-24"), language).text
    assert ("2021/22" if LANGUAGES[language].rtl else "2021–22") in winter


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2021-05-10", Said("May 10, 2021", "2021-05-10")),
        ("2021-05", Said("May 2021", "2021-05")),
        ("2021-21", Said("spring 2021", None)),
        ("2021-22", Said("summer 2021", None)),
        ("2021-23", Said("fall 2021", None)),
        ("2021-24", Said("winter 2021–22", None)),
        ("1999-24", Said("winter 1999–00", None)),
        ("2020-09/2020-10", Said("September – October 2020", None)),
        ("2021-21/2021-23", Said("spring 2021 to fall 2021", None)),
        ("2021-23/2022-05-10", Said("fall 2021 to May 10, 2022", None)),
        ("2021-05/..", Said("from May 2021", None)),
    ],
)
def test_say_in_english(edtf: str, said: Said) -> None:
    assert say(parse(edtf), "en") == said


def test_first_of_the_month_in_french() -> None:
    assert say_weekday_day(date(2021, 5, 1), "fr").text == "samedi 1er mai 2021"
    assert say(parse("2021-05-01/2021-05-03"), "fr").text == "1er–3 mai 2021"
    assert say_day(date(2021, 5, 11), "fr").text == "11 mai 2021"


@pytest.mark.parametrize("language", LANGUAGES)
def test_meeting_hours(language: str) -> None:
    hours = [
        say_meeting(_at(2021, 5, 10, *start), _at(2021, 5, *end), DENVER, language).hours
        for start, end in (
            ((17, 30), (10, 18, 30)),
            ((10, 30), (10, 13, 0)),
            ((22, 0), (11, 1, 0)),
        )
    ]
    assert hours == HOURS[language].split("|")


@pytest.mark.parametrize("language", LANGUAGES)
def test_meeting_zone_follows_the_clock_change(language: str) -> None:
    # The same hour in UTC, on the last day of the one time and the first of the other.
    zones, starts = [], []
    for day in (6, 7):
        start = datetime(2021, 11, day, 20, 0, tzinfo=UTC)
        meeting = say_meeting(start, start.replace(hour=21), DENVER, language)
        zones.append(meeting.zone)
        starts.append(meeting.start.datetime)
    assert zones == ZONES[language].split("|")
    assert starts == ["2021-11-06T14:00:00-06:00", "2021-11-07T13:00:00-07:00"]


def test_meeting_on_one_day() -> None:
    meeting = say_meeting(
        datetime(2021, 5, 10, 23, 30, tzinfo=UTC),
        datetime(2021, 5, 11, 0, 30, tzinfo=UTC),
        DENVER,
        "en",
    )
    assert meeting.day == Said("Monday, May 10, 2021", "2021-05-10")
    assert meeting.last_day is None
    assert meeting.start == Said("5:30 PM", "2021-05-10T17:30:00-06:00")
    assert meeting.end == Said("6:30 PM", "2021-05-10T18:30:00-06:00")


def test_meeting_past_midnight() -> None:
    meeting = say_meeting(_at(2021, 12, 31, 11, 0), _at(2022, 1, 1, 11, 30), DENVER, "en")
    assert meeting.day.text == "Friday, December 31, 2021"
    assert meeting.last_day == Said("Saturday, January 1, 2022", "2022-01-01")
    assert meeting.hours == "11:00 AM – 11:30 AM"


@pytest.mark.parametrize(
    ("language", "month"),
    [
        *(("en", "May"), ("es", "may"), ("vi", "Tháng 5"), ("am", "ሜይ"), ("ar", "مايو")),
        *(("my", "မေ"), ("fr", "mai"), ("ne", "मे"), ("ru", "май"), ("so", "May")),
    ],
)
def test_date_parts(language: str, month: str) -> None:
    assert date_parts(MAY_10, language) == ("10", month)


def test_months_of_a_language_to_come_are_joined_where_cldr_does_not_part_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    persian = Language("fa", "fa", "Persian", "فارسی", script="Arab", rtl=True)
    monkeypatch.setitem(LANGUAGES, "fa", persian)
    text = say(parse("2020-09/2020-10"), "fa").text
    assert "سپتامبر" in text
    assert "اکتبر" in text


def test_a_meeting_during_which_the_clock_is_set_names_both_times() -> None:
    starts = datetime(2021, 11, 7, 7, 30, tzinfo=UTC)  # 1:30 in summer time
    denver = ZoneInfo("America/Denver")
    said = say_meeting(starts, starts.replace(hour=8, minute=15), denver, "en")
    assert said.hours == ("1:30 AM (Mountain Daylight Time) – 1:15 AM (Mountain Standard Time)")
    assert said.zone == ""

from datetime import date

import pytest

from languages.dates import Said, date_parts, say, say_day, say_weekday_day
from languages.edtf import parse
from languages.registry import LANGUAGES, Language

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
        "3—5 сентября 2020 г.|3 сентября — 1 октября 2020 г.|"
        "3 декабря 2020 г. — 28 февраля 2021 г.|"
        "сентябрь — октябрь 2020 г.|ноябрь 2020 г. — февраль 2021 г."
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

# For each language: a year, two years, a school year; spring to winter; a year without an end.
YEARS_SAID = ("2021", "2020/2022", "2021-08/2022-06")
SEASONS_SAID = ("2021-21", "2021-22", "2021-23", "2021-24", "2021/..")
YEARS = {
    "en": (
        "2021|2020 – 2022|2021-22 school year|spring 2021|summer 2021|fall 2021|"
        "winter 2021–22|from 2021"
    ),
    "es": (
        "2021|2020–2022|año escolar 2021-22|primavera de 2021|verano de 2021|otoño de 2021|"
        "invierno de 2021–22|desde 2021"
    ),
    "vi": (
        "năm 2021|năm 2020 – 2022|năm học 2021-22|mùa xuân năm 2021|mùa hè năm 2021|"
        "mùa thu năm 2021|mùa đông năm 2021–22|từ năm 2021 trở đi"
    ),
    "am": (
        "2021 እ.ኤ.አ.|2020 – 2022 እ.ኤ.አ.|2021-22 የትምህርት ዓመት|ማርች–ሜይ 2021|ጁን–ኦገስት 2021|"
        "ሴፕቴምበር–ኖቬምበር 2021|ዲሴምበር–ፌብሩዋሪ 2021–22|ከ2021 እ.ኤ.አ. ጀምሮ"
    ),
    "ar": (
        "2021|2020–2022|العام الدراسي 2021/22|ربيع 2021|صيف 2021|خريف 2021|شتاء 2021/22|"
        "ابتداءً من 2021"
    ),
    "my": (
        "2021 ခုနှစ်|2020 – 2022 ခုနှစ်|2021-22 ပညာသင်နှစ်|"
        "2021 ခုနှစ်၊ နွေဦးရာသီ (မတ်လ – မေလ)|2021 ခုနှစ်၊ နွေရာသီ (ဇွန်လ – ဩဂုတ်လ)|"
        "2021 ခုနှစ်၊ ဆောင်းဦးရာသီ (စက်တင်ဘာလ – နိုဝင်ဘာလ)|"
        "2021–22 ခုနှစ်၊ ဆောင်းရာသီ (ဒီဇင်ဘာလ – ဖေဖော်ဝါရီလ)|2021 ခုနှစ်မှ စ၍"
    ),
    "fr": (
        "2021|2020–2022|année scolaire 2021-22|printemps 2021|été 2021|automne 2021|"
        "hiver 2021–22|à partir de 2021"
    ),
    "ne": (
        "सन् 2021|सन् 2020 – 2022|2021-22 शैक्षिक वर्ष|सन् 2021 को वसन्त ऋतु|"
        "सन् 2021 को गर्मी मौसम|सन् 2021 को शरद ऋतु|सन् 2021–22 को जाडो मौसम|सन् 2021देखि"
    ),
    "ru": (
        "2021 г.|2020—2022 гг.|2021/22 учебный год|весна 2021 г.|лето 2021 г.|осень 2021 г.|"
        "зима 2021/22 г.|2021 г. и далее"
    ),
    "so": (
        "2021|2020–2022|sannad-dugsiyeedka 2021-22|gu’ga 2021|xagaaga 2021|dayrta 2021|"
        "jiilaalka 2021–22|laga bilaabo 2021"
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_and_months(language: str) -> None:
    weekday, *texts = SPOKEN[language].split("|")
    assert say_weekday_day(MAY_10, language) == Said(weekday, "2021-05-10")
    assert say_day(MAY_10, language) == Said(texts[0], "2021-05-10")
    assert [say(parse(edtf), language).text for edtf in SAID] == texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_years_school_years_and_seasons(language: str) -> None:
    texts = [say(parse(edtf), language).text for edtf in (*YEARS_SAID, *SEASONS_SAID)]
    assert texts == YEARS[language].split("|")


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


@pytest.mark.parametrize(
    ("language", "month"),
    [
        *(("en", "May"), ("es", "may"), ("vi", "tháng 5"), ("am", "ሜይ"), ("ar", "مايو")),
        *(("my", "မေ"), ("fr", "mai"), ("ne", "मे"), ("ru", "мая"), ("so", "May")),
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

"""Dates in what people search for, as they say them in each language: "mayo de 2021"."""

import re
from dataclasses import dataclass
from functools import cache

from babel.dates import get_month_names
from django.utils.translation import override

from languages.characters import fold
from languages.dates import SEASONS
from languages.edtf import EDTFError, PartialDate, parse
from languages.registry import LANGUAGES, SOURCE

# What else may stand in a date or before it, by language: articles, "month", "year", "day".
_FILLERS = {
    "en": "of the in",
    "es": "de del el en año",
    "vi": "ngày năm vào",
    "am": "እኤአ በ ዓም ቀን ወር",
    "ar": "في عام سنة شهر يوم م",
    "my": "ခုနှစ် လ ရက်",
    "fr": "le en de l’année",
    "ne": "सन् को साल महिना गते",
    "ru": "г год года году в",
    "so": "bisha sannadka ee",
}
# Names that Babel does not know, beside those that it has: numbered from the first of the year.
_ALSO_IN_ORDER = {
    "ar": "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|"
    "تشرين الثاني|كانون الأول",
    "vi": "tháng một|tháng hai|tháng ba|tháng tư|tháng năm|tháng sáu",
    "ru": "январе|феврале|марте|апреле|мае|июне|июле|августе|сентябре|октябре|ноябре|декабре",
}
_ALSO = {"en": {"sept": 9}, "so": {"oogosto": 8, "agoosto": 8}}
_SHORTEST = 3  # letters of a short name of a month, without a full stop
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th|º|ª)?"
# Neither a letter nor one of the marks that are letters in Devanagari and Burmese.
_NO_LETTER = r"[^\W_]|[\u0900-\u0963\u1000-\u103f]"
_EDGE = f"(?<!{_NO_LETTER})", f"(?!{_NO_LETTER})"


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date in a folded text: `words` as they stand there, from `start` on."""

    words: str
    start: int
    when: PartialDate


def dates_in(folded: str, language: str) -> list[SaidDate]:
    """The dates in a folded text, as readers of a language say them, or as English does."""
    found: list[SaidDate] = []
    codes = tuple(dict.fromkeys((language, SOURCE)))
    for alike in zip(*map(_forms, codes), strict=True):
        for code, form in zip(codes, alike, strict=True):
            for match in form.finditer(folded):
                when = _date(match, code)
                if when and not any(_overlap(match, each) for each in found):
                    found.append(SaidDate(match[0], match.start(), when))
    return sorted(found, key=lambda each: each.start)


def _overlap(match: re.Match[str], known: SaidDate) -> bool:
    return match.start() < known.start + len(known.words) and known.start < match.end()


@cache
def _names(code: str) -> dict[str, int]:
    """The number of each folded name of a month or, from 21 on as in EDTF, of a season."""
    found: dict[str, int] = {}
    locale = LANGUAGES[code].cldr
    for width in ("abbreviated", "wide"):
        for context in ("format", "stand-alone"):
            names = get_month_names(width, context, locale)
            found |= {fold(name): number for number, name in names.items()}
    if LANGUAGES[code].script in ("Latn", "Cyrl"):
        found = {name: n for name, n in found.items() if len(name) >= _SHORTEST}
    others = enumerate(filter(None, _ALSO_IN_ORDER.get(code, "").split("|")), 1)
    found |= {fold(name): number for number, name in others} | _ALSO.get(code, {})
    return found | _season_names(code)


def _season_names(code: str) -> dict[str, int]:
    """Seasons as our own catalogs name them, without the year; none where they name months."""
    found: dict[str, int] = {"autumn": 23} if code == SOURCE else {}
    if LANGUAGES[code].script == "Ethi":
        return found
    with override(code):
        for month, name in SEASONS.items():
            said = re.sub(r"%\(\w+\)s|[–/၊،]", " ", str(name))
            bare = said.partition("(")[0]  # what follows are months
            words = [word for word in fold(bare).split() if word not in _fillers(code)]
            found[" ".join(words)] = 20 + month // 3
    return found


@cache
def _fillers(code: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _FILLERS.get(code, "").split())


@cache
def _forms(code: str) -> tuple[re.Pattern[str], ...]:
    """How a date may be written, the most exact ones first."""
    names = sorted(_names(code), key=len, reverse=True)
    word = rf"(?P<word>{'|'.join(map(re.escape, names))})(?!\d)"
    fillers = "|".join(map(re.escape, sorted(_fillers(code), key=len, reverse=True)))
    joint = rf"(?:[ ,/،፣၊]|{fillers})*" if fillers else r"[ ,/،፣၊]*"
    before, after = _EDGE
    lead = rf"(?:(?:{fillers})[ ]*)?" if fillers else ""
    end = rf"(?:[ ]?(?:{fillers}))?{after}" if fillers else after
    written = (
        rf"{_YEAR}[ /](?P<month>\d\d)[ /](?P<day>\d\d)",
        r"(?P<first>\d{1,2})[ /](?P<second>\d{1,2})[ /]" + _YEAR,
        rf"{_DAY}{joint}{word}{joint}{_YEAR}",
        rf"{word}{joint}{_DAY}{joint}{_YEAR}",
        rf"{_YEAR}{joint}{word}{joint}{_DAY}",
        rf"{word}{joint}{_YEAR}",
        rf"{_YEAR}{joint}{word}",
        rf"{_YEAR}[ /](?P<next>\d\d)",
        rf"(?P<month>\d{{1,2}})/{_YEAR}",
        _YEAR,
    )
    return tuple(re.compile(f"{before}{lead}{form}{end}") for form in written)


def _date(match: re.Match[str], code: str) -> PartialDate | None:
    """What a match of one of the forms says; None if there is no such date."""
    said = match.groupdict()
    year = said["year"]
    if "next" in said:
        return _two_numbers(year, said["next"])
    if "first" in said:
        month, day = _month_and_day(int(said["first"]), int(said["second"]), code)
    else:
        month = _names(code)[said["word"]] if "word" in said else int(said.get("month") or 0)
        day = int(said.get("day") or 0)
    parts = [year, *(f"{part:02}" for part in (month, day) if part)]
    return _parsed("-".join(parts))


def _two_numbers(year: str, other: str) -> PartialDate | None:
    """The school year "2021-22", or else the month "2021-05"."""
    if int(other) == (int(year) + 1) % 100:
        return _parsed(f"{year}-08/{int(year) + 1}-06")
    return _parsed(f"{year}-{other}") if int(other) <= 12 else None


def _month_and_day(first: int, second: int, code: str) -> tuple[int, int]:
    """English begins with the month, the other languages with the day, where both are possible."""
    is_month_first = code == SOURCE if max(first, second) <= 12 else first <= 12
    return (first, second) if is_month_first else (second, first)


def _parsed(text: str) -> PartialDate | None:
    try:
        return parse(text)
    except EDTFError:
        return None

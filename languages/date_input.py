"""Partial dates as staff type and read them, in English: "Fall 2021", "Sept. – Oct. 2020"."""

import re

from babel.dates import get_month_names

from languages.characters import western_digits, without_marks
from languages.edtf import YEARS, EDTFError, PartialDate, parse

ACCEPTED = (
    "Enter a year, season, month or day, or a range of them: “2021”, “Fall 2021”, "
    "“Winter 2021–22”, “May 2021”, “Dec. 31, 2020”, “12/31/2020”, “Sept. – Oct. 2020”, "
    "“Spring to Fall 2021”, “since May 2021”, and “2021-22” for a school year. "
    "EDTF works too: “2021-05”, “2021-05/..”."
)
EXAMPLES = (
    "For example: “2021”, “Fall 2021”, “May 2021”, “12/31/2020”, “Sept. – Oct. 2020”, "
    "“since May 2021”, “2021-22” for a school year."
)
OR_UNKNOWN = "If it is not known, leave this empty or write “unknown”."
UNKNOWN = frozenset({"unknown", "not known", "not yet known", "tbd", "tba", "?"})

_MONTHS = tuple(get_month_names("wide", locale="en").values())
_SEASONS = ("Spring", "Summer", "Fall", "Winter")
_LONGEST = 100

# The EDTF number of each word; EDTF counts seasons as the months 21 to 24.
_NUMBERS = {
    **{name.lower(): number for number, name in enumerate(_MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(_MONTHS, 1)},
    "sept": 9,
    **{name.lower(): number for number, name in enumerate(_SEASONS, 21)},
    "autumn": 23,
}
_WORD = rf"(?P<word>{'|'.join(_NUMBERS)})"
_FORMS = (
    re.compile(rf"{_WORD} (?P<year>[0-9]{{4}})"),
    re.compile(rf"{_WORD} (?P<day>[0-9]{{1,2}}) (?P<year>[0-9]{{4}})"),
    re.compile(rf"(?P<day>[0-9]{{1,2}}) {_WORD} (?P<year>[0-9]{{4}})"),
    re.compile(rf"(?P<year>[0-9]{{4}}) {_WORD}(?: (?P<day>[0-9]{{1,2}}))?"),
    re.compile(
        r"(?P<month>[0-9]{1,2})(?P<sign>[-/])(?P<day>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4})"
    ),
    re.compile(
        r"(?P<year>[0-9]{4})(?P<sign>[-/])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
    ),
    re.compile(r"(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})"),
)
_WINTER = re.compile(r"winter (?P<year>[0-9]{4}) ?[-/] ?(?P<next>(?:[0-9]{2})?[0-9]{2})")
_SCHOOL_YEAR = re.compile(
    r"(?P<named>(?:school year|academic year|sy|ay) ?)?"
    r"(?P<year>[0-9]{4}) ?[-/] ?(?P<next>(?:[0-9]{2})?[0-9]{2})"
    r"(?P<called> (?:school year|academic year|sy|ay))?"
)
# EDTF writes the summer of 2021 "2021-22", which to a school district is a school year.
_SEASON_CODE = re.compile(r"[0-9]{4}-2[1-4](?![0-9-])")
_INTERVAL = re.compile(r"[0-9]{4}[0-9-]*/[0-9]{4}[0-9-]*")
_OPEN = re.compile(r"(?:since|from) (.+?)(?: onwards?)?|(.+?) ?(?:-|onwards?)")
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\b[.,]? "
)
_BETWEEN = re.compile(r" (?:to|through) | ?- ?")


def understand(text: str) -> PartialDate:
    """Read what staff typed: EDTF, or English as in `ACCEPTED`, with any dash and any case.

    Raises EDTFError with a message for the person who typed it.
    """
    text = western_digits(without_marks(text))
    if len(text) > _LONGEST:
        raise EDTFError(f"This is too long for a date. {ACCEPTED}")
    edtf = _edtf(text.strip()) or _english(_plain(text))
    if not edtf and (code := _SEASON_CODE.search(text)):
        said = f"“{code[0]}” may be a season or two years: write it in words, such as Fall 2021."
        raise EDTFError(f"{said} {ACCEPTED}")
    if not edtf and _INTERVAL.fullmatch(text.strip()):
        return parse(text.strip())  # which says what is wrong with it
    if not edtf:
        raise EDTFError(f"We can’t read “{text.strip()}” as a date. {ACCEPTED}")
    return parse(edtf)


def is_unknown(text: str) -> bool:
    """Whether somebody wrote, with or without a word, that the date is not known."""
    return _plain(without_marks(text)).strip(". ") in {"", *UNKNOWN}


def input_text(value: PartialDate) -> str:
    """The English text for `value` in an input; `understand` reads the same value from it."""
    start, end = value.start, value.end
    if value.is_school_year:
        return f"{_two_years(value.lower.year)} school year"
    if end is None:
        return f"since {_single_text(start)}"
    first, last = _single_text(start), _single_text(end)
    if not value.is_interval:
        return first
    if start.precision != end.precision:
        return f"{first} to {last}"
    if start.lower.year == end.lower.year:
        first = first.removesuffix(f" {start.lower.year}").removesuffix(",")
    return f"{first} – {last}"


def _single_text(value: PartialDate) -> str:
    day, month = value.lower, _MONTHS[value.lower.month - 1]
    match value.precision:
        case "day":
            return f"{month} {day.day}, {day.year}"
        case "month":
            return f"{month} {day.year}"
        case "season" if day.month == 12:
            return f"Winter {_two_years(day.year, '–')}"
        case "season":
            return f"{_SEASONS[day.month // 3 - 1]} {day.year}"
    return str(day.year)


def _two_years(year: int, dash: str = "-") -> str:
    return f"{year}{dash}{(year + 1) % 100:02}"


def _plain(text: str) -> str:
    """Lower case, one kind of dash, no commas and full stops, single spaces, plain numbers."""
    text = re.sub("[\u2010-\u2015\u2212]|(?<=[a-z])/(?=[a-z])", " - ", text.lower())
    text = re.sub(r"\b(sy|ay) ?([0-9]{2}) ?(?=[-/])", r"\1 20\2", _WEEKDAY.sub("", text))
    text = re.sub(r"\b([0-9]{1,2})(?:st|nd|rd|th)\b|\bof\b", r"\1", text)
    return " ".join(re.sub(r"[.,]", " ", text).split())


def _edtf(text: str) -> str | None:
    """What was typed as EDTF; its codes of seasons are no words of a school district."""
    return None if _SEASON_CODE.search(text) else _written(text)


def _written(text: str) -> str | None:
    try:
        return str(parse(text))
    except EDTFError:
        return None


def _english(text: str) -> str | None:
    """The EDTF text for plain English; None if it is not understood."""
    if single := _single(text):
        return single
    for between in _BETWEEN.finditer(text):
        first, last = text[: between.start()].removeprefix("from "), text[between.end() :]
        if ends := _ends(first, last, same=between[0].strip() == "-"):
            return "/".join(ends)
    if (since := _OPEN.fullmatch(text)) and (start := _single(since[1] or since[2])):
        return f"{start.partition('/')[0]}/.."
    return None


def _ends(first: str, last: str, *, same: bool) -> tuple[str, str] | None:
    """Both ends, each completed with a month or a year that only the other one names.

    With `same` they must be equally exact: "Winter 2021-2023" is taken for a typing error.
    """
    end = _single(last) or _single(f"{first.partition(' ')[0]} {last}")
    if not end:
        return None
    start = _single(first) or _single(f"{first} {end[:4]}")
    if not start or (same and parse(start).precision != parse(end).precision):
        return None
    return start.partition("/")[0], end.rpartition("/")[2]


def _single(text: str) -> str | None:
    """The EDTF text of one date or one school year, None if it is neither."""
    if winter := _WINTER.fullmatch(text):
        return f"{winter['year']}-24" if _next_year_follows(winter) else None
    if (school := _SCHOOL_YEAR.fullmatch(text)) and _is_school_year(school):
        return f"{school['year']}-08/{int(school['year']) + 1}-06"
    for form in _FORMS:
        if match := form.fullmatch(text):
            said = {name: part for name, part in match.groupdict().items() if part}
            month = _NUMBERS[said["word"]] if "word" in said else int(said["month"])
            day = f"-{int(said['day']):02}" if "day" in said else ""
            return _written(f"{said['year']}-{month:02}{day}")
    return _edtf(text) if "/" not in text else None


def _next_year_follows(years: re.Match[str]) -> bool:
    return str(int(years["year"]) + 1).endswith(years["next"])


def _is_school_year(years: re.Match[str]) -> bool:
    """Two years in full are one only where they are called so: else they are calendar years."""
    called = years["named"] or years["called"] or len(years["next"]) == 2
    return bool(called) and _next_year_follows(years) and int(years["year"]) in YEARS

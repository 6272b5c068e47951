"""How each language writes dates: by CLDR's patterns, with the digits 0-9.

A text can be used alone or inside a sentence; the template capitalizes it at the start of one.
Season names are looked up at each call, because catalogs are loaded after this module.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from babel import Locale
from babel.dates import parse_pattern
from django.utils.translation import override, pgettext, pgettext_lazy

from languages.edtf import PartialDate
from languages.overlay import kept
from languages.registry import LANGUAGES

_DAY, _WEEKDAY, _MONTH, _YEAR = "yMMMMd", "yMMMMEEEEd", "yMMMM", "y"
_OWN_PATTERNS = {language.cldr: language.patterns for language in LANGUAGES.values()}
_SKELETONS = {"day": _DAY, "month": _MONTH, "year": _YEAR}

# By the month in which each begins.
SEASONS = {
    # Translators: inside a sentence, so in lower case unless your language writes it otherwise.
    3: pgettext_lazy("time", "spring %(year)s"),
    6: pgettext_lazy("time", "summer %(year)s"),
    9: pgettext_lazy("time", "fall %(year)s"),
    # Translators: the winter from December to February, with both its years: “2021–22”.
    12: pgettext_lazy("time", "winter %(year)s–%(next)s"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """`text` in one language, and the value for `<time datetime>`, None if HTML has none."""

    text: str
    datetime: str | None


@kept
def say(value: PartialDate, language: str) -> Said:
    """The date or interval in words; `datetime` is None for seasons and intervals."""
    if value.is_interval:
        return Said(_interval(value, language), None)
    text = _single(value, language)
    return Said(text, None if value.precision == "season" else str(value))


@lru_cache(maxsize=4096)
def say_day(day: date, language: str) -> Said:
    """The day with its month written out: “May 10, 2021”."""
    locale = locale_of(language)
    return Said(_write(_pattern(_DAY, locale), day, locale), day.isoformat())


def say_weekday_day(day: date, language: str) -> Said:
    """The day with its weekday: “Monday, May 10, 2021”."""
    locale = locale_of(language)
    return Said(_write(_pattern(_WEEKDAY, locale), day, locale), day.isoformat())


def date_parts(day: date, language: str) -> tuple[str, str]:
    """Number of the day and short name of the month, for a date block."""
    locale = locale_of(language)
    return str(day.day), _write(_own(locale).get("MMM", "MMM"), day, locale)


def _interval(value: PartialDate, language: str) -> str:
    start, end = value.start, value.end
    if value.is_school_year:
        with override(language):
            # Translators: a school year with both its years: “2021-22 school year”.
            return pgettext("time", "%(year)s-%(next)s school year") % _years(start.lower)
    if end is None:
        with override(language):
            # Translators: no end is known. %(date)s is in its dictionary form: “May 2021”.
            return pgettext("time", "from %(date)s") % {"date": _single(start, language)}
    if start.precision == end.precision != "season":
        return _between(start.lower, end.lower, _SKELETONS[end.precision], locale_of(language))
    with override(language):
        # Translators: both are in their dictionary form: “May 2021”, “fall 2021”, “2022”.
        return pgettext("time", "%(start)s to %(end)s") % {
            "start": _single(start, language),
            "end": _single(end, language),
        }


def _single(value: PartialDate, language: str) -> str:
    day = value.lower
    if value.precision != "season":
        locale = locale_of(language)
        return _write(_pattern(_SKELETONS[value.precision], locale), day, locale)
    with override(language):
        return str(SEASONS[day.month]) % _years(day)


def _years(day: date) -> dict[str, object]:
    """The year of a day, and the two last digits of the next."""
    return {"year": day.year, "next": f"{(day.year + 1) % 100:02}"}


def _own(locale: Locale) -> Mapping[str, str]:
    return _OWN_PATTERNS.get(str(locale), {})


def _between(first: date, last: date, skeleton: str, locale: Locale) -> str:
    """Two days, months or years by CLDR's pattern for the largest part in which they differ."""
    part = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    if pieces := _pieces(skeleton, part, locale):
        return "".join(_write(*piece, locale) for piece in zip(pieces, (first, last), strict=True))
    single = _pattern(skeleton, locale)
    return joined(_write(single, first, locale), _write(single, last, locale), locale)


def _pieces(skeleton: str, part: str, locale: Locale) -> Sequence[str]:
    """Patterns of the start (with the dash) and the end; none where the two are to be joined."""
    own = _own(locale)
    if skeleton in own:
        parts = re.split("(?<=[–—])", own.get(f"{skeleton}/{part}", ""))
        return parts if len(parts) == 2 else []
    formats = locale.interval_formats
    # Where CLDR has days with short months alone, its rules let the month be written out.
    pieces = formats.get(skeleton) or formats[skeleton.replace("MMMM", "MMM")]
    # Babel finds no place to part them where the two months are written with different letters.
    whole = len(pieces[part]) == 2
    return [re.sub("M+", "MMMM", piece) for piece in pieces[part]] if whole else []


def joined(first: str, last: str, locale: Locale) -> str:
    fallback: str = locale.interval_formats[None]
    return spaced(fallback.format(first, last))


def _pattern(skeleton: str, locale: Locale) -> str:
    if own := _own(locale).get(skeleton):
        return own
    lengths = {_DAY: "long", _WEEKDAY: "full"}
    pattern = (
        locale.date_formats[lengths[skeleton]]
        if skeleton in lengths
        else locale.datetime_skeletons[skeleton]
    )
    return str(pattern.pattern)


def _write(pattern: str, day: date, locale: Locale) -> str:
    first = _own(locale).get("first")
    if first and day.day == 1:
        pattern = re.sub(r"\bd\b", f"'{first}'", pattern)
    return spaced(parse_pattern(pattern).apply(day, locale))


def spaced(text: str) -> str:
    """One kind of space for CLDR's thin and unbreakable ones: searches and tests meet no other."""
    return re.sub("[\u00a0\u2009\u202f]", " ", text)


@cache
def locale_of(language: str) -> Locale:
    return Locale.parse(LANGUAGES[language].cldr)

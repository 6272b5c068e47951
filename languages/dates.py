"""How each language writes dates and times: by CLDR's patterns, with the digits 0-9.

A text can be used alone or inside a sentence; the template capitalizes it at the start of one.
Season names are looked up at each call, because catalogs are loaded after this module.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_interval, format_time, get_timezone_name, parse_pattern
from django.utils.translation import override, pgettext, pgettext_lazy

from languages.edtf import PartialDate
from languages.registry import LANGUAGES

_DAY, _WEEKDAY, _MONTH, _YEAR = "yMMMMd", "yMMMMEEEEd", "yMMMM", "y"
_OWN_PATTERNS = {language.cldr: language.patterns for language in LANGUAGES.values()}
_SKELETONS = {"day": _DAY, "month": _MONTH, "year": _YEAR}

_SEASONS = {
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


@dataclass(frozen=True, slots=True)
class SaidMeeting:
    """When a meeting is, on the clock of its place.

    `day` has the weekday; `last_day` too, None if the meeting ends on the day that it starts.
    `start` and `end` are clock times with instants in ISO 8601, `hours` the two in one phrase,
    `zone` the name of the time zone; empty where the clock is set meanwhile, and each clock time
    brings its own.
    """

    day: Said
    last_day: Said | None
    start: Said
    end: Said
    hours: str
    zone: str

    @property
    def begins(self) -> Said:
        """The first day in words, with the instant for machines."""
        return Said(self.day.text, self.start.datetime)

    @property
    def ends(self) -> Said:
        """The last day in words, with the instant for machines."""
        return Said((self.last_day or self.day).text, self.end.datetime)


def say(value: PartialDate, language: str) -> Said:
    """The date or interval in words; `datetime` is None for seasons and intervals."""
    if value.is_interval:
        return Said(_interval(value, language), None)
    text = _single(value, language)
    return Said(text, None if value.precision == "season" else str(value))


def say_day(day: date, language: str) -> Said:
    """The day with its month written out: “May 10, 2021”."""
    locale = _locale(language)
    return Said(_write(_pattern(_DAY, locale), day, locale), day.isoformat())


def say_weekday_day(day: date, language: str) -> Said:
    """The day with its weekday: “Monday, May 10, 2021”."""
    locale = _locale(language)
    return Said(_write(_pattern(_WEEKDAY, locale), day, locale), day.isoformat())


def say_meeting(
    starts_at: datetime, ends_at: datetime, zone: ZoneInfo, language: str
) -> SaidMeeting:
    """Day, hours and zone of a meeting, from aware instants and the zone of its place."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    locale, one_day = _locale(language), start.date() == end.date()
    # Where the clock is set meanwhile, hours alone would tell of another duration.
    clock = _clock if start.utcoffset() == end.utcoffset() else _zoned_clock
    return SaidMeeting(
        day=say_weekday_day(start.date(), language),
        last_day=None if one_day else say_weekday_day(end.date(), language),
        start=clock(start, locale),
        end=clock(end, locale),
        hours=_hours(start, end, locale),
        zone="" if clock is _zoned_clock else get_timezone_name(start, "long", locale=locale),
    )


def date_parts(day: date, language: str) -> tuple[str, str]:
    """Number of the day and short name of the month, for a date block."""
    return str(day.day), _write("LLL", day, _locale(language))


def _interval(value: PartialDate, language: str) -> str:
    start, end = value.start, value.end
    if end is None:
        with override(language):
            # Translators: no end is known. %(date)s is in its dictionary form: “May 2021”.
            return pgettext("time", "from %(date)s") % {"date": _single(start, language)}
    if start.precision == end.precision != "season":
        return _between(start.lower, end.lower, _SKELETONS[end.precision], _locale(language))
    with override(language):
        # Translators: both are in their dictionary form: “May 2021”, “fall 2021”, “2022”.
        return pgettext("time", "%(start)s to %(end)s") % {
            "start": _single(start, language),
            "end": _single(end, language),
        }


def _single(value: PartialDate, language: str) -> str:
    day = value.lower
    if value.precision != "season":
        locale = _locale(language)
        return _write(_pattern(_SKELETONS[value.precision], locale), day, locale)
    years = {"year": day.year, "next": f"{(day.year + 1) % 100:02}"}
    with override(language):
        return str(_SEASONS[day.month]) % years


def _between(first: date, last: date, skeleton: str, locale: Locale) -> str:
    """Two days, months or years by CLDR's pattern for the largest part in which they differ."""
    part = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    if pieces := _pieces(skeleton, part, locale):
        return "".join(_write(*piece, locale) for piece in zip(pieces, (first, last), strict=True))
    single = _pattern(skeleton, locale)
    return _joined(_write(single, first, locale), _write(single, last, locale), locale)


def _pieces(skeleton: str, part: str, locale: Locale) -> Sequence[str]:
    """Patterns of the start (with the dash) and the end; none where the two are to be joined."""
    own = _OWN_PATTERNS.get(str(locale), {})
    if skeleton in own:
        start, dash, end = own.get(f"{skeleton}/{part}", "").partition("–")
        return [start + dash, end] if dash else []
    formats = locale.interval_formats
    # Where CLDR has days with short months alone, its rules let the month be written out.
    pieces = formats.get(skeleton) or formats[skeleton.replace("MMMM", "MMM")]
    # Babel finds no place to part them where the two months are written with different letters.
    whole = len(pieces[part]) == 2
    return [re.sub("M+", "MMMM", piece) for piece in pieces[part]] if whole else []


def _joined(first: str, last: str, locale: Locale) -> str:
    fallback: str = locale.interval_formats[None]
    return _spaced(fallback.format(first, last))


def _pattern(skeleton: str, locale: Locale) -> str:
    if own := _OWN_PATTERNS.get(str(locale), {}).get(skeleton):
        return own
    lengths = {_DAY: "long", _WEEKDAY: "full"}
    pattern = (
        locale.date_formats[lengths[skeleton]]
        if skeleton in lengths
        else locale.datetime_skeletons[skeleton]
    )
    return str(pattern.pattern)


def _write(pattern: str, day: date, locale: Locale) -> str:
    first = _OWN_PATTERNS.get(str(locale), {}).get("first")
    if first and day.day == 1:
        pattern = re.sub(r"\bd\b", f"'{first}'", pattern)
    return _spaced(parse_pattern(pattern).apply(day, locale))


def _clock(instant: datetime, locale: Locale) -> Said:
    text = format_time(instant, "short", locale=locale)
    return Said(_spaced(text), instant.isoformat(timespec="seconds"))


def _hours(start: datetime, end: datetime, locale: Locale) -> str:
    if start.utcoffset() != end.utcoffset():
        return _joined(_zoned_clock(start, locale).text, _zoned_clock(end, locale).text, locale)
    if start.date() != end.date():
        return _joined(_clock(start, locale).text, _clock(end, locale).text, locale)
    # The 12-hour clock is CLDR's for a language if its own short time names the half of the day.
    skeleton = "hm" if "a" in locale.time_formats["short"].pattern else "Hm"
    return _spaced(format_interval(start, end, skeleton, locale=locale))


def _zoned_clock(instant: datetime, locale: Locale) -> Said:
    said, zone = _clock(instant, locale), get_timezone_name(instant, "long", locale=locale)
    return Said(f"{said.text} ({zone})", said.datetime)


def _spaced(text: str) -> str:
    """One kind of space for CLDR's thin and unbreakable ones: searches and tests meet no other."""
    return re.sub("[\u00a0\u2009\u202f]", " ", text)


def _locale(language: str) -> Locale:
    return Locale.parse(LANGUAGES[language].cldr)

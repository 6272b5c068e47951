"""How each language of the site says the hours of a meeting, on the clock of its place."""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from babel.dates import format_interval, format_time
from django.utils.translation import override, pgettext

from languages.dates import Said, joined, locale_of, say_weekday_day, spaced
from languages.registry import LANGUAGES, Clock


@dataclass(frozen=True, slots=True)
class SaidMeeting:
    """When a meeting is, on the clock of its place.

    `day` has the weekday; `last_day` too, None if the meeting ends on the day that it starts, or
    at the midnight that follows. `start` and `end` are clock times with instants in ISO 8601,
    `hours` the two in one phrase, `zone` the clock that they are read from: “Denver time”.
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


def say_meeting(
    starts_at: datetime, ends_at: datetime, zone: ZoneInfo, language: str
) -> SaidMeeting:
    """Day, hours and zone of a meeting, from aware instants and the zone of its place."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    one_day = start.date() == last_moment(end).date()
    # Where the clock is set meanwhile, hours alone would tell of another duration.
    said = _clock if start.utcoffset() == end.utcoffset() else _clock_in_season
    with override(language):
        return SaidMeeting(
            day=say_weekday_day(start.date(), language),
            last_day=None if one_day else say_weekday_day(end.date(), language),
            start=Said(said(start, language), start.isoformat(timespec="seconds")),
            end=Said(said(end, language), end.isoformat(timespec="seconds")),
            hours=_hours(start, end, language),
            zone=say_zone(zone, language),
        )


def last_moment(end: datetime) -> datetime:
    """The last moment of what ends: at midnight, it is of the day before."""
    return end - timedelta(microseconds=1)


def say_zone(zone: ZoneInfo, language: str) -> str:
    """The time of the city that stands for a zone, as families know it: “Denver time”."""
    known = LANGUAGES[language]
    with override(language):
        # Translators: what a clock shows in a city, after the hours: “5:30 PM, Denver time”.
        said = pgettext("clock", "%(city)s time") % {"city": _city(zone, language)}
    pattern, replacement = known.city_form
    return re.sub(pattern, replacement, said) if pattern else said


def _city(zone: ZoneInfo, language: str) -> str:
    """CLDR's name; what it does not translate is written as in the name of the zone."""
    name = get_global("zone_aliases").get(zone.key, zone.key)
    area, _, place = name.rpartition("/")
    plain: str = place.replace("_", " ")
    if not LANGUAGES[language].cities_in_cldr:
        return plain
    zones = locale_of(language).time_zones
    # CLDR keeps "America/Indiana/Indianapolis" under its older name.
    older = f"{area.partition('/')[0]}/{place}"
    return str(zones.get(name, {}).get("city") or zones.get(older, {}).get("city") or plain)


def _hours(start: datetime, end: datetime, language: str) -> str:
    clock, locale = LANGUAGES[language].clock, locale_of(language)
    if start.time() == end.time() == time.min and start.date() == last_moment(end).date():
        # Translators: in place of the hours, of a meeting from midnight to midnight.
        return pgettext("clock", "all day")
    if start.utcoffset() != end.utcoffset():
        return joined(_clock_in_season(start, language), _clock_in_season(end, language), locale)
    if clock:
        return f"{_between(start, end, clock, locale)} {clock.note}".rstrip()
    if start.date() != end.date():
        return joined(_clock(start, language), _clock(end, language), locale)
    # The 12-hour clock is CLDR's for a language if its own short time names the half of the day.
    skeleton = "hm" if "a" in locale.time_formats["short"].pattern else "Hm"
    return spaced(format_interval(start, end, skeleton, locale=locale))


def _between(start: datetime, end: datetime, clock: Clock, locale: Locale) -> str:
    """The part of the day is said once for both if it is the same and no night lies between."""
    part = _part(start, clock)
    if part == _part(end, clock) and start.date() == end.date():
        hours = f"{_bare(start, clock, locale)}{clock.dash}{_bare(end, clock, locale)}"
        return clock.phrase.format(time=hours, part=part)
    return f"{_phrase(start, clock, locale)} – {_phrase(end, clock, locale)}"


def _clock(instant: datetime, language: str) -> str:
    clock, locale = LANGUAGES[language].clock, locale_of(language)
    if clock is None:
        return spaced(format_time(instant, "short", locale=locale))
    return f"{_phrase(instant, clock, locale)} {clock.note}".rstrip()


def _clock_in_season(instant: datetime, language: str) -> str:
    """For the night on which the clock is set: an hour may come twice."""
    words = {"time": _clock(instant, language)}
    if instant.dst():
        return pgettext("clock", "%(time)s (daylight saving time)") % words
    # Translators: the time of winter, in contrast to daylight saving time.
    return pgettext("clock", "%(time)s (standard time)") % words


def _phrase(instant: datetime, clock: Clock, locale: Locale) -> str:
    return clock.phrase.format(time=_bare(instant, clock, locale), part=_part(instant, clock))


def _bare(instant: datetime, clock: Clock, locale: Locale) -> str:
    return str(format_time(instant, clock.time, locale=locale))


def _part(instant: datetime, clock: Clock) -> str:
    return next((word for hour, word in reversed(clock.parts) if hour <= instant.hour), "")

"""Times on the clock of a place in English, for staff, with the name of its time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name

from languages.hours import say_meeting
from languages.registry import LANGUAGES, SOURCE


def zone_label(zone: ZoneInfo) -> str:
    """The time zone with its name for staff: “Mountain Time: America/Denver”, or “UTC”."""
    if zone.key == "UTC":
        return zone.key
    name = get_timezone_name(zone, "long", locale=LANGUAGES[SOURCE].cldr)
    return f"{name}: {zone.key}"


def said_time(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """Day, hours and zone of a meeting in English."""
    said = say_meeting(starts_at, ends_at, zone, SOURCE)
    when = f"{said.day.text}, {said.hours}"
    if said.last_day:
        when = f"{said.day.text}, {said.start.text} – {said.last_day.text}, {said.end.text}"
    return f"{when} ({zone_label(zone)})"


def said_moment(at: datetime, zone: ZoneInfo) -> str:
    """Day, time and zone of an instant in English."""
    said = say_meeting(at, at, zone, SOURCE)
    return f"{said.day.text}, {said.start.text} ({zone_label(zone)})"

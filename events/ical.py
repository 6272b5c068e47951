"""Writes meetings as iCalendar (RFC 5545, with the properties of RFC 7986)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from icalendar import Calendar, Event, vDatetime, vDuration, vText, vUri

REFRESH = timedelta(hours=6)

# Calendar programs end lines at more characters than RFC 5545, so only the tab may stay.
# Our own pass, since icalendar keeps control characters and reads a typed \N as a newline.
ESCAPES = str.maketrans(
    dict.fromkeys([*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))])
    | dict.fromkeys("\n\r\x85\u2028\u2029", "\\n")
    | {"\t": "\t", "\\": "\\\\", ";": "\\;", ",": "\\,"}
)
# Some programs take a folded line of blanks for the end of the property.
BLANKS = re.compile(r"\s{20,}")


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """What a calendar shows of a meeting. Texts are in one language; empty ones are left out.

    All times are aware. `status` is TENTATIVE, CONFIRMED or CANCELLED, or empty if not announced;
    `conference` is an https address to join, `phone` a tel: URI to dial in.
    """

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    modified_at: datetime
    status: str
    summary: str
    description: str
    location: str
    url: str
    conference: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A calendar to subscribe to; `url` is its own address, which calendar programs load again."""

    name: str
    description: str
    language: str
    url: str


def calendar(events: Iterable[CalendarEvent], feed: Feed | None, language: str) -> bytes:
    """A file of events in their order; `language` is a BCP 47 tag. Equal input gives equal bytes.

    Texts cannot break the format: newlines are escaped, other control characters left out.
    """
    found = Calendar()
    found.add("VERSION", "2.0")
    found.add("PRODID", "-//SRO Transition Tracker//Meetings//EN")
    found.add("CALSCALE", "GREGORIAN")
    if feed:
        _describe(found, feed)
    # RFC 5545 requires a component, but calendar programs accept an empty calendar, and Outlook
    # writes such files itself; a made-up component would be shown to people.
    for event in events:
        found.add_component(_vevent(event, language))
    return bytes(found.to_ical())


class _Text(vText):
    def to_ical(self) -> bytes:
        return BLANKS.sub(" ", self.replace("\r\n", "\n").translate(ESCAPES)).encode()


def _describe(found: Calendar, feed: Feed) -> None:
    for name, old_name, text in (
        ("NAME", "X-WR-CALNAME", feed.name),
        ("DESCRIPTION", "X-WR-CALDESC", feed.description),
    ):
        if text:
            found.add(name, _text(text, feed.language))
            found.add(old_name, _Text(text))
    found.add("SOURCE", _uri(feed.url, VALUE="URI"))
    found.add("REFRESH-INTERVAL", vDuration(REFRESH, params={"VALUE": "DURATION"}))
    found.add("X-PUBLISHED-TTL", vDuration(REFRESH))


def _vevent(event: CalendarEvent, language: str) -> Event:
    found = Event()
    found.add("UID", _Text(event.uid))
    found.add("SEQUENCE", event.sequence)
    for name, at in (
        ("DTSTAMP", event.modified_at),
        ("LAST-MODIFIED", event.modified_at),
        ("DTSTART", event.starts_at),
        ("DTEND", event.ends_at),
    ):
        found.add(name, vDatetime(at.astimezone(UTC)))
    for name, text, value in (
        ("STATUS", event.status, _Text(event.status)),
        ("SUMMARY", event.summary, _text(event.summary, language)),
        ("DESCRIPTION", event.description, _text(event.description, language)),
        ("LOCATION", event.location, _text(event.location, language)),
        ("URL", event.url, _uri(event.url)),
        ("CONFERENCE", event.conference, _uri(event.conference, VALUE="URI", FEATURE="VIDEO")),
        ("CONFERENCE", event.phone, _uri(event.phone, VALUE="URI", FEATURE="PHONE")),
    ):
        if text:
            found.add(name, value)
    return found


def _text(text: str, language: str) -> _Text:
    return _Text(text, params={"LANGUAGE": re.sub("[^A-Za-z0-9-]", "", language)})


def _uri(uri: str, **params: str) -> vUri:
    """Percent-encodes what RFC 3986 does not allow; what is encoded already stays."""
    return vUri(quote(uri, safe="%:/?#[]@!$&'()*+,;="), params=params)

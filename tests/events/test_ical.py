import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import ics
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from events.ical import CalendarEvent, Feed, calendar
from languages.registry import LANGUAGES
from tests.events.zones import changes, zones
from tests.reading_grade import content_files

EVENT = CalendarEvent(
    uid="meeting-1@example.org",
    sequence=3,
    starts_at=datetime(2021, 5, 10, 17, 30, tzinfo=ZoneInfo("America/Denver")),
    ends_at=datetime(2021, 5, 10, 18, 30, tzinfo=ZoneInfo("America/Denver")),
    modified_at=datetime(2021, 4, 1, 9, 0, 5, 999, tzinfo=ZoneInfo("America/Denver")),
    status="CONFIRMED",
    summary="Community meeting",
    description="Plans; questions, answers",
    location="Henry",
    url="https://example.org/en/meeting-1",
    conference="https://example.org/join?a=1,2;b#c",
    phone="tel:+1-720-555-0100,,42",
)
FEED = Feed("Denver", "Meetings in Denver", "en", "https://example.org/en/denver.ics")

HEAD = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//SRO Transition Tracker//Meetings//EN"]
HEAD += ["CALSCALE:GREGORIAN"]
FEED_LINES = [
    "NAME;LANGUAGE=en:Denver",
    "X-WR-CALNAME:Denver",
    "DESCRIPTION;LANGUAGE=en:Meetings in Denver",
    "X-WR-CALDESC:Meetings in Denver",
    "SOURCE;VALUE=URI:https://example.org/en/denver.ics",
    "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    "X-PUBLISHED-TTL:PT6H",
]
EVENT_LINES = [
    "BEGIN:VEVENT",
    "UID:meeting-1@example.org",
    "SEQUENCE:3",
    "DTSTAMP:20210401T150005Z",
    "LAST-MODIFIED:20210401T150005Z",
    "DTSTART:20210510T233000Z",
    "DTEND:20210511T003000Z",
    "STATUS:CONFIRMED",
    "SUMMARY;LANGUAGE=en:Community meeting",
    r"DESCRIPTION;LANGUAGE=en:Plans\; questions\, answers",
    "LOCATION;LANGUAGE=en:Henry",
    "URL:https://example.org/en/meeting-1",
    "CONFERENCE;FEATURE=VIDEO;VALUE=URI:https://example.org/join?a=1,2;b#c",
    "CONFERENCE;FEATURE=PHONE;VALUE=URI:tel:+1-720-555-0100,,42",
    "END:VEVENT",
]


def lines(data: bytes) -> list[str]:
    """The content lines, unfolded as RFC 5545, section 3.1 says it."""
    *found, rest = data.replace(b"\r\n ", b"").split(b"\r\n")
    assert rest == b""
    return [line.decode() for line in found]


def names(data: bytes) -> list[str]:
    return sorted(re.split("[;:]", line)[0] for line in lines(data))


class Reading(NamedTuple):
    uid: str
    starts_at: datetime
    ends_at: datetime
    summary: str
    status: str


READ = ("uid", "dtstart", "dtend", "summary", "status")


def by_icalendar(data: bytes) -> list[Reading]:
    found = Calendar.from_ical(data)
    assert not found.errors
    return [Reading(*(event.decoded(name) for name in READ)) for event in found.events]


def by_ics(data: bytes) -> list[Reading]:
    return [
        Reading(e.uid, e.begin.datetime, e.end.datetime, e.name, e.status)
        for e in ics.Calendar(data.decode()).events
    ]


def by_vobject(data: bytes) -> list[Reading]:
    found = vobject.readOne(data.decode()).contents.get("vevent", [])
    return [Reading(*(getattr(event, name).value for name in READ)) for event in found]


each_reader = pytest.mark.parametrize("reader", [by_icalendar, by_ics, by_vobject])
Reader = Callable[[bytes], list[Reading]]


def expected(event: CalendarEvent) -> Reading:
    starts_at, ends_at = event.starts_at.astimezone(UTC), event.ends_at.astimezone(UTC)
    return Reading(event.uid, starts_at, ends_at, event.summary, event.status)


def test_a_meeting_is_written_in_full() -> None:
    data = calendar([EVENT], None, "en")
    assert lines(data)[0] == "BEGIN:VCALENDAR"
    assert lines(data)[-1] == "END:VCALENDAR"
    assert sorted(lines(data)) == sorted([*HEAD, *EVENT_LINES, "END:VCALENDAR"])


def test_a_feed_says_what_it_is_and_where_and_when_to_fetch_it_again() -> None:
    data = calendar([EVENT], FEED, "en")
    assert sorted(lines(data)) == sorted([*HEAD, *FEED_LINES, *EVENT_LINES, "END:VCALENDAR"])


def test_what_is_empty_is_left_out() -> None:
    bare = replace(EVENT, status="", description="", location="", url="", conference="", phone="")
    left_out = ("STATUS", "DESCRIPTION", "LOCATION", "URL", "CONFERENCE")
    kept = [line for line in EVENT_LINES if not line.startswith(left_out)]
    assert sorted(lines(calendar([bare], None, "en"))) == sorted([*HEAD, *kept, "END:VCALENDAR"])


@each_reader
def test_readers_accept_a_feed_without_meetings(reader: Reader) -> None:
    data = calendar([], FEED, "en")
    assert (reader(data), "NAME;LANGUAGE=en:Denver" in lines(data)) == ([], True)


def test_meetings_keep_their_order() -> None:
    uids = ["c", "a", "b"]
    data = calendar((replace(EVENT, uid=uid) for uid in uids), None, "en")
    assert [line for line in lines(data) if line.startswith("UID")] == ["UID:c", "UID:a", "UID:b"]


@each_reader
@pytest.mark.parametrize("status", ["TENTATIVE", "CONFIRMED", "CANCELLED"])
def test_readers_agree_on_the_status(reader: Reader, status: str) -> None:
    event = replace(EVENT, status=status)
    assert reader(calendar([event], None, "en")) == [expected(event)]


@pytest.mark.parametrize("sequence", [0, 12])
def test_readers_agree_on_the_revision(sequence: int) -> None:
    data = calendar([replace(EVENT, sequence=sequence)], None, "en")
    assert Calendar.from_ical(data).events[0]["SEQUENCE"] == sequence
    assert vobject.readOne(data.decode()).vevent.sequence.value == str(sequence)


def in_ten_languages() -> list[tuple[str, list[str]]]:
    meetings = content_files()["denver"]["meetings"]
    return [(code, [meeting["title"][code] for meeting in meetings]) for code in LANGUAGES]


@each_reader
@pytest.mark.parametrize(("language", "titles"), in_ten_languages())
def test_readers_agree_on_titles_in_every_script(
    reader: Reader, language: str, titles: list[str]
) -> None:
    long = " – ".join(titles)
    events = [replace(EVENT, uid=str(n), summary=text) for n, text in enumerate([*titles, long])]
    data = calendar(events, None, language)
    assert sorted(reader(data)) == [expected(event) for event in events]
    assert f"SUMMARY;LANGUAGE={language}:{long}".replace(",", r"\,") in lines(data)


@pytest.mark.parametrize(("language", "titles"), in_ten_languages())
def test_no_line_is_longer_than_75_octets_and_none_cuts_a_character(
    language: str, titles: list[str]
) -> None:
    for shift in range(4):
        text = "x" * shift + "".join(titles)
        physical = calendar([replace(EVENT, summary=text)], None, language).split(b"\r\n")
        assert all(len(line) <= 75 and b"\n" not in line for line in physical)
        assert all(line.decode() for line in physical[:-1])
        assert sum(line.startswith(b" ") for line in physical) >= 1


def test_the_clock_changes_are_found() -> None:
    assert {"America/Boise", "America/Phoenix", "America/Puerto_Rico", "Pacific/Guam"} < {*zones()}
    spring, autumn = changes(ZoneInfo("America/Denver"))
    assert spring == datetime(2021, 3, 14, 9, tzinfo=UTC)
    assert autumn == datetime(2021, 11, 7, 8, tzinfo=UTC)


@pytest.mark.parametrize("name", zones())
def test_readers_agree_on_instants_around_clock_changes(name: str) -> None:
    zone = ZoneInfo(name)
    instants = [
        change + timedelta(minutes=minutes)
        for change in changes(zone)
        for minutes in (-60, -1, 0, 59, 60)
    ]
    events = [
        replace(
            EVENT,
            uid=at.isoformat(),
            starts_at=at.astimezone(zone),
            ends_at=(at + timedelta(hours=1)).astimezone(zone),
        )
        for at in instants
    ]
    data = calendar(events, None, "en")
    for reader in (by_icalendar, by_ics, by_vobject):
        found = [(r.uid, r.starts_at, r.ends_at) for r in sorted(reader(data))]
        assert found == [(at.isoformat(), at, at + timedelta(hours=1)) for at in instants]


HOSTILE = [
    *("\r", "\n", "\r\n", "\0", "\b", "\t", "\v", "\f", "\x1b", "\x1c", "\x7f", "\x85", "\x9b"),
    *("\u2028", "\u2029", "\ufeff", ",", ";", ":", "\\", '"', "^", "%", "=", " ", "n", "N", "é"),
    *("\r\nBEGIN:VEVENT\r\n", "END:VEVENT", "\nX-EVIL:1", "\\nX-EVIL:1", " " * 70, "\u3000" * 25),
    *("မြန်မာ", "🏫", "x" * 71),
]
pieces = st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=3)
texts = st.lists(pieces, min_size=1).map("".join)
fields = ["uid", "status", "summary", "description", "location", "url", "conference", "phone"]
events_of_texts = st.builds(replace, st.just(EVENT), **dict.fromkeys(fields, texts))


@settings(deadline=None)
@given(events_of_texts, st.builds(Feed, texts, texts, texts, texts), texts)
def test_nothing_in_a_text_adds_a_line(event: CalendarEvent, feed: Feed, language: str) -> None:
    data = calendar([event], feed, language)
    assert names(data) == names(calendar([EVENT], FEED, "en"))
    physical = data.decode().splitlines()
    assert len(physical) == data.count(b"\n") == data.count(b"\r\n")
    assert all(len(line.encode()) <= 75 for line in physical)
    assert not re.search(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", data.decode())
    read = vobject.readOne(data.decode(), allowQP=True)
    assert len(list(read.vevent.getChildren())) == len(EVENT_LINES) - 2


def kept(text: str) -> str:
    """What a reader is to see of a text; icalendar takes a U+FEFF that begins one for a mark."""
    text = re.sub("\r\n|[\r\x85\u2028\u2029]", "\n", text)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    return re.sub(r"[^\S\n]{20,}", " ", text).removeprefix("\ufeff")


@settings(deadline=None)
@given(texts)
def test_a_text_comes_back_with_its_newlines_and_signs(text: str) -> None:
    data = calendar([replace(EVENT, description=text)], None, "en")
    assert vobject.readOne(data.decode()).vevent.description.value == kept(text)


@each_reader
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2028", "\u2029"])
def test_readers_agree_on_newlines(reader: Reader, end: str) -> None:
    event = replace(EVENT, summary=f"One{end}{end}two\0\x9b, three; “four”: five")
    (found,) = reader(calendar([event], None, "en"))
    assert found.summary == "One\n\ntwo, three; “four”: five"


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a b\r\nX-EVIL:1", "https://example.org/a%20b%0D%0AX-EVIL:1"),
        ('https://example.org/\0\x85\u2028"\\', "https://example.org/%00%C2%85%E2%80%A8%22%5C"),
        ("https://example.org/%20?a=[1]&b=~c@d#e", "https://example.org/%20?a=[1]&b=~c@d#e"),
    ],
)
def test_an_address_is_encoded_where_it_must_be_and_only_there(address: str, written: str) -> None:
    data = calendar([replace(EVENT, url=address)], replace(FEED, url=address), "en")
    assert {f"URL:{written}", f"SOURCE;VALUE=URI:{written}"} <= set(lines(data))


def test_a_language_adds_no_parameter() -> None:
    data = calendar([EVENT], None, 'es-US";X-EVIL=1:\r\n')
    assert "LOCATION;LANGUAGE=es-USX-EVIL1:Henry" in lines(data)

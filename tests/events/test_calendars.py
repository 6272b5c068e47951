"""Calendars over HTTP, read by three independent libraries."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import ics
import pytest
import vobject
from django.db.models import QuerySet
from django.test import Client

from districts.models import District
from events.models import Meeting
from languages.registry import LANGUAGES
from publishing.states import PublicationState
from tests.content import load_content
from tests.factories import make_district, make_interpretation, make_meeting, make_move

pytestmark = [pytest.mark.django_db, pytest.mark.once]
Times = dict[str, tuple[datetime, datetime]]


def components(text: str) -> list[Any]:
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def by_icalendar(text: str) -> Times:
    return {str(e["UID"]): (e["DTSTART"].dt, e["DTEND"].dt) for e in components(text)}


def by_ics(text: str) -> Times:
    return {e.uid: (e.begin.datetime, e.end.datetime) for e in ics.Calendar(text).events}


def by_vobject(text: str) -> Times:
    events = getattr(vobject.readOne(text), "vevent_list", [])
    return {e.uid.value: (e.dtstart.value, e.dtend.value) for e in events}


READERS: tuple[Callable[[str], Times], ...] = (by_icalendar, by_ics, by_vobject)


def feed(client: Client, language: str = "en", path: str = "") -> str:
    response = client.get(f"/{language}/denver/events/{path}calendar.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Language"] == language
    assert "Set-Cookie" not in response.headers
    return response.content.decode()


def check(client: Client, language: str) -> None:
    """The feed, and the calendar of each meeting, tell the instants that are stored."""
    stored = {m.uid: (m.starts_at, m.ends_at) for m in Meeting.objects.all()}
    texts = {feed(client, language): stored}
    for meeting in Meeting.objects.all():
        text = feed(client, language, f"{meeting.slug}/")
        texts[text] = {meeting.uid: stored[meeting.uid]}
    for text, expected in texts.items():
        assert [read(text) for read in READERS] == [expected] * len(READERS)
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_readers_agree_with_the_meetings_of_denver(client: Client) -> None:
    load_content()
    assert Meeting.objects.count() == 3
    for language in LANGUAGES:
        check(client, language)


@pytest.mark.parametrize("zone", ["America/New_York", "America/Denver", "America/Phoenix"])
@pytest.mark.parametrize(
    "day", [datetime(2021, 3, 14, tzinfo=UTC), datetime(2021, 11, 7, tzinfo=UTC)]
)
def test_readers_agree_over_a_change_of_the_clock(client: Client, zone: str, day: datetime) -> None:
    district = make_district(time_zone=zone)
    for number in range(0, 24, 2):
        times = {
            "starts_at": day + timedelta(hours=number),
            "ends_at": day + timedelta(hours=number + 3),
        }
        make_meeting(district, f"meeting-{number}", **times)
    check(client, "vi")
    meeting = Meeting.objects.first()
    assert meeting
    html = client.get(f"/en/denver/events/{meeting.slug}/").content.decode()
    local = meeting.starts_at.astimezone(ZoneInfo(zone))
    assert f'datetime="{local.isoformat()}"' in html


def test_one_meeting_is_the_same_event_in_each_language(client: Client) -> None:
    make_meeting(make_district())
    uids = {tuple(by_icalendar(feed(client, language))) for language in LANGUAGES}
    assert uids == {("community-meeting.denver@example.org",)}


def event(client: Client, language: str = "en") -> Any:
    (found,) = components(feed(client, language))
    return found


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("", "TENTATIVE"),
        ("tentative", "TENTATIVE"),
        ("confirmed", "CONFIRMED"),
        ("cancelled", "CANCELLED"),
    ],
)
def test_an_event_tells_status_sequence_and_change(client: Client, status: str, said: str) -> None:
    meeting = make_meeting(make_district())
    meeting.status = status
    meeting.save()
    found = event(client)
    assert (found["STATUS"], found["SEQUENCE"]) == (said, int(bool(status)))
    modified = meeting.modified_at.replace(microsecond=0)
    assert (found["LAST-MODIFIED"].dt, found["DTSTAMP"].dt) == (modified, modified)
    assert found["URL"] == "http://testserver/en/denver/events/community-meeting/"


def test_an_event_tells_how_to_follow_it_in_the_feeds_language(client: Client) -> None:
    district = make_district(helpline_phone="720-423-3054")
    where = {"place": "North High", "address": "1 Main Street"}
    meeting = make_meeting(district, language="es", status="confirmed", **where)
    make_interpretation(meeting, "en", status="on_request", channel="headset")
    make_move(meeting)
    text = str(event(client)["DESCRIPTION"])
    assert "This meeting is in Spanish." in text or "This meeting was in Spanish." in text
    assert "English, on request, not known whether simultaneous or consecutive, by headset" in text
    assert "This meeting has been moved." in text
    assert "Was: Thursday, April 15, 2021, 5:00 – 7:00 PM" in text
    assert event(client)["LOCATION"] == "North High, 1 Main Street"
    assert "http://testserver/en/denver/events/community-meeting/" in text


@pytest.mark.parametrize(
    ("mode", "location", "ways"),
    [
        ("hybrid", "North High", 2),
        ("in_person", "North High", 0),
        ("online", "https://example.org/join", 2),
    ],
)
def test_an_event_names_the_ways_of_how_it_is_held(
    client: Client, mode: str, location: str, ways: int
) -> None:
    link = "https://example.org/join"
    make_meeting(make_district(), mode=mode, place="North High", link=link, phone="720-423-3054")
    text = feed(client)
    assert event(client)["LOCATION"] == location
    assert text.count("\nCONFERENCE") == ways
    assert ("Link to join" in str(event(client)["DESCRIPTION"])) == bool(ways)


def test_a_postponed_event_says_so_and_changes_with_the_new_one(client: Client) -> None:
    district = make_district()
    new = make_meeting(district, "later", title="The new one")
    make_meeting(district, status="cancelled", postponed_to=new)
    old = by_uid(client)["community-meeting.denver@example.org"]
    assert old["SUMMARY"] == "Postponed: Community meeting"
    new.place = "North High"
    new.save()
    later = by_uid(client)["community-meeting.denver@example.org"]
    assert later["LAST-MODIFIED"].dt == new.modified_at.replace(microsecond=0)


def by_uid(client: Client) -> dict[str, Any]:
    return {str(each["UID"]): each for each in components(feed(client))}


def test_what_fell_back_says_so(client: Client) -> None:
    make_meeting(make_district(), title_es="Reunión comunitaria", description="On safety.")
    found = event(client, "es")
    assert found["SUMMARY"] == "Reunión comunitaria"
    assert "On safety. (inglés)" in found["DESCRIPTION"]
    assert event(client, "fr")["SUMMARY"] == "Community meeting (anglais)"


def test_stale_text_is_marked_and_followed_by_the_current_english(client: Client) -> None:
    words = {"title_es": "Reunión", "description_es": "Sobre seguridad.", "hosts_es": "La junta"}
    meeting: Any = make_meeting(
        make_district(), description="On safety.", hosts="The board", **words
    )
    fresh = event(client, "es")
    assert "anterior" not in f"{fresh['SUMMARY']} {fresh['DESCRIPTION']}"
    meeting.title_en, meeting.hosts_en = "Town hall", "The mayor"
    meeting.description_en = "On budgets."
    meeting.save()
    found = event(client, "es")
    assert found["SUMMARY"] == "Reunión (traducción anterior)"
    lines = str(found["DESCRIPTION"]).split("\n")
    assert lines[0] == "Town hall (inglés)"
    assert "Sobre seguridad. (traducción anterior)\nOn budgets. (inglés)" in "\n".join(lines)
    assert "A cargo de – La junta (traducción anterior)" in lines
    assert lines[lines.index("A cargo de – La junta (traducción anterior)") + 1] == (
        "The mayor (inglés)"
    )
    assert "older" not in str(event(client)["DESCRIPTION"])


def test_the_feed_is_of_public_meetings_alone(client: Client) -> None:
    district = make_district()
    make_meeting(district, state=PublicationState.DRAFT)
    assert not by_icalendar(feed(client))
    District.objects.update(state=PublicationState.DRAFT)
    assert client.get("/en/denver/events/calendar.ics").status_code == 404


@pytest.mark.parametrize(
    "text",
    [
        "Town hall\r\nBEGIN:VEVENT\r\nUID:x",
        "Town hall\nEND:VEVENT",
        "a\x00b\x1b\x85\u2028c",
        "\\n;,:\"'",
        "=0D=0ABEGIN:VEVENT",
    ],
)
def test_no_words_add_an_event(client: Client, text: str) -> None:
    meeting = make_meeting(make_district())
    for name in ("title_en", "description_en", "place", "hosts_en", "uid"):
        value = text.replace("\x00", "")  # which PostgreSQL does not store
        QuerySet(Meeting).filter(pk=meeting.pk).update(**{name: value})
    content = feed(client)
    assert content.count("\r\nBEGIN:VEVENT\r\n") == 1
    assert content.count("\r\nUID:") == 1
    assert all(len(read(content)) == 1 for read in READERS)


@pytest.mark.parametrize("count", [1, 20])
def test_the_feed_asks_as_little_of_many_meetings(
    client: Client, count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    district = make_district()
    for number in range(count):
        meeting = make_meeting(district, f"meeting-{number}")
        make_interpretation(meeting)
        make_move(meeting)
    with django_assert_num_queries(4):  # type: ignore[attr-defined]
        feed(client)

"""What the pages of meetings say, as far as other tests do not cover it."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from districts.models import District
from events.forms import FEW
from languages.registry import LANGUAGES
from publishing.states import PublicationState
from tests.factories import (
    make_district,
    make_interpretation,
    make_meeting,
    make_membership,
    make_move,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LIST, MEETING = "/en/denver/events/", "/en/denver/events/community-meeting/"


@pytest.fixture
def district() -> District:
    return make_district(helpline_phone="720-423-3054")


def page(client: Client, address: str, day: str = "2021-04-12", status: int = 200) -> str:
    response = client.get(f"{address}{'&' if '?' in address else '?'}on={day}")
    assert response.status_code == status
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main")]


def data(client: Client, address: str) -> dict[str, Any]:
    html = client.get(address).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    found: dict[str, Any] = json.loads(block)
    assert found["@context"] == "https://schema.org"
    return found


def make_others(district: District) -> None:
    """Enough meetings to choose from, in a language that nobody asks about."""
    for number in range(FEW):
        make_meeting(district, f"other-{number}", language="pt")


def slugs(html: str) -> list[str]:
    return re.findall(r'<h[23] id="meeting-\d+"><a href="/\w+/denver/events/([a-z-]+)/', html)


def test_the_list_shows_those_that_can_be_followed_in_a_language(
    client: Client, district: District
) -> None:
    make_meeting(district, "in-vietnamese", language="vi")
    make_interpretation(make_meeting(district, "with-vietnamese"), "vi")
    make_meeting(district, "in-english")
    assert len(slugs(page(client, LIST))) == 3
    assert slugs(page(client, f"{LIST}?follow=vi")) == ["in-vietnamese", "with-vietnamese"]
    make_interpretation(make_meeting(district, "with-chinese"), "zh-Hant")
    assert slugs(page(client, f"{LIST}?follow=zh")) == ["with-chinese"]
    html = page(client, f"{LIST}?follow=so")
    assert "We don’t know of any upcoming meeting that you can follow in this language." in html
    assert "720-423-3054" in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_choice_is_a_link_in_the_readers_language(
    client: Client, district: District, language: str
) -> None:
    make_meeting(district, language=language)
    make_others(district)
    html = page(client, f"/{language}/denver/events/")
    assert f'href="/{language}/denver/events/?on=2021-04-12&amp;follow={language}"' in html
    chosen = page(client, f"/{language}/denver/events/?follow={language}")
    assert slugs(chosen) == ["community-meeting"]
    assert re.findall(r'follow=(\w+)" aria-current="true"', chosen) == [language]


def test_languages_beyond_the_ten_are_offered_where_there_are_any(
    client: Client, district: District
) -> None:
    make_interpretation(make_meeting(district), "ase")
    make_others(district)
    html = page(client, LIST)
    assert "American Sign Language" in html
    assert slugs(page(client, f"{LIST}?follow=ase")) == ["community-meeting"]


@pytest.mark.parametrize("text", ["0", "klingonish", "xx", "<b>", "a" * 1000])
def test_an_unknown_language_is_reported_and_all_meetings_shown(
    client: Client, district: District, text: str
) -> None:
    make_meeting(district)
    html = page(client, f"{LIST}?follow={text}", status=400)
    assert "We don’t know the language code" in html
    assert slugs(html) == ["community-meeting"]
    assert "<b>" not in html


def test_a_canceled_meeting_stays_and_says_so(client: Client, district: District) -> None:
    make_meeting(district, status="cancelled", cancel_reason_en="The hall is flooded.")
    for address in (LIST, MEETING, "/en/denver/", "/en/denver/handout/"):
        assert "This meeting is canceled." in page(client, address), address
    for address in (LIST, MEETING, "/en/denver/handout/"):
        assert "Reason: The hall is flooded." in page(client, address), address
    assert "Motivo:" in page(client, MEETING.replace("/en/", "/es/"))
    calendar = client.get(f"{MEETING}calendar.ics").content.decode().replace("\r\n ", "")
    assert calendar.count("Reason: The hall is flooded.") == 1
    assert data(client, MEETING)["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_canceled_meeting_hides_no_other_on_the_overview(
    client: Client, district: District
) -> None:
    make_meeting(district, status="cancelled")
    make_meeting(district, "second", title="Town hall")
    html = page(client, "/en/denver/")
    assert "This meeting is canceled." in html
    assert "Town hall" in html


def test_a_postponed_meeting_names_the_new_one_unless_that_is_a_draft(
    client: Client, district: District
) -> None:
    new = make_meeting(district, "later", title="The new one")
    make_meeting(district, status="cancelled", postponed_to=new)
    html = page(client, MEETING)
    assert "This meeting is postponed" in html
    assert 'href="/en/denver/events/later/?on=2021-04-12"' in html
    assert data(client, MEETING)["eventStatus"] == "https://schema.org/EventPostponed"
    new.state = PublicationState.DRAFT
    new.save()
    html = page(client, MEETING)
    assert "This meeting is postponed" in html
    assert "The new one" not in html


def test_a_meeting_is_not_held_instead_if_that_one_is_canceled_too(
    client: Client, district: District
) -> None:
    new = make_meeting(district, "later", title="The new one", status="cancelled")
    make_meeting(district, status="cancelled", postponed_to=new)
    notice = page(client, MEETING).split('class="notice"')[1].split("</div>")[0]
    assert "The new one" in notice
    assert "Canceled" in notice
    assert "6:00" not in notice


def test_an_online_meeting_lacks_no_place(client: Client, district: District) -> None:
    make_meeting(district, mode="online", status="confirmed", link="https://example.org/")
    html = page(client, LIST)
    assert "Not announced yet: place" not in html
    assert "Online" in html


def test_a_few_meetings_need_no_choice(client: Client, district: District) -> None:
    for number in range(FEW):
        assert "follow=" not in page(client, LIST)
        make_meeting(district, f"meeting-{number}", language="vi")
    assert "follow=" not in page(client, LIST)
    assert "follow=" not in page(client, "/vi/denver/events/")
    make_meeting(district)
    assert "follow=vi" in page(client, "/vi/denver/events/")


def test_what_is_missing_of_every_meeting_is_said_once(client: Client, district: District) -> None:
    make_meeting(district)
    make_meeting(district, "second")
    alone, of_any = "Not announced yet: ", "Not announced yet for any of these meetings: "
    html = page(client, LIST)
    assert (html.count(alone), html.count(of_any)) == (0, 1)
    make_meeting(district, "third", place="North High")
    html = page(client, LIST)
    assert (html.count(alone), html.count(of_any)) == (3, 0)


@pytest.mark.parametrize("address", [LIST, MEETING])
def test_a_meeting_to_come_leads_into_the_calendar(
    client: Client, district: District, address: str
) -> None:
    meeting = make_meeting(district)
    link = 'href="/en/denver/events/community-meeting/calendar.ics'
    assert link in page(client, address)
    assert link not in page(client, address, "2021-05-01")
    meeting.status = "cancelled"
    meeting.save()
    assert link not in page(client, address)


def test_a_language_that_is_not_offered_is_no_choice(client: Client, district: District) -> None:
    make_others(district)
    make_interpretation(make_meeting(district), "ase", status="not_offered")
    assert "follow=ase" not in page(client, LIST)


def test_machines_read_of_no_new_time_where_only_the_end_or_an_entry_changed(
    client: Client, district: District
) -> None:
    meeting = make_meeting(district)
    make_move(meeting, kind="correction")
    make_move(meeting, was_starts_at=meeting.starts_at)
    assert data(client, MEETING)["eventStatus"] == "https://schema.org/EventScheduled"


def test_materials_begin_with_the_readers_language(client: Client, district: District) -> None:
    meeting = make_meeting(district)
    for language in ("en", "vi", "es"):
        url = f"https://example.org/{language}"
        meeting.materials.create(kind="slides", language=language, url=url)
    html = page(client, "/vi/denver/events/community-meeting/")
    assert re.findall(r'hreflang="(\w+)" rel="noopener"', html) == ["vi", "en", "es"]


def test_a_report_says_what_was_said_and_what_comes_of_it(
    client: Client, district: District
) -> None:
    meeting = make_meeting(district)
    assert "What came out of it" not in page(client, MEETING)
    assert "There is no report on this meeting yet." in page(client, MEETING, "2021-05-01")
    setattr(meeting, "report_said_en", "Families want counselors.")  # noqa: B010
    meeting.save()
    html = page(client, MEETING, "2021-05-01")
    assert "Families want counselors." in html
    assert "No report" not in html


def test_ways_in_are_those_of_how_it_is_held(client: Client, district: District) -> None:
    ways = {"place": "North High", "address": "1 Main Street", "link": "https://example.org/join"}
    meeting = make_meeting(district, mode="hybrid", phone="720-423-3054", phone_code="12#", **ways)
    html = page(client, MEETING)
    for words in (*ways.values(), "tel:7204233054", "12#", "openstreetmap.org/search?query=1+Main"):
        assert words in html
    meeting.mode = "in_person"
    meeting.save()
    assert "Link to join" not in page(client, MEETING)
    meeting.mode = "online"
    meeting.save()
    assert "disabilities" not in page(client, MEETING)


def test_machines_read_an_event_in_its_zone(client: Client, district: District) -> None:
    meeting = make_meeting(district, mode="hybrid", place="North High", link="https://example.org/")
    make_move(meeting)
    found = data(client, MEETING)
    assert found["@type"] == "Event"
    assert found["startDate"] == "2021-04-15T18:00:00-06:00"
    assert found["previousStartDate"] == "2021-04-15T17:00:00-06:00"
    assert found["eventStatus"] == "https://schema.org/EventRescheduled"
    assert found["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in found["location"]] == ["Place", "VirtualLocation"]
    assert found["organizer"]["telephone"] == "720-423-3054"
    assert found["url"] == f"http://testserver{MEETING}"


def test_machines_read_the_district(client: Client, district: District) -> None:
    found = data(client, "/vi/denver/")
    assert (found["@type"], found["name"]) == ("Organization", "Denver Public Schools")
    assert found["url"] == "http://testserver/vi/denver/"


def test_no_title_ends_the_block_of_data(client: Client, district: District) -> None:
    make_meeting(district, title=(title := "</script><script>alert(1)</script>& <!--"))
    html = client.get(MEETING).content.decode()
    assert "alert(1)</script>" not in html
    assert data(client, MEETING)["name"] == title


def test_links_shared_elsewhere_have_a_title_in_the_pages_language(
    client: Client, district: District
) -> None:
    make_meeting(district, title_vi="Buổi họp & thảo luận")
    html = client.get("/vi/denver/events/community-meeting/").content.decode()
    (title,) = re.findall("<title>(.*?)</title>", html)
    assert title.startswith("Buổi họp &amp; thảo luận – Denver – ")
    assert f'<meta property="og:title" content="{title}">' in html


def test_a_draft_has_no_calendar(client: Client, district: District) -> None:
    client.force_login(user := make_user())
    make_membership(user, district=district)
    make_meeting(district, state=PublicationState.DRAFT)
    assert "calendar.ics" not in page(client, MEETING)
    assert client.get(f"{MEETING}calendar.ics").status_code == 404
    assert "BEGIN:VEVENT" not in client.get(f"{LIST}calendar.ics").content.decode()


def test_nothing_of_a_draft_district_is_passed_on(client: Client, district: District) -> None:
    client.force_login(user := make_user())
    make_membership(user, district=district)
    make_meeting(district)
    shared = (LIST, "calendar.ics"), (MEETING, "calendar.ics"), (MEETING, 'id="share')
    assert all(words in page(client, address) for address, words in shared)
    District.objects.update(state=PublicationState.DRAFT)
    assert not any(words in page(client, address) for address, words in shared)

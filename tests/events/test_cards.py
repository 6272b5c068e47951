"""A meeting as plain text for a message."""

from typing import Any
from urllib.parse import parse_qs, unquote

import pytest
from django.test import Client
from django.utils.translation import override

from events.cards import MOST, cut, mail_link, meeting_card, sms_link
from events.entries import meeting_entry
from languages.registry import LANGUAGES
from tests import factories
from tests.factories import NOW
from tests.pages.tree import parse

pytestmark = pytest.mark.once
ADDRESS = "https://transition.example.org/en/denver/events/community-meeting/"
NARROW = "\u1000\u103c\u1031\u102c\u1004\u103a\u1038"  # one syllable in Burmese


def card(language: str = "en", **fields: Any) -> list[str]:
    """The lines of the card of a meeting in Denver on April 15, 2021."""
    meeting = factories.make_meeting(factories.make_district(), **fields)
    with override(language):
        return meeting_card(meeting_entry(meeting, meeting.district, NOW.date()), ADDRESS).split(
            "\n"
        )


@pytest.mark.django_db
def test_card_says_who_what_when_where_in_which_language_and_the_link() -> None:
    lines = card(place="City Hall", status="confirmed")
    assert lines[0] == "Community meeting – Denver"
    assert "April 15, 2021" in lines[1]
    assert lines[2] == "City Hall"
    assert "English" in lines[3]
    assert lines[-1] == ADDRESS


@pytest.mark.django_db
def test_card_of_a_canceled_meeting_says_so_first() -> None:
    assert card(status="cancelled")[0] == "Canceled: Community meeting – Denver"


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_card_fits_into_a_message_and_keeps_date_and_link(language: str) -> None:
    words = {f"title_{language}": "word " * 40, "place": "place " * 33}
    long = card(language, **words)
    assert len("\n".join(long)) <= MOST
    assert "2021" in long[1]
    assert long[-1] == ADDRESS
    assert "…" in long[0]


def test_cut_leaves_out_words_and_never_half_a_syllable() -> None:
    assert cut("one two three", 13) == "one two three"
    assert cut("one two three", 12) == "one two…"
    assert cut("one two three", 8) == "one two…"
    assert cut("one two three", 2) == "o…"
    assert cut("one two three", 1) == ""
    assert cut("one", -5) == ""
    assert cut(NARROW * 2, len(NARROW) + 3) == f"{NARROW}…"


def test_links_say_the_card_as_it_is() -> None:
    text = "Tom & Jerry, 50% + “más” #1?\nhttps://example.org/?a=b&c=d"
    sms, mail = sms_link(text), mail_link(text, "A & B")
    assert unquote(sms.removeprefix("sms:?&body=")) == text
    assert "+" not in sms
    asked = parse_qs(mail.removeprefix("mailto:?"), strict_parsing=True)
    assert asked == {"subject": ["A & B"], "body": [text.replace("\n", "\r\n")]}
    assert " " not in mail + sms


@pytest.mark.django_db
def test_page_offers_its_card_to_copy_and_to_send(client: Client) -> None:
    factories.make_meeting(factories.make_district(), title="Tom & <b>Jerry")
    page = parse(client.get("/en/denver/events/community-meeting/?on=2021-04-15").content.decode())
    area = page.one("textarea", id="card")
    assert "readonly" in area.attrs
    assert area.text.startswith("Tom & <b>Jerry – Denver")
    assert area.text.endswith("http://testserver/en/denver/events/community-meeting/")
    sent = [
        link.attrs["href"] for link in page.one("section", **{"aria-labelledby": "share"}).all("a")
    ]
    assert [link.partition(":")[0] for link in sent] == ["sms", "mailto"]
    assert page.one("label", **{"for": "card"}).text

"""One service of a meeting in a line."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from events.entries import languages_of, meeting_entry
from events.models import Meeting
from events.wording import follow, service
from languages.html import plain_text
from tests.events.test_wording import AFTER, BEFORE, OWN
from tests.factories import make_district, make_interpretation, make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(
        make_district(helpline_phone="720-423-3054"), language="es", status="confirmed"
    )


def test_a_service_is_described_in_one_line(meeting: Meeting) -> None:
    row = make_interpretation(
        meeting,
        "vi",
        mode="simultaneous",
        channel="phone",
        access="+1 303-555-0100",
        **OWN,
    )
    with translation.override("en"):
        html = service(meeting_entry(meeting, meeting.district, BEFORE), row)
    assert plain_text(html) == (
        "Vietnamese, simultaneous (while the speaker talks), on request, "
        "ask by April 14, 2021, by phone, +1 303-555-0100. Ask here: help@example.org."
    )
    assert 'href="tel:+13035550100"' in html
    assert 'href="mailto:help@example.org"' in html


def line(meeting: Meeting, day: date = BEFORE, **values: Any) -> str:
    row = make_interpretation(meeting, "vi", **values)
    with translation.override("en"):
        return plain_text(service(meeting_entry(meeting, meeting.district, day), row))


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2021, 4, 15), ". Requests were taken until April 14, 2021."),
        (AFTER, ", not known whether simultaneous or consecutive"),
    ],
)
def test_what_can_no_longer_be_asked_for_is_not_offered(
    meeting: Meeting, day: date, end: str
) -> None:
    assert line(meeting, day, **OWN) == f"Vietnamese, on request{end}"
    assert ("vi" in languages_of(meeting, meeting.district, day)) is (day == AFTER)


@pytest.mark.parametrize(
    ("phone", "whom"),
    [("720-423-3054", "Ask the helpline: 720-423-3054."), ("", "We don’t know yet who to ask.")],
)
def test_each_service_on_request_says_whom_to_ask_also_to_readers_of_other_languages(
    phone: str, whom: str
) -> None:
    meeting = make_meeting(make_district("elsewhere", helpline_phone=phone), language="es")
    row = make_interpretation(meeting, "en", status="on_request")
    sentence = "".join(follow(meeting_entry(meeting, meeting.district, BEFORE)))
    assert (".</span>" in sentence) == bool(phone)  # a full stop never begins a line
    row.delete()
    said = line(meeting, status="on_request", mode="consecutive")
    assert said == f"Vietnamese, consecutive (in turns, after the speaker), on request. {whom}"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("announced", "Vietnamese, announced, not known whether simultaneous or consecutive"),
        ("not_offered", "Vietnamese, not offered"),
    ],
)
def test_unknown_kind_of_interpretation_does_not_contradict_that_it_is_announced(
    meeting: Meeting, status: str, said: str
) -> None:
    assert line(meeting, status=status) == said


def test_captions_have_no_mode(meeting: Meeting) -> None:
    row = make_interpretation(meeting, "ase", service="captions", status="not_offered")
    with translation.override("en"):
        entry = meeting_entry(meeting, meeting.district, BEFORE)
        assert plain_text(service(entry, row)) == "American Sign Language, captions, not offered"

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from districts.models import District
from events.entries import languages_of, meeting_entry
from events.models import InterpretationStatus, Meeting, Service
from events.wording import beyond_groups, follow, language_groups, not_announced
from languages.html import plain_text
from languages.registry import LANGUAGES
from languages.tags import language_name
from tests.factories import make_district, make_interpretation, make_meeting

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BEFORE, AFTER = date(2021, 4, 12), date(2021, 5, 1)
OWN = {
    "status": "on_request",
    "ask_by": date(2021, 4, 14),
    "ask_contact": "help@example.org",
}


@pytest.fixture
def district() -> District:
    return make_district(helpline_phone="720-423-3054")


@pytest.fixture
def meeting(district: District) -> Meeting:
    return make_meeting(district, language="es", status="confirmed")


def said(meeting: Meeting, day: date = BEFORE, language: str = "en") -> str:
    with translation.override(language):
        return " ".join(map(plain_text, follow(meeting_entry(meeting, meeting.district, day))))


@pytest.mark.parametrize(
    ("interpretation", "before", "after"),
    [
        (
            {"status": "announced"},
            "Interpretation into English is announced.",
            "Interpretation into English was announced.",
        ),
        (
            {"status": "confirmed"},
            "Interpretation into English is confirmed.",
            "Interpretation into English was confirmed.",
        ),
        (
            {"status": "not_offered"},
            "There is no interpretation into English.",
            "There was no interpretation into English.",
        ),
        (
            {"status": "on_request"},
            "Interpretation into English is available on request. Ask the helpline: 720-423-3054.",
            "Interpretation into English was available on request.",
        ),
        (
            OWN,
            "Interpretation into English: ask by April 14, 2021. Ask here: help@example.org.",
            "Interpretation into English was available on request.",
        ),
        (
            {"service": "captions", "status": "confirmed"},
            "Interpretation into English is not announced yet. Captions in English: confirmed.",
            "We don’t know whether there was interpretation into English. "
            "Captions in English: confirmed.",
        ),
    ],
)
def test_the_readers_own_language_comes_first(
    meeting: Meeting, interpretation: dict[str, Any], before: str, after: str
) -> None:
    make_interpretation(meeting, "vi", status="confirmed")
    make_interpretation(meeting, "en", **interpretation)
    assert said(meeting) == f"This meeting is in Spanish. {before}"
    assert said(meeting, AFTER) == f"This meeting was in Spanish. {after}"


def test_what_is_not_announced_says_so(meeting: Meeting) -> None:
    make_interpretation(meeting, "vi")
    assert said(meeting) == (
        "This meeting is in Spanish. Interpretation into English is not announced yet."
    )
    assert said(meeting, AFTER) == (
        "This meeting was in Spanish. We don’t know whether there was interpretation into English."
    )


@pytest.mark.parametrize(("language", "named"), [("en", "English"), ("en-US", "American English")])
def test_who_speaks_its_language_needs_no_interpretation(
    district: District, language: str, named: str
) -> None:
    assert said(make_meeting(district, language=language)) == f"This meeting is in {named}."


@pytest.mark.parametrize("status", ["", "tentative"])
def test_a_past_meeting_that_was_not_confirmed_is_not_called_held(
    district: District, status: str
) -> None:
    meeting = make_meeting(district, language="es", status=status)
    assert said(meeting, AFTER) == (
        "This meeting was planned in Spanish. We don’t know whether it took place."
    )
    assert meeting_entry(meeting, district, AFTER).status_said == ""


def test_after_the_last_day_to_ask_families_are_not_told_to_ask(meeting: Meeting) -> None:
    make_interpretation(meeting, "en", **OWN)
    assert "ask by" in said(meeting, date(2021, 4, 14))
    assert said(meeting, date(2021, 4, 15)) == (
        "This meeting is in Spanish. Interpretation into English is available on request. "
        "Requests were taken until April 14, 2021."
    )


def test_without_contact_and_helpline_whom_to_ask_is_not_announced() -> None:
    meeting = make_meeting(make_district(), language="es")
    make_interpretation(meeting, "en", status="on_request")
    assert said(meeting).endswith("We don’t know yet who to ask.")


def test_of_a_canceled_meeting_nothing_is_promised(district: District) -> None:
    meeting = make_meeting(district, status="cancelled")
    make_interpretation(meeting, "vi", status="confirmed")
    assert said(meeting, language="vi") == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_catalogue_names_its_own_language(meeting: Meeting, language: str) -> None:
    """The English sentence names English; a catalog that copies that names the wrong language."""
    Meeting.objects.update(language="pt")
    meeting.refresh_from_db()
    own = make_interpretation(meeting, language)
    seen = set()
    for own.service in Service:
        for own.status in InterpretationStatus:
            own.save()
            seen |= {said(meeting, day, language) for day in (BEFORE, AFTER)}
    own.delete()
    seen |= {said(meeting, day, language) for day in (BEFORE, AFTER)}
    english = {"english", language_name("en", language)[0].casefold()}
    for text in seen:
        named = [name for name in english if name in text.casefold()]
        assert bool(named) == (language == "en"), text


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("America/Denver", 18), ("Pacific/Honolulu", 21), ("Pacific/Guam", 8)],
)
def test_what_had_to_be_asked_for_was_offered_from_the_next_day_of_the_district_on(
    zone: str, hour: int
) -> None:
    district = make_district("elsewhere", time_zone=zone)
    starts = datetime(2021, 4, 15, hour, tzinfo=district.zone)
    ends = starts + timedelta(hours=1)
    meeting = make_meeting(district, language="es", starts_at=starts, ends_at=ends)
    make_interpretation(meeting, "vi", **OWN)
    days = (date(2021, 4, 14), date(2021, 4, 15), date(2021, 4, 16))
    found = [languages_of(meeting, district, day) for day in days]
    assert found == [["es", "vi"], ["es"], ["es", "vi"]]


def told(meeting: Meeting, day: date = BEFORE, language: str = "en") -> tuple[list[str], str, str]:
    """The groups of languages, what is said beside them, and what is not announced."""
    with translation.override(language):
        entry = meeting_entry(meeting, meeting.district, day)
        groups = [
            " ".join(
                [group.label, *(f"[{tab.name}]" if tab.is_own else tab.name for tab in group.tabs)]
            )
            for group in language_groups(entry)
        ]
        sentences = " ".join(map(plain_text, beyond_groups(entry)))
        return groups, sentences, plain_text(not_announced(entry))


def test_the_readers_own_language_is_first_among_all(meeting: Meeting) -> None:
    for language in ("vi", "en"):
        make_interpretation(meeting, language)
    make_interpretation(meeting, "am", status="not_offered")
    make_interpretation(meeting, "so", **OWN)
    make_interpretation(meeting, "ar", service="captions")
    groups = [
        "Interpretation: [English] Vietnamese",
        "Spoken: Spanish",
        "Interpretation on request: Somali",
        "Captions: Arabic",
    ]
    missing = "Not announced yet: place, link to join, and access for people with disabilities."
    assert told(meeting) == (groups, "", missing)
    assert told(meeting, date(2021, 4, 15))[0] == [groups[0], groups[1], groups[3]]
    assert told(meeting, AFTER)[0] == ["Interpretation: [English] Vietnamese Somali", *groups[1::2]]
    assert told(meeting, AFTER)[1:] == ("", "")


def test_what_is_not_sure_stands_beside_the_languages(meeting: Meeting) -> None:
    assert told(meeting)[1] == "Interpretation into English is not announced yet."
    own = make_interpretation(meeting, "en", **OWN)
    ask = "Interpretation into English: ask by April 14, 2021. Ask here: help@example.org."
    assert told(meeting)[1] == f"{ask} There are 2 days left to ask."
    assert told(meeting, date(2021, 4, 13))[1] == f"{ask} There is 1 day left to ask."
    assert told(meeting, date(2021, 4, 14))[1] == f"{ask} Today is the last day to ask."
    assert "left to ask" not in told(meeting, date(2021, 4, 15))[1]
    own.delete()
    Meeting.objects.update(status="", language="en")
    meeting.refresh_from_db()
    assert told(meeting)[1] == ""
    assert told(meeting, AFTER)[1] == "We don’t know whether it took place."


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"mode": "online"}, ["link to join"]),
        ({"mode": "online", "phone": "720-423-3054"}, []),
        ({"mode": "in_person"}, ["place", "access for people with disabilities"]),
        ({"mode": "in_person", "place": "Lake", "accessibility": "No steps."}, []),
        (
            {"mode": "hybrid", "address": "1 Main Street", "accessibility": "No steps."},
            ["link to join"],
        ),
        ({"status": "cancelled"}, []),
    ],
)
def test_only_what_a_meeting_should_have_is_missing(
    district: District, fields: dict[str, str], missing: list[str]
) -> None:
    said = told(make_meeting(district, **fields))[2]
    assert said == (f"Not announced yet: {' and '.join(missing)}." if missing else "")


@pytest.mark.parametrize(
    ("status", "offered"),
    [("announced", True), ("confirmed", True), ("on_request", True), ("not_offered", False)],
)
def test_in_which_languages_a_meeting_can_be_followed(
    meeting: Meeting, status: str, offered: bool
) -> None:
    make_interpretation(meeting, "zh-Hant", status=status)
    found = languages_of(meeting, meeting.district, BEFORE)
    assert found == ["es", *(["zh-Hant"] if offered else [])]

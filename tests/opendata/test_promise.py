"""What is counted of a district's languages, and when there is too little to say."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from opendata.promise import FEW, kept, waits

BEGIN = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY, ZONE = date(2026, 5, 20), ZoneInfo("America/Denver")
States = list[tuple[datetime, dict[str, Any]]]


def texts(english: str, **others: str) -> dict[str, Any]:
    """Words in English; others as `vi="draft"`, or `vi="draft Lắng nghe"` with its text."""
    found = {"en": {"text": english, "state": "source"}}
    for code, said in others.items():
        state, _, text = said.partition(" ")
        found[code] = {"text": text or f"{english} {code}", "state": state}
    return found


def state(days: int, *titles: dict[str, Any]) -> tuple[datetime, dict[str, Any]]:
    """Milestones with these titles, as recorded some days after the first entry."""
    records = [
        {"type": "milestone", "id": str(n), "parent": None, "facts": {}, "words": {"title": title}}
        for n, title in enumerate(titles)
    ]
    return BEGIN + timedelta(days=days), {"records": records}


def waited(states: States) -> dict[str, list[int]]:
    return {code: [each.days for each in found] for code, found in waits(states).items()}


def test_days_are_from_the_english_to_each_translation() -> None:
    states = [
        state(0),
        state(1, texts("Listen")),
        state(3, texts("Listen", es="draft")),
        state(6, texts("Listen", es="reviewed", vi="draft")),
    ]
    assert waited(states) == {"es": [2], "vi": [5]}


def test_english_from_before_the_record_is_not_counted() -> None:
    assert waited([state(0, texts("Listen")), state(9, texts("Listen", es="draft"))]) == {}


def test_new_english_is_waited_for_again_unless_the_translation_stays_good() -> None:
    states = [
        state(0, texts("Listen", es="draft Oír")),
        state(1, texts("Listen now", es="stale Oír")),
        state(4, texts("Listen now", es="draft Oír ya")),
        state(5, texts("Listen now!", es="draft Oír ya")),  # a minor edit
    ]
    assert waited(states) == {"es": [3]}


def meeting(number: int, language: str = "en", **facts: Any) -> dict[str, Any]:
    told = {"language": language, "status": "confirmed", "starts_at": "2026-05-11T00:00:00Z"}
    return {
        "type": "meeting",
        "id": f"m{number}",
        "parent": None,
        "facts": told | facts,
        "words": {},
    }


def interpretation(number: int, status: str, **facts: Any) -> dict[str, Any]:
    told = {"language": "vi", "status": status, "service": "interpretation"} | facts
    return {
        "type": "interpretation",
        "id": f"i{number}",
        "parent": f"m{number}",
        "facts": told,
        "words": {},
    }


@pytest.mark.parametrize(
    ("records", "counted"),
    [
        ([], (0, 0, 0)),
        ([meeting(1), interpretation(1, "confirmed")], (1, 1, 0)),
        ([meeting(1), interpretation(1, "announced")], (1, 1, 0)),
        ([meeting(1), interpretation(1, "on_request")], (1, 0, 1)),
        ([meeting(1), interpretation(1, "not_offered")], (1, 0, 0)),
        ([meeting(1), interpretation(1, "confirmed", service="captions")], (1, 0, 0)),
        ([meeting(1), interpretation(1, "confirmed", language="es")], (1, 0, 0)),
        ([meeting(1, "vi-VN"), interpretation(1, "on_request")], (1, 1, 0)),
        ([meeting(1, "vi", status="cancelled")], (0, 0, 0)),
        ([meeting(1, "vi", starts_at="2026-05-21T05:59:00Z")], (1, 1, 0)),  # the 20th in Denver
        ([meeting(1, "vi", starts_at="2026-05-21T06:00:00Z")], (0, 0, 0)),
    ],
)
def test_meetings_that_can_be_followed(
    records: list[dict[str, Any]], counted: tuple[int, int, int]
) -> None:
    (found,) = kept([(BEGIN, {"records": records})], DAY, ZONE, ["vi"])
    assert (found.meetings, found.followed, found.on_request) == counted


def test_a_few_cases_are_too_few_to_say() -> None:
    for count in (FEW - 1, FEW):
        english = [texts(f"Text {n}") for n in range(count)]
        later = [texts(f"Text {n}", es="reviewed" if n else "draft") for n in range(count)]
        states = [state(0), state(1, *english), state(3, *later)]
        (found,) = kept(states, DAY, ZONE, ["es"])
        told = (found.days, found.translated_percent, found.reviewed_percent)
        assert told == ((2, 100, 80) if count == FEW else (None, None, None))

"""What a district's record says of its languages: meetings, waiting for translations, reviews.

Pure: it takes documents as `opendata.documents` describes them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from statistics import median
from typing import Any

from languages.freshness import TranslationState
from languages.registry import SOURCE

FEW = 5  # fewer cases than these are too few to say anything
FRESH = (TranslationState.DRAFT, TranslationState.REVIEWED)
_SURE, _ON_REQUEST = ("announced", "confirmed"), "on_request"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """For one language. Of `meetings`, `followed` were in it or interpreted into it for sure, and
    `on_request` on request alone. Of `texts`, `translated` are up to date, and `reviewed` checked.

    `days` is how long half of the translations took at most; None for fewer than FEW. `percent` is
    whole numbers, rounded down; None where there are fewer than FEW texts.
    """

    language: str
    meetings: int
    followed: int
    on_request: int
    days: int | None
    texts: int
    translated: int
    reviewed: int

    @property
    def translated_percent(self) -> int | None:
        return self._percent(self.translated)

    @property
    def reviewed_percent(self) -> int | None:
        return self._percent(self.reviewed)

    def _percent(self, count: int) -> int | None:
        return 100 * count // self.texts if self.texts >= FEW else None


def kept(
    states: Sequence[tuple[datetime, Json]], day: date, zone: tzinfo, languages: Collection[str]
) -> list[Kept]:
    """What was kept up to `day`, by language; `states` are at least one, the oldest first."""
    now = states[-1][1]["records"]
    held = [each for each in now if each["type"] == "meeting" and _is_held(each, day, zone)]
    waited = waits(states)
    return [
        Kept(
            language,
            len(held),
            *_followed(held, now, language),
            _median_days(waited.get(language, [])),
            *_texts(now, language),
        )
        for language in languages
    ]


@dataclass
class _Unit:
    """A text: its English, since when (None if longer than the record), and its translations."""

    english: str = ""
    since: datetime | None = None
    answered: set[str] = field(default_factory=set)
    texts: Mapping[str, Json] = field(default_factory=dict)


def waits(states: Iterable[tuple[datetime, Json]]) -> dict[str, list[timedelta]]:
    """How long each translation took after its English became public, by language.

    English that was there when the record began is left out, and so is an edit of the English that
    left the translation as good as it was.
    """
    units: dict[tuple[str, str], _Unit] = {}
    found: dict[str, list[timedelta]] = {}
    for number, (at, document) in enumerate(states):
        for record in document["records"]:
            for name, texts in record["words"].items():
                unit = units.setdefault((record["id"], name), _Unit())
                since = at if number else None
                for language in _answers(unit, texts, since):
                    if unit.since is not None:
                        found.setdefault(language, []).append(at - unit.since)
    return found


def _answers(unit: _Unit, texts: Mapping[str, Json], since: datetime | None) -> list[str]:
    """The languages that have caught up with the English."""
    fresh = {code for code, said in texts.items() if code != SOURCE and said["state"] in FRESH}
    english = texts[SOURCE]["text"]
    if english != unit.english:
        same = {code for code in fresh if texts[code]["text"] == _text(unit.texts, code)}
        unit.english, unit.since, unit.answered = english, since, same
    unit.texts = texts
    new = fresh - unit.answered
    unit.answered |= new
    return sorted(new)


def _text(texts: Mapping[str, Json], language: str) -> str | None:
    return texts[language]["text"] if language in texts else None


def _median_days(waited: Sequence[timedelta]) -> int | None:
    days = [each / timedelta(days=1) for each in waited]
    return round(median(days)) if len(days) >= FEW else None


def _is_held(meeting: Json, day: date, zone: tzinfo) -> bool:
    facts = meeting["facts"]
    begins = datetime.fromisoformat(facts["starts_at"]).astimezone(zone).date()
    return facts["status"] != "cancelled" and begins <= day


def _followed(held: Sequence[Json], records: Sequence[Json], language: str) -> tuple[int, int]:
    """How many meetings are in the language for sure, and how many on request alone."""
    offered: dict[str, set[str]] = {}
    for each in records:
        facts = each["facts"]
        spoken = each["type"] == "interpretation" and facts["service"] == "interpretation"
        if spoken and _is_in(each, language):
            offered.setdefault(facts["status"], set()).add(each["parent"])
    sure = {each["id"] for each in held if _is_in(each, language)}
    sure |= {each["id"] for each in held if any(each["id"] in offered.get(s, ()) for s in _SURE)}
    asked = {each["id"] for each in held} & offered.get(_ON_REQUEST, set())
    return len(sure), len(asked - sure)


def _is_in(record: Json, language: str) -> bool:
    tag = record["facts"]["language"] or ""
    return bool(tag == language or tag.startswith(f"{language}-"))


def _texts(records: Iterable[Json], language: str) -> tuple[int, int, int]:
    """How many texts there are, and how many of them are up to date and reviewed."""
    every = [texts for record in records for texts in record["words"].values()]
    states = [texts[language]["state"] for texts in every if language in texts]
    fresh = sum(state in FRESH for state in states)
    return len(every), fresh, states.count(TranslationState.REVIEWED)

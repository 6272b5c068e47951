"""A made-up district with everything in it, as the rows of its tables, to be repeated many times.

Nothing in it is real: names are numbers, texts say that they are placeholders.
"""

import random
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import translation

from bench.copying import encoded
from bench.indexes import KEYS, entry_lines, given, indexed_lines, search_line
from districts.models import Approach, District, School
from events.models import Meeting
from languages.characters import fold
from languages.columns import word_column
from languages.freshness import Mark, TranslationState, text_hash, unit_states
from languages.models import Translated, Unit
from languages.registry import LANGUAGES, SOURCE
from publishing.last_public import SettledOncePublic
from publishing.search_index import is_searched
from publishing.states import PublicationState
from timeline.models import Milestone, MilestoneStatus, Phase, Status

VARIANTS = 20  # different districts; all others repeat their texts and dates
PHASES, MILESTONES, SCHOOLS, MEETINGS = 4, 100, 5, 6
WITHOUT_SCOPE = 12  # milestones; with these, a district has 2,700 units
MIDDLE = date(2026, 11, 1)  # the dates lie around this day
SAVED_AT = datetime(2026, 11, 1, 12, tzinfo=UTC)
SHARES: dict[str, tuple[int, int, int, int]] = {"es": (20, 10, 30, 40), "vi": (40, 10, 30, 20)}
OTHERS = (85, 2, 10, 3)  # percent missing, stale, draft, reviewed in the other languages

Row = tuple[int, int, str]
"""The position of a record in its district, that of its owner (0: none), its other columns."""


@dataclass(slots=True)
class Variant:
    """The rows of one made-up district; `units` by the model of their record, each with a place."""

    rows: dict[type[models.Model], list[Row]] = field(default_factory=dict)
    units: dict[type[models.Model], list[tuple[int, str]]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    states: list[tuple[str, str]] = field(default_factory=list)
    texts: dict[type[models.Model], list[tuple[int, str]]] = field(default_factory=dict)
    entries: dict[type[models.Model], list[tuple[int, str]]] = field(default_factory=dict)
    indexed: dict[type[models.Model], list[tuple[int, str]]] = field(default_factory=dict)


def uuid_of(model: type[models.Model], key: int) -> UUID:
    """The stable id of a made-up record, the same on every machine."""
    return uuid5(NAMESPACE_OID, f"{model._meta.label} {key}")


def columns(model: type[models.Model]) -> list[str]:
    """The names of the columns of a row, in its order."""
    return [*(_column(model, name) for name in KEYS[model]), *(f.column for f in given(model))]


def make_district(number: int) -> District:
    """The district with this number, not saved; every hundredth is a draft."""
    name = f"District {number:05}"
    district = copy(_district(number % VARIANTS))
    district.pk, district.uuid = number, uuid_of(District, number)
    district.slug = f"district-{number:05}"
    district.name = district.short_name = name
    district.folded_name = fold(f"{name} {name}")
    district.region = f"State {number % 50:02}"
    draft, public = PublicationState.DRAFT, PublicationState.PUBLISHED
    district.state = draft if number % 100 == 0 else public
    return district


@cache
def _district(variant: int) -> District:
    chance = random.Random(f"district {variant}")
    district = District(
        time_zone="America/Denver",
        approach=chance.choice(list(Approach)),
        as_of="2026-10",
        content_languages=[SOURCE, "es", "vi"],
        modified_at=SAVED_AT,
        **_words(chance, "summary", f"Placeholder {variant}: what the district does"),
        **_words(chance, "sources", f"Placeholder {variant}: a list of documents"),
    )
    district.settle(told=_marks(chance, district))
    return district


def make_variant(number: int) -> Variant:
    """One of the `VARIANTS` districts; the same for the same number, on every machine."""
    chance = random.Random(f"variant {number}")
    variant = Variant()
    with translation.override(SOURCE):
        _keep_units(variant, make_district(number))
        phases = [_phase(chance, number, n) for n in range(1, PHASES + 1)]
        milestones = [_milestone(chance, number, n, phases) for n in range(1, MILESTONES + 1)]
        records: list[Any] = [_school(n) for n in range(1, SCHOOLS + 1)]
        records += phases
        records += [_meeting(chance, number, n) for n in range(1, MEETINGS + 1)]
        records += milestones
        records += [status for each in milestones for status in _statuses(chance, each)]
        for record in records:
            _keep(variant, chance, record)
    return variant


def _keep(variant: Variant, chance: random.Random, record: Any) -> None:
    if getattr(record, "district_id", 1) is None:
        record.district_id = 1  # each copy gets its own
    if isinstance(record, SettledOncePublic):
        record.note_public()
    if isinstance(record, Translated):
        record.settle(told=_marks(chance, record))
        _keep_units(variant, record)
    rows = variant.rows.setdefault(type(record), [])
    owner = getattr(record, "phase_id", None) or getattr(record, "milestone_id", None) or 0
    place = record.pk or len(rows) + 1
    rows.append((place, owner, encoded(record, given(type(record)))))
    if is_searched(type(record)):
        variant.texts.setdefault(type(record), []).append((place, search_line(record)))
    for line in entry_lines(record):
        variant.entries.setdefault(type(record), []).append((place, line))


def _keep_units(variant: Variant, record: Any) -> None:
    """The units that the index of translations would hold for the record."""
    first, last = record.days
    kind = ContentType.objects.get_for_model(record)
    place = 1 if isinstance(record, District) else record.pk
    units = variant.units.setdefault(type(record), [])
    for (name, language), state in unit_states(record.words, record.marks).items():
        unit = Unit(
            content_type=kind,
            field=name,
            language=language,
            status=state.state,
            source_hash=state.source,
            translated_from=state.translated_from,
            first_day=first,
            last_day=last,
            comes_first=record.comes_first,
        )
        units.append((place, encoded(unit, given(Unit))))
        variant.states.append((language, str(state.state)))
    for line in indexed_lines(record):
        variant.indexed.setdefault(type(record), []).append((place, line))
    for texts in record.words.values():
        for text in (texts[SOURCE], _earlier(texts[SOURCE])) if texts[SOURCE] else ():
            variant.sources[text_hash(text)] = text


def _school(number: int) -> School:
    name = f"School {number}"
    return School(pk=number, slug=f"school-{number}", name=name, **_public())


def _phase(chance: random.Random, variant: int, number: int) -> Phase:
    starts = MIDDLE + timedelta(days=(number - 3) * 200 + chance.randint(-90, 90))
    when = f"{starts:%Y-%m}/{starts + timedelta(days=180):%Y-%m}"
    words = _words(chance, "title", f"Placeholder {variant}: phase {number}")
    return Phase(pk=number, number=number, when=when, **_public(), **words)


def _meeting(chance: random.Random, variant: int, number: int) -> Meeting:
    starts = SAVED_AT + timedelta(days=(number - 4) * 60 + chance.randint(-30, 30), hours=6)
    return Meeting(
        pk=number,
        district=District(pk=1, time_zone="America/Denver"),
        slug=f"meeting-{number}",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        **_public(),
        **_words(chance, "title", f"Placeholder {variant}: meeting {number}"),
    )


def _milestone(chance: random.Random, variant: int, number: int, phases: list[Phase]) -> Milestone:
    said = f"Placeholder {variant}: milestone {number}"
    languages = _languages(chance)  # whoever translates a record translates all of it
    words = _said("title", said, languages)
    more = f"{said}, with a sentence on what happens and who decides it"
    words |= _said("detail", more, languages)
    if number > WITHOUT_SCOPE:
        words |= _said("scope", f"Placeholder: group {number % 20} of the schools", languages)
    return Milestone(
        pk=number,
        phase=phases[number % (PHASES + 1) - 1] if number % (PHASES + 1) else None,
        position=number,
        when=_when(chance),
        **_public(),
        **words,
    )


def _statuses(chance: random.Random, milestone: Milestone) -> Iterator[MilestoneStatus]:
    when = milestone.when
    if when and when.is_over(MIDDLE) and chance.random() < 0.7:
        yield MilestoneStatus(milestone=milestone, status=Status.DONE, since=f"{when.upper}")


def _when(chance: random.Random) -> str | None:
    day = MIDDLE + timedelta(days=chance.randint(-900, 900))
    written: list[Callable[[], str | None]] = [
        lambda: None,
        lambda: f"{day:%Y}",
        lambda: f"{day:%Y}-{21 + day.month % 4}",
        lambda: f"{day:%Y-%m}",
        lambda: f"{day}",
    ]
    return chance.choices(written, (10, 10, 10, 35, 35))[0]()


def _public() -> dict[str, Any]:
    return {"state": PublicationState.PUBLISHED, "modified_at": SAVED_AT}


def _words(chance: random.Random, name: str, english: str) -> dict[str, str]:
    """The columns of a field: English, and some of the other languages."""
    return _said(name, english, _languages(chance))


def _languages(chance: random.Random) -> list[str]:
    """Those into which a record is translated."""
    others = [language for language in LANGUAGES if language != SOURCE]
    return [each for each in others if chance.random() * 100 >= SHARES.get(each, OTHERS)[0]]


def _said(name: str, english: str, languages: list[str]) -> dict[str, str]:
    translated = {word_column(name, each): f"[{each}] {english}" for each in languages}
    return {word_column(name, SOURCE): english, **translated}


def _marks(chance: random.Random, record: Translated) -> dict[str, dict[str, Any]]:
    """Marks of the translations: some were made from an earlier English, some were reviewed."""
    found: dict[str, dict[str, Any]] = {}
    states = list(TranslationState)[1:]
    for name, texts in record.words.items():
        for language, text in texts.items():
            if language == SOURCE or not text:
                continue
            state = chance.choices(states, SHARES.get(language, OTHERS)[1:])[0]
            stale = state is TranslationState.STALE
            english = _earlier(texts[SOURCE]) if stale else texts[SOURCE]
            reviewed = state is TranslationState.REVIEWED
            found.setdefault(name, {})[language] = Mark(
                text_hash(english), text_hash(text), reviewed
            )
    return found


def _earlier(text: str) -> str:
    """The English that stale translations were made from."""
    return f"Earlier {text}"


def _column(model: type[models.Model], name: str) -> str:
    return next(str(each.column) for each in model._meta.concrete_fields if each.attname == name)

"""What the indexes hold of a made-up record, as COPY reads it."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models

from bench.copying import encoded
from desk.finding.models import IndexedText
from districts.models import School
from events.models import Meeting
from languages.characters import fold
from languages.models import Unit
from languages.registry import SOURCE
from languages.search_texts import SearchText, search_text
from search.index import entries_of
from search.kinds import kinds_of
from search.models import Entry
from timeline.models import Milestone, MilestoneStatus, Phase

INDEXED = (SOURCE, "es")  # languages whose texts the desk finds by what they say

# The columns that differ from district to district stand before those that a variant gives.
KEYS: dict[type[models.Model], tuple[str, ...]] = {
    School: ("id", "uuid", "district_id"),
    Phase: ("id", "uuid", "district_id"),
    Meeting: ("id", "uuid", "district_id", "uid"),
    Milestone: ("id", "uuid", "district_id", "phase_id"),
    MilestoneStatus: ("id", "uuid", "milestone_id"),
    Unit: ("id", "object_id", "district"),
    SearchText: ("id", "object_id"),
    Entry: ("id", "object_id", "district_key"),
    IndexedText: ("id", "object_id"),
}


def given(model: type[models.Model]) -> list[Any]:
    """The fields that are the same in all districts of a variant."""
    fields = model._meta.concrete_fields
    return [each for each in fields if each.attname not in KEYS[model] and not each.generated]


def search_line(record: Any) -> str:
    """What is searched of a record, with its model, as COPY reads it."""
    kind = ContentType.objects.get_for_model(record)
    text = SearchText(content_type=kind, text=search_text(record, record.searched))
    return encoded(text, given(SearchText))


def entry_lines(record: Any) -> Iterator[str]:
    """What families find of a record, as COPY reads it."""
    for kind in kinds_of(type(record)):
        for entry in entries_of(kind, record):
            yield encoded(entry, given(Entry))


def indexed_lines(record: Any) -> Iterator[str]:
    """What the desk finds of a record in the languages `INDEXED`."""
    kind = ContentType.objects.get_for_model(record)
    for field, texts in record.words.items():
        for language in INDEXED:
            if texts[language]:
                entry = IndexedText(content_type=kind, field=field, language=language)
                entry.folded = fold(texts[language])
                yield encoded(entry, given(IndexedText))

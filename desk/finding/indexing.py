"""Keeps the index of texts up to date as records change."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from desk.about import TEXT
from desk.finding.models import IndexedText
from languages.characters import fold
from languages.columns import translated_fields, word_column, words_in
from languages.models import Translated
from languages.registry import LANGUAGES, SOURCE
from publishing.changes import Change, listen

WordKey = tuple[str, str]
"""A field and a language."""

BATCH = 500
CHANGED = ("folded", "doubtful", "at", "by")
DERIVED = ("folded", "doubtful")


@listen
def follow(change: Change) -> None:
    """Write the entries of the texts that a change is about."""
    if not isinstance(change.record, Translated):
        return
    if change.deleted:
        kind = ContentType.objects.get_for_model(change.record)
        IndexedText.objects.filter(content_type=kind, object_id=change.record.pk).delete()
        return
    places = list(_places(change.record, None if change.created else change.differences))
    write(change.record, places, by=change.by)


def write(record: Translated, places: Collection[WordKey], *, by: Any = None) -> None:
    """Write the entries of texts that `by` has just changed.

    Other translations of changed English may fail their checks now, or pass them.
    """
    now = timezone.now()
    entries = [_entry(record, *place) for place in places]
    for entry in entries:
        entry.at, entry.by = now, by
    _store(entries, CHANGED)
    fields = {field for field, code in places if code == SOURCE}
    others = [(f, code) for f in fields for code in LANGUAGES if (f, code) not in places]
    _store([_entry(record, *each) for each in others if words_in(record, *each)], DERIVED)


def rebuild(records: Iterable[Translated], *, added_at: datetime | None = None) -> int:
    """Derive the entries of these records of one model anew; how many there are.

    When they were changed, and who changed them, stays; those that are new were added at this time.
    """
    entries = [_entry(each, *place) for each in records for place in _places(each, None)]
    for entry in entries:
        entry.at = added_at
    _store(entries, DERIVED)
    return len(entries)


def rebuild_all() -> int:
    """Rebuild the whole index, a batch of records per statement; how many texts there are."""
    models = (model for model in apps.get_models() if issubclass(model, Translated))
    return sum(rebuild(batch) for model in models for batch in _batches(model))


def _batches(model: type[Translated]) -> Iterator[list[Translated]]:
    last = 0
    while rows := list(model._base_manager.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = rows[-1].pk
        yield rows


def _places(record: Translated, differences: Collection[str] | None) -> Iterator[WordKey]:
    """Where words differ; None for all places that have words."""
    for field in translated_fields(type(record)):
        for code in LANGUAGES:
            if differences is None:
                if words_in(record, field, code):
                    yield field, code
            elif word_column(field, code) in differences:
                yield field, code


def _entry(record: Translated, field: str, language: str) -> IndexedText:
    source, text = (words_in(record, field, code) for code in (SOURCE, language))
    checked = language != SOURCE and source and text
    return IndexedText(
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        field=field,
        language=language,
        folded=fold(text),
        doubtful=bool(checked and record.problems(field, language, text, source)),
    )


def _store(entries: list[IndexedText], columns: tuple[str, ...]) -> None:
    # Sorted, so that two saves at once cannot deadlock.
    entries.sort(key=lambda each: (each.object_id, each.field, each.language))
    IndexedText.objects.bulk_create(
        entries, BATCH, update_conflicts=True, unique_fields=TEXT, update_fields=columns
    )

"""For migrations: gives words that were stored before marks and units existed both of them.

Models are historical ones.
"""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import Model, QuerySet

from languages.columns import word_column, words_in
from languages.freshness import Words, settled, unit_states
from languages.registry import LANGUAGES, SOURCE

BATCH = 500


def mark_words(
    apps: Any,
    model: type[Model],
    district: Callable[[Any], int | None] = lambda record: record.district_id,
    days: Callable[[Any], tuple[Any, Any]] = lambda record: (None, None),
) -> None:
    """Mark every translation of a historical model as a draft of the current English, and index it.

    `district` and `days` say which district a record belongs to and its first and last day.
    """
    kind = _kind(apps, model)
    for record in model._default_manager.order_by("pk").iterator(chunk_size=BATCH):
        words = _words(record)
        marks = settled(words, {})
        QuerySet(model).filter(pk=record.pk).update(translations=marks)
        first, last = days(record)
        common = {"content_type": kind, "object_id": record.pk, "district": district(record)}
        _index(apps, words, unit_states(words, marks), first_day=first, last_day=last, **common)


def index_english(
    apps: Any,
    model: type[Model],
    fields: Collection[str],
    district: Callable[[Any], int | None] = lambda record: record.district_id,
) -> None:
    """List the fields that have become words, and are in English alone, for translators."""
    kind = _kind(apps, model)
    for record in model._default_manager.order_by("pk").iterator(chunk_size=BATCH):
        words = {field: texts for field, texts in _words(record).items() if field in fields}
        common = {"content_type": kind, "object_id": record.pk, "district": district(record)}
        _index(apps, words, unit_states(words, {}), **common)


def _kind(apps: Any, model: type[Model]) -> Any:
    kinds = apps.get_model("contenttypes", "ContentType").objects
    found, _ = kinds.get_or_create(app_label=model._meta.app_label, model=model._meta.model_name)
    return found


def _words(record: Model) -> Words:
    columns = {field.name for field in record._meta.fields}
    fields = [name for name in columns if word_column(name, SOURCE) in columns]
    return {
        field: {
            code: words_in(record, field, code)
            for code in LANGUAGES
            if word_column(field, code) in columns
        }
        for field in sorted(fields)
    }


def _index(apps: Any, words: Words, states: Any, **common: Any) -> None:
    unit, text = (apps.get_model("languages", name) for name in ("Unit", "SourceText"))
    # The column was called "of" once, and a migration may come before or after it was renamed.
    columns = {field.name for field in unit._meta.get_fields()}
    translated_from = "translated_from" if "translated_from" in columns else "of"
    unit.objects.bulk_create(
        unit(
            field=f,
            language=code,
            status=unit_state.state,
            source_hash=unit_state.source,
            **{translated_from: unit_state.translated_from},
            **common,
        )
        for (f, code), unit_state in states.items()
    )
    texts = {unit_state.source: words[f][SOURCE] for (f, _), unit_state in states.items()}
    rows = [text(hash=key, text=value) for key, value in texts.items()]
    text.objects.bulk_create(rows, ignore_conflicts=True)

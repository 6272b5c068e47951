"""For migrations: gives words that were stored before marks and units existed both of them."""

from collections.abc import Callable
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
    meta = model._meta
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kind, _ = kinds.get_or_create(app_label=meta.app_label, model=meta.model_name)
    for record in model._default_manager.order_by("pk").iterator(chunk_size=BATCH):
        words = _words(record)
        marks = settled(words, {})
        QuerySet(model).filter(pk=record.pk).update(translations=marks)
        first, last = days(record)
        common = {"content_type": kind, "object_id": record.pk, "district": district(record)}
        _index(apps, words, unit_states(words, marks), first_day=first, last_day=last, **common)


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

"""Queries that fetch only the words that a page shows."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from languages.columns import translated_fields, word_column
from languages.registry import LANGUAGES, SOURCE

M = TypeVar("M", bound=Model)


def in_language(queryset: QuerySet[M], language: str, *related: str) -> QuerySet[M]:
    """`queryset` without the columns of the other languages, its own and those of `related`.

    `related` names the relations that the queryset joins with `select_related`. With ten
    languages the words nobody reads would be most of what a page fetches.
    """
    columns = _unread(queryset.model, language, "")
    for path in related:
        model: Any = queryset.model
        for part in path.split("__"):
            model = model._meta.get_field(part).related_model
        columns += _unread(model, language, f"{path}__")
    return queryset.defer(*columns)


def locked(record: M) -> M | None:
    """The record as it stands in the database, which nobody else can change until the end of the
    transaction; None if it is not there."""
    # In the order of the model it might be joined with its parents, and lock them as well.
    rows = type(record)._base_manager.select_for_update(no_key=True).order_by("pk")
    return rows.filter(pk=record.pk).first() if record.pk else None


def _unread(model: type[Model], language: str, prefix: str) -> list[str]:
    return [
        prefix + word_column(field, code)
        for field in translated_fields(model)
        for code in LANGUAGES
        if code not in (language, SOURCE)
    ]

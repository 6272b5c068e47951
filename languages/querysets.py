"""Queries that fetch only the words that a page shows."""

from functools import cache
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from languages.columns import translated_fields, word_column
from languages.registry import LANGUAGES, SOURCE

M = TypeVar("M", bound=Model)


def in_language(queryset: QuerySet[M], language: str, *related: str) -> QuerySet[M]:
    """`queryset` without the word columns of other languages, also in its `related` records.

    `related` names the relations that the queryset joins with `select_related`. With ten languages,
    words that nobody reads would otherwise be most of what a page loads.
    """
    # Not its own `defer`, with which modeltranslation would look up each of these columns.
    return QuerySet.defer(queryset, *_unread(queryset.model, language, related))


def locked(record: M) -> M | None:
    """The stored record, locked until the end of the transaction; None if it does not exist."""
    # The model's own order might join its parents, and the lock would then include them.
    rows = type(record)._base_manager.select_for_update(no_key=True).order_by("pk")
    return rows.filter(pk=record.pk).first() if record.pk else None


@cache
def _unread(model: type[Model], language: str, related: tuple[str, ...]) -> list[str]:
    columns = _columns(model, language, "")
    for path in related:
        owner: Any = model
        for part in path.split("__"):
            owner = owner._meta.get_field(part).related_model
        columns += _columns(owner, language, f"{path}__")
    return columns


def _columns(model: type[Model], language: str, prefix: str) -> list[str]:
    return [
        prefix + word_column(field, code)
        for field in translated_fields(model)
        for code in LANGUAGES
        if code not in (language, SOURCE)
    ]

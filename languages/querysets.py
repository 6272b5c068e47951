"""Queries that fetch only the words that a page shows."""

from functools import cache
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet

from languages.columns import translated_fields, word_column
from languages.prepared import Given, Prepared
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
    found = _by_key(type(record), True).run({"key": record.pk}) if record.pk else []
    return found[0] if found else None


def stored(record: M) -> M:
    """The stored record; raises ObjectDoesNotExist."""
    found: list[M] = _by_key(type(record), False).run({"key": record.pk})
    if not found:
        raise ObjectDoesNotExist
    return found[0]


@cache
def _by_key(model: type[M], locks: bool) -> Prepared:
    # The model's own order might join its parents, and a lock would then include them.
    rows: Any = model._base_manager.order_by("pk").filter(pk=Given("key", model._meta.pk))
    return Prepared(rows.select_for_update(no_key=True) if locks else rows)


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

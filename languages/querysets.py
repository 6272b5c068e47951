"""Queries that fetch only the words that a page shows."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from modeltranslation.translator import NotRegistered, translator

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


def translated_fields(model: type[Model]) -> list[str]:
    """The names of the fields of `model` that are translated, in the order of the model."""
    try:
        translated = translator.get_options_for_model(model).all_fields
    except NotRegistered:
        return []
    return [field.name for field in model._meta.fields if field.name in translated]


def _unread(model: type[Model], language: str, prefix: str) -> list[str]:
    return [
        f"{prefix}{field}_{code}"
        for field in translated_fields(model)
        for code in LANGUAGES
        if code not in (language, SOURCE)
    ]

"""The columns that hold translated words, under the names that modeltranslation gives them."""

from functools import cache
from typing import Any

from django.db.models import Model
from modeltranslation.translator import NotRegistered, translator
from modeltranslation.utils import build_localized_fieldname

from languages.characters import is_blank
from languages.registry import LANGUAGES


@cache
def word_column(field: str, language: str) -> str:
    """The column of a translated field in one language: "title_es", "title_zh_hans"."""
    return build_localized_fieldname(field, language)


def words_in(record: Model, field: str, language: str) -> str:
    """The words of a translated field in one language, "" where none can be seen."""
    words: Any = getattr(record, word_column(field, language))
    return "" if not words or is_blank(words) else words


@cache
def translated_fields(model: type[Model]) -> tuple[str, ...]:
    """The names of the fields of `model` that are translated, in the order of the model."""
    try:
        translated = translator.get_options_for_model(model).all_fields
    except NotRegistered:
        return ()
    return tuple(field.name for field in model._meta.fields if field.name in translated)


def word_columns(model: type[Model]) -> set[str]:
    """Every column of `model` that holds translated words, the one without a language too."""
    fields = translated_fields(model)
    return {*fields, *(word_column(field, code) for field in fields for code in LANGUAGES)}

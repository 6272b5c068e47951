"""The texts of a record as they are kept, however they came in: by a form, a file or a command."""

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models

from languages.characters import is_blank, without_marks
from languages.checks import flaws
from languages.columns import translated_fields
from languages.registry import SOURCE


def validate_text(text: str, language: str = SOURCE) -> None:
    """Raise ValidationError for a text with something that no text may have."""
    if found := flaws(text, language):
        raise ValidationError([ValidationError(each.message, code=each.code) for each in found])


def tidy_texts(record: models.Model, exclude: Collection[str] = ()) -> None:
    """Empty the texts of `record` in which nothing is to be seen.

    What has a form of its own, such as an address or the tag of a language, loses the invisible
    characters that came along when it was copied.
    """
    for field in _loaded(record, exclude):
        text = getattr(record, field.attname) or ""
        if text and is_blank(text):
            setattr(record, field.attname, "")
        elif text and any(not isinstance(v, MaxLengthValidator) for v in field.validators):
            setattr(record, field.attname, without_marks(text).strip())


def flawed_texts(record: models.Model, exclude: Collection[str] = ()) -> dict[str, Any]:
    """The errors of its loaded texts, English, names and translations, by field."""
    found: dict[str, Any] = {}
    for field in _loaded(record, exclude):
        if not (text := getattr(record, field.attname)):
            continue
        try:
            validate_text(text, getattr(field, "language", SOURCE))
        except ValidationError as error:
            found[field.name] = error.error_list
    return found


class EnglishField(forms.CharField):
    """A text that becomes the English of a record which the form does not show."""

    default_validators = [validate_text]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return "" if is_blank(text or "") else text


def _loaded(record: models.Model, exclude: Collection[str]) -> Iterator["models.Field[Any, Any]"]:
    left_out = record.get_deferred_fields().union(exclude)
    return (field for field in _text_fields(type(record)) if field.attname not in left_out)


@cache
def _text_fields(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    """What somebody types: a translated text stands in the columns of its languages alone."""
    bare = translated_fields(model)
    return [
        field
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField)
        and field.editable
        and not field.choices
        and field.name not in bare
    ]

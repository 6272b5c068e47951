"""What kind of value each fact is, read from the fields of models."""

from enum import StrEnum
from typing import Any

from django.db import models

from languages.fields import PartialDateField
from opendata.kinds import Kind


class Shape(StrEnum):
    """How a fact is written in documents; each may also be null."""

    TEXT = "text"
    CODE = "code"  # one of a few words, which the model names
    WHOLE_NUMBER = "whole number"
    YES_OR_NO = "yes or no"
    LIST = "list"
    PARTIAL_DATE = "partial date"
    DAY = "day"
    INSTANT = "instant"
    ID = "id"
    IDS = "ids"


_BY_FIELD: tuple[tuple[type[Any], Shape], ...] = (
    (PartialDateField, Shape.PARTIAL_DATE),
    (models.DateTimeField, Shape.INSTANT),  # before the days, of which it is a special case
    (models.DateField, Shape.DAY),
    (models.BooleanField, Shape.YES_OR_NO),
    (models.IntegerField, Shape.WHOLE_NUMBER),
    (models.JSONField, Shape.LIST),
    (models.ForeignKey, Shape.ID),
)


def shapes_of(kind: Kind) -> dict[str, Shape]:
    """The shape of each fact of a kind of record."""
    return {field.name: _shape(field) for field in kind.fields} | dict.fromkeys(
        (field.name for field in kind.links), Shape.IDS
    )


def codes_of(kind: Kind, name: str) -> tuple[str, ...]:
    """The words of which a fact is one; they may become more."""
    choices = kind.model._meta.get_field(name).flatchoices  # type: ignore[union-attr]
    return tuple(str(value) for value, _ in choices if value)


def _shape(field: Any) -> Shape:
    if field.choices:
        return Shape.CODE
    return next((shape for kind, shape in _BY_FIELD if isinstance(field, kind)), Shape.TEXT)

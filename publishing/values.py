"""What a record holds, in a form that JSON keeps, so that two versions can be compared.

Columns that follow from others are left out: bounds of times, folded texts, the column of a word
without a language, and when the record was last saved. An empty word is "", never None.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db.models import Field, Model
from modeltranslation.fields import TranslationField

from languages.columns import translated_fields
from languages.fields import FoldedField, PartialDateField, bounds

MARKS = "translations"  # the column with the marks of the translations

Kept = dict[str, Any]
"""`{column: value}`; many-to-many relations are lists of keys."""
Differences = Mapping[str, tuple[Any, Any]]
"""`{column: (before, after)}`; of the marks, only those that differ."""


@cache
def columns(model: type[Model], *, all_of_them: bool = False) -> dict[str, Any]:
    """The fields of a model by column; without `all_of_them`, only what people type, and marks."""
    fields: list[Any] = [*model._meta.concrete_fields]
    times = [field.name for field in fields if isinstance(field, PartialDateField)]
    derived = {*translated_fields(model), *(each for name in times for each in bounds(name))}
    return {
        field.attname: field
        for field in fields
        if field.attname not in derived and not _follows(field)
        if all_of_them or field.editable or field.name == MARKS
    }


def _follows(field: "Field[Any, Any]") -> bool:
    return field.primary_key or isinstance(field, FoldedField) or getattr(field, "auto_now", False)


def kept(field: "Field[Any, Any]", value: Any) -> Any:
    """A value of a field for JSON; two that are equal for the database are equal here."""
    value = field.to_python(value)
    if value is None and isinstance(field, TranslationField):
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(UTC)
    if isinstance(value, list | dict):
        return json.loads(json.dumps(value))  # marks that were just set are tuples
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def values_of(record: Model, *, all_of_them: bool = False) -> Kept:
    """What the columns of a record hold that are loaded."""
    unread = record.get_deferred_fields()
    found = columns(type(record), all_of_them=all_of_them)
    return {n: kept(f, getattr(record, n)) for n, f in found.items() if n not in unread}


def links_of(record: Model, *, both_sides: bool = False) -> Kept:
    """The keys at the other end of its many-to-many relations; `both_sides`: of others' to it."""
    meta = record._meta
    names = [field.name for field in meta.many_to_many]
    if both_sides:
        related = (rel for rel in meta.related_objects if rel.many_to_many)
        names += [str(rel.get_accessor_name()) for rel in related]
    return {name: sorted(getattr(record, name).values_list("pk", flat=True)) for name in names}


def differing(before: Kept, after: Kept) -> Differences:
    """What differs among the columns that both have."""
    found = {
        name: (was, after[name])
        for name, was in before.items()
        if name in after and was != after[name]
    }
    if marks := found.get(MARKS):
        found[MARKS] = _marks_that_differ(*marks)
    return found


def _marks_that_differ(before: Any, after: Any) -> tuple[Any, Any]:
    places = {(f, code) for marks in (before, after) for f in marks for code in marks[f]}
    differ = sorted(p for p in places if _mark(before, *p) != _mark(after, *p))
    return only_in(before, differ), only_in(after, differ)


def only_in(marks: Any, places: Iterable[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    """The marks at these (field, language); None where there is none."""
    found: dict[str, dict[str, Any]] = {}
    for field, code in places:
        found.setdefault(field, {})[code] = _mark(marks, field, code)
    return found


def _mark(marks: Any, field: str, code: str) -> Any:
    mark = marks.get(field, {}).get(code)
    return None if mark is None else list(mark)


def undone(values: Kept, differences: Differences) -> Kept:
    """The values from before a change that led to `values`."""
    before = {**values, **{name: was for name, (was, _) in differences.items()}}
    if MARKS in differences:
        before[MARKS] = with_marks(values.get(MARKS, {}), differences[MARKS][0])
    return before


def with_marks(marks: Any, others: Any) -> dict[str, dict[str, Any]]:
    """`marks` with `others` in place of theirs; None there means that there is none."""
    found = {field: dict(each) for field, each in marks.items()}
    for field, each in others.items():
        found[field] = {**found.get(field, {}), **each}
    found = {f: {c: m for c, m in each.items() if m is not None} for f, each in found.items()}
    return {field: each for field, each in found.items() if each}

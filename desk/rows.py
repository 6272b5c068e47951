"""Units together with the words that they are about."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType

from languages.columns import words_in
from languages.models import Translated, Unit
from languages.querysets import in_language
from languages.registry import SOURCE


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit, its record, and the words of both languages."""

    unit: Unit
    record: Translated

    @property
    def source(self) -> str:
        """The English words."""
        return self._words(SOURCE)

    @property
    def text(self) -> str:
        """The translation, "" if there is none."""
        return self._words(self.unit.language)

    @property
    def kind(self) -> str:
        """The name of its model in English: "meeting"."""
        return str(self.record._meta.verbose_name)

    @property
    def field(self) -> str:
        """The name of the field in English."""
        field: Any = self.record._meta.get_field(self.unit.field)
        return str(field.verbose_name)

    def _words(self, language: str) -> str:
        return words_in(self.record, self.unit.field, language)


def rows(units: Iterable[Unit]) -> list[UnitRow]:
    """The units in their order, with one query per model; all units have the same language.

    Units whose records no longer exist are left out.
    """
    listed = list(units)
    records: dict[tuple[int, int], Translated] = {}
    by_kind = sorted(listed, key=_kind)
    for kind, group in groupby(by_kind, key=_kind):
        found = _records(kind, [*group])
        records |= {(kind, record.pk): record for record in found}
    return [
        UnitRow(unit, records[key])
        for unit in listed
        if (key := (unit.content_type_id, unit.object_id)) in records
    ]


def _kind(unit: Unit) -> int:
    return unit.content_type_id


def _records(kind: int, units: list[Unit]) -> Iterable[Translated]:
    """The records of one model, with everything that their names need."""
    model: Any = ContentType.objects.get_for_id(kind).model_class()
    known = admin.site.is_registered(model)
    related: Any = admin.site.get_model_admin(model).list_select_related if known else ()
    records = model._base_manager.filter(pk__in={unit.object_id for unit in units})
    named = records.select_related(*related) if related else records
    return in_language(named, units[0].language, *related)

"""What people call the text of a key: “Denver, meeting of May 18, 2021, title”."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from desk.exchange.keys import by_record, key_of, with_parents
from desk.interface.models import InterfaceText
from desk.queries import districts_among
from districts.models import District
from languages.registry import SOURCE


def titles(contexts: Iterable[str]) -> dict[str, str]:
    """The names of the texts of these contexts; one whose text does not exist is left out."""
    found: list[tuple[str, Any, str]] = []
    for model, keys in by_record(filter(None, map(key_of, contexts))).items():
        rows = with_parents(model, SOURCE, whole=True).filter(pk__in=keys)
        found += ((str(key), row, key.field) for row in rows for key in keys[row.pk])
    districts = districts_among({row.district_key for _, row, _ in found})
    names = dict(districts.values_list("pk", "short_name"))
    with translation.override(SOURCE):
        return {context: title_of(row, field, names) for context, row, field in found}


def title_of(record: Any, field: str, districts: Mapping[int, str]) -> str:
    """What people call a field of a record, in English; `districts` are names by key."""
    part: str = record._meta.get_field(field).verbose_name
    district = districts.get(record.district_key, "")
    if isinstance(record, InterfaceText):
        return _named(record)
    if isinstance(record, District):
        return f"{district}, {part}"
    return ", ".join(filter(None, (district, _named(record), part)))


def _named(record: Any) -> str:
    kind, starts = record._meta.verbose_name, getattr(record, "starts_at", None)
    if starts and record.zone:
        return f"{kind} of {date_format(starts.astimezone(record.zone), 'F j, Y')}"
    return f"{kind} “{record}”"

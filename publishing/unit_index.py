"""Keeps the index of translations up to date as records change."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, Model
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from languages.models import Days, Translated
from languages.prepared import Given, Prepared
from languages.unit_index import UnitIndex, count_out, write_days
from publishing.changes import Change, listen
from publishing.models import Record


@listen
def follow(change: Change) -> None:
    """Write the units of the changed record, and the days of all records that depend on it."""
    if change.deleted:
        return
    write_units(change.record, fresh=change.created)
    if not change.created:
        _move_along(type(change.record), [change.record])


@receiver(pre_delete)
def leave(instance: Model, **_: Any) -> None:
    """Take the units of a record out of the numbers, before they are deleted with it."""
    if isinstance(instance, Translated):
        count_out(instance)


def write_units(record: Record, *, fresh: bool = False) -> None:
    """Bring the units of one record up to date; `fresh`: it is new and has none yet."""
    if isinstance(record, Translated):
        UnitIndex(record, record.district_key, _days(record)).write(fresh=fresh)


def _days(record: Record) -> Days:
    """Its days; words without a date are urgent by the day from which on families read them."""
    days, at = record.days, getattr(record, "publish_at", None)
    return (at.astimezone(record.zone).date(), None) if at and days == (None, None) else days


def _move_along(model: type[Record], records: Sequence[Record]) -> None:
    for name in model.moves_along:
        relation: Any = model._meta.get_field(name)
        following = _following(relation, records)
        write_days({each: _days(each) for each in following if isinstance(each, Translated)})
        if following:
            _move_along(relation.related_model, following)


def _following(relation: Any, records: Iterable[Record]) -> list[Record]:
    """The records at the other end, each linked to the very object that it depends on."""
    known = {record.pk: record for record in records}
    name = relation.field.name
    found = _following_query(relation.related_model, name).run({"keys": list(known)})
    for each in found:
        setattr(each, name, known[getattr(each, f"{name}_id")])
    return found


@cache
def _following_query(model: type[Record], name: str) -> Prepared:
    rows: Any = model._base_manager.order_by("pk")
    return Prepared(rows.filter(**{f"{name}__pk__in": [Given("keys", BigIntegerField())]}))

"""Reports everything that Django itself writes or deletes as a change.

Cascades and many-to-many relations have no method of ours that could report them, so these are
signals; saves use them too, so that there is only one way.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver

from languages.querysets import locked, stored
from publishing.changes import about_to_hide, changed
from publishing.models import Record
from publishing.values import differing, links_of, values_of

_WRITTEN = "_written"  # holds what has to be called after the save
_BEFORE = "_before"  # holds what a record held before the change
_LINKS = "_links"  # holds the name of a relation, and its keys by record before and after


@receiver(pre_save)
def saving(instance: Model, update_fields: Collection[str] | None = None, **_: Any) -> None:
    """Read what is stored now, and tell of a record that a save may hide."""
    if isinstance(instance, Record):
        # What has words has read its row already, to set their marks.
        stored: Any = instance.__dict__.pop("stored", None)
        if stored is None and not instance._state.adding:
            stored = locked(instance)
        hides = stored is not None and _may_hide(instance, stored, update_fields)
        instance.__dict__[_BEFORE] = values_of(stored) if stored else {}
        instance.__dict__[_WRITTEN] = about_to_hide(type(instance), [instance.pk] if hides else [])


@receiver(post_save)
def saved(
    instance: Model, created: bool, update_fields: Collection[str] | None = None, **_: Any
) -> None:
    """Report a record that was saved."""
    if isinstance(instance, Record):
        instance.__dict__.pop(_WRITTEN)()
        partial = update_fields is not None or instance.get_deferred_fields()
        record = stored(instance) if partial else instance
        before = instance.__dict__.pop(_BEFORE)
        changed(record, differing(before, values_of(record)), created=created)


@receiver(pre_delete)
def deleting(instance: Model, **_: Any) -> None:
    """Read all that a record holds that is about to be deleted, cascades included."""
    if isinstance(instance, Record) and (stored := locked(instance)):
        values = values_of(stored, all_of_them=True) | links_of(stored, both_sides=True)
        instance.__dict__[_BEFORE] = values


@receiver(post_delete)
def deleted(instance: Model, **_: Any) -> None:
    """Report a record that was deleted."""
    if isinstance(instance, Record):
        values = instance.__dict__.pop(_BEFORE, {})
        changed(instance, {name: (was, None) for name, was in values.items()}, deleted=True)


@receiver(m2m_changed)
def linked(
    sender: type[Model],
    instance: Model,
    action: str,
    reverse: bool,
    model: type[Model],
    pk_set: set[int] | None,
    **_: Any,
) -> None:
    """Report every record whose many-to-many relation was changed, on both sides."""
    if not isinstance(instance, Record):
        return
    if action.startswith("pre_"):
        found = _links_changing(sender, instance, action, model if reverse else None, pk_set)
        instance.__dict__[_LINKS] = found
        return
    name, links = instance.__dict__.pop(_LINKS)
    records: Any = model._base_manager.filter(pk__in=links) if reverse else [instance]
    if reverse:
        changed(instance)
    for record in records:
        was, now = links[record.pk]
        changed(record, {name: (was, now)} if was != now else {})


def _links_changing(
    through: Any, instance: Model, action: str, holder: type[Model] | None, keys: set[int] | None
) -> tuple[str, dict[int, tuple[list[int], list[int]]]]:
    """The relation, and by the key of each record that holds it, what it links to: was, will.

    `holder` is the model that holds it if `instance` is at its other end.
    """
    relations = (holder or type(instance))._meta.many_to_many
    field: Any = next(f for f in relations if f.remote_field.through is through)
    here, there = field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = through._base_manager.values_list(f"{here}_id", f"{there}_id")
    if holder and keys is None:
        keys = {row[0] for row in rows.filter(**{there: instance.pk})}
    holders = keys or set() if holder else {instance.pk}
    links: dict[int, set[int]] = {key: set() for key in holders}
    for key, other in rows.filter(**{f"{here}__in": holders}):
        links[key].add(other)
    others = {instance.pk} if holder else keys
    return field.name, {k: (sorted(v), sorted(_after(action, v, others))) for k, v in links.items()}


def _after(action: str, links: set[int], others: set[int] | None) -> set[int]:
    if action == "pre_add":
        return links | (others or set())
    return links - others if others is not None else set()


def _may_hide(record: Record, stored: Record, update_fields: Collection[str] | None) -> bool:
    """Whether a save changes who sees a stored record."""
    names = record.shown_by() - record.get_deferred_fields()
    if update_fields is not None:
        names &= {*update_fields}
    fields: list[Any] = [record._meta.get_field(name) for name in names]
    return any(getattr(record, f.attname) != getattr(stored, f.attname) for f in fields)

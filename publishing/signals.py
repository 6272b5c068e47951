"""Reports everything that Django itself writes or deletes as a change.

Cascades and many-to-many relations have no method of ours that could report them, so these are
signals; saves use them too, so that there is only one way.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver

from publishing.changes import about_to_hide, changed
from publishing.models import Record

_WRITTEN = "_written"  # holds what has to be called after the save


@receiver(pre_save)
def saving(instance: Model, update_fields: Collection[str] | None = None, **_: Any) -> None:
    """Tell of a stored record that a save may hide."""
    if isinstance(instance, Record):
        keys = [instance.pk] if _may_hide(instance, update_fields) else []
        instance.__dict__[_WRITTEN] = about_to_hide(type(instance), keys)


@receiver(post_save)
def saved(
    instance: Model, created: bool, update_fields: Collection[str] | None = None, **_: Any
) -> None:
    """Report a record that was saved."""
    if isinstance(instance, Record):
        instance.__dict__.pop(_WRITTEN)()
        partial = update_fields is not None or instance.get_deferred_fields()
        changed(_stored(instance) if partial else instance, created=created)


@receiver(post_delete)
def deleted(instance: Model, **_: Any) -> None:
    """Report a record that was deleted, cascades included."""
    if isinstance(instance, Record):
        changed(instance, deleted=True)


@receiver(m2m_changed)
def linked(
    instance: Model, action: str, reverse: bool, model: type[Model], pk_set: Any, **_: Any
) -> None:
    """Report every record whose many-to-many relation was changed, on both sides."""
    if not action.startswith("post_") or not isinstance(instance, Record):
        return
    changed(instance)
    if reverse and issubclass(model, Record):
        for record in model._base_manager.filter(pk__in=pk_set or ()):
            changed(record)


def _stored(record: Record) -> Record:
    return type(record)._base_manager.get(pk=record.pk)


def _may_hide(record: Record, update_fields: Collection[str] | None) -> bool:
    """Whether a save changes who sees a stored record."""
    names = record.shown_by() - record.get_deferred_fields()
    if update_fields is not None:
        names &= {*update_fields}
    if record._state.adding or not names:
        return False
    fields: list[Any] = [record._meta.get_field(name) for name in names]
    rows = type(record)._base_manager.filter(pk=record.pk)
    stored = rows.order_by().values(*(field.attname for field in fields)).first() or {}
    return any(getattr(record, name) != value for name, value in stored.items())

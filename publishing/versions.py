"""What a record and its parts held after a change that their history lists."""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from publishing.history_entries import Action, HistoryEntry, entries_of
from publishing.values import Kept, links_of, undone, values_of

Key = tuple[int, int]
"""A record: the key of its content type, and its own."""
States = dict[Key, Kept | None]
"""What records held, None for those that did not exist."""


def before(held: Kept | None, entry: HistoryEntry) -> Kept | None:
    """What a record held before a change that led to `held`."""
    match entry.action:
        case Action.ADDED:
            return None
        case Action.DELETED:
            return {name: was for name, (was, _) in entry.changes.items()}
        case Action.CHANGED:
            return undone(held or {}, entry.changes)
    return held


def back(states: States, entries: Iterable[HistoryEntry]) -> States:
    """What records held before these changes of theirs, the newest first, that led to `states`."""
    found = dict(states)
    for entry in entries:
        if entry.key in found:
            found[entry.key] = before(found[entry.key], entry)
    return found


def at_version(record: Model, key: int) -> States:
    """What `record`, and those parts that changed since, held after the change with this key."""
    newer = list(entries_of(record).filter(pk__gt=key))
    own = (ContentType.objects.get_for_model(record).pk, record.pk)
    return back(held_now({own, *(entry.key for entry in newer)}), newer)


def held_now(keys: Iterable[Key]) -> States:
    """What records hold now."""
    by_kind: dict[int, set[int]] = {}
    for kind, key in keys:
        by_kind.setdefault(kind, set()).add(key)
    found: States = {}
    for kind, wanted in by_kind.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        rows = {row.pk: row for row in model._base_manager.filter(pk__in=wanted)}
        for key in wanted:
            row = rows.get(key)
            found[kind, key] = {**values_of(row), **links_of(row)} if row else None
    return found

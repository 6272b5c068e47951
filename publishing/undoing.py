"""Takes back what was changed together, and brings back what was deleted.

Everything is written through `save` and `delete`, whose marks, indexes and history hold. What
somebody has changed since stays as it is, and so does what only the page of a record may change.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from languages.freshness import marks_from
from languages.models import Translated
from languages.querysets import locked
from publishing.changes import current_act
from publishing.history_entries import Action, HistoryEntry, entries_of
from publishing.last_public import SettledOncePublic
from publishing.models import Publishable, Record
from publishing.stamps import all_deleted_with
from publishing.states import PublicationState
from publishing.values import MARKS, Kept, columns, differing, links_of, only_in, values_of
from publishing.versions import back
from publishing.withdrawing import lost, once_public, seen_by_families

PUBLISHED = PublicationState.PUBLISHED
GONE = "It was deleted since."
THERE = "It is there already."
CHANGED_SINCE = "It was changed since."
USED = "Something else belongs to it now."
SEEN = "Families see it, or have seen it. Withdraw it on its own page."
MOVED = "Families last saw another time or place. Change it on its own page, which asks why."
NOT_ALLOWED = "You don’t have permission."

May = Callable[[Any], bool]
"""Whether the user may change a record, as it is and as it would be."""


class Undone(NamedTuple):
    """What became of one change; `why` it stays, "" if it was taken back."""

    entry: HistoryEntry
    why: str


class _StaysError(Exception):
    """The change stays, for the reason given."""


def undo(entries: Iterable[HistoryEntry], may: May) -> list[Undone]:
    """Take back these changes of one group, the newest first; each as a whole or not at all."""
    found = sorted(entries, key=lambda entry: entry.pk, reverse=True)
    with transaction.atomic():
        return [Undone(entry, _undo(entry, may)) for entry in found if entry.action in _BY_ACTION]


def gone_with(entry: HistoryEntry) -> list[HistoryEntry]:
    """The deletion of a record, and of all that was deleted with it because it belonged to it."""
    together = HistoryEntry.objects.filter(group=entry.group, action=Action.DELETED)
    found = {entry.key: entry}
    for each in together.select_related("content_type").order_by("-pk"):  # owners come first
        if owners(each) & found.keys():
            found[each.key] = each
    return [*found.values()]


def owners(entry: HistoryEntry) -> set[tuple[int, int]]:
    """The records to which a deleted record belonged."""
    model: Any = entry.content_type.model_class()
    fields = [model._meta.get_field(name) for name in getattr(model, "published_under", ())]
    keys = ((f.related_model, (entry.changes.get(f.attname) or [None])[0]) for f in fields)
    return {(ContentType.objects.get_for_model(kind).pk, key) for kind, key in keys if key}


def _undo(entry: HistoryEntry, may: May) -> str:
    try:
        with transaction.atomic():
            _BY_ACTION[entry.action](entry, entry.content_type.model_class(), may)
    except _StaysError as stays:
        return str(stays)
    except ValidationError as error:
        return " ".join(error.messages)
    except (ProtectedError, RestrictedError):
        return USED
    except IntegrityError:  # somebody did the same at this moment
        return CHANGED_SINCE
    return ""


def _undo_change(entry: HistoryEntry, model: Any, may: May) -> None:
    record, changes = _stored(model, entry), entry.changes
    now = values_of(record) | links_of(record)
    kept = {name: after for name, (_, after) in changes.items()}
    if any(_held(name, now, after) != after for name, after in kept.items()):
        raise _StaysError(CHANGED_SINCE)
    _check(may, record)
    before = {name: was for name, (was, _) in changes.items()}
    at = timezone.now()
    seen = seen_by_families([record], at) if model.shown_by() & before.keys() else {}
    _fill(record, before)
    _check(may, record)
    if _is_moved(record):
        raise _StaysError(MOVED)
    _save(record, before)
    if lost(seen, at):
        raise _StaysError(SEEN)


def _undo_addition(entry: HistoryEntry, model: Any, may: May) -> None:
    record = _stored(model, entry)
    now = values_of(record) | links_of(record)
    newer = entries_of(record).filter(object_id=entry.object_id, pk__gt=entry.pk)
    since = newer.exclude(group__in=[entry.group, current_act().group])
    if differing(now, back({entry.key: now}, since)[entry.key] or {}):
        raise _StaysError(CHANGED_SINCE)
    _check(may, record)
    if once_public({model: {record.pk}}, timezone.now()):
        raise _StaysError(SEEN)
    if [each for each in all_deleted_with([record]) if isinstance(each, Record) and each != record]:
        raise _StaysError(USED)
    record.delete()


def _undo_deletion(entry: HistoryEntry, model: Any, may: May) -> None:
    if model._base_manager.filter(pk=entry.object_id).exists():
        raise _StaysError(THERE)
    held = {name: was for name, (was, _) in entry.changes.items()}
    record = model(pk=entry.object_id)
    _fill(record, held)
    _drop_what_is_gone(record)
    _check(may, record)
    if isinstance(record, Publishable) and record.state == PUBLISHED and not _is_hidden(record):
        record.state = PublicationState.DRAFT  # families see nothing that nobody has looked at
    _save(record, held)
    made = {f.attname for f in columns(model, all_of_them=True).values() if _is_made(f)}
    if made:  # insertion has set them anew
        fields = columns(model, all_of_them=True)
        model._base_manager.filter(pk=record.pk).update(
            **{name: fields[name].to_python(held[name]) for name in made & held.keys()}
        )


_BY_ACTION: dict[str, Callable[[HistoryEntry, Any, May], None]] = {
    Action.CHANGED: _undo_change,
    Action.ADDED: _undo_addition,
    Action.DELETED: _undo_deletion,
}


def _stored(model: Any, entry: HistoryEntry) -> Any:
    record = locked(model(pk=entry.object_id))
    if record is None:
        raise _StaysError(GONE)
    return record


def _check(may: May, record: Record) -> None:
    if not may(record):
        raise _StaysError(NOT_ALLOWED)


def _held(name: str, now: Kept, after: Any) -> Any:
    """What a column holds; of the marks, only those that are asked about."""
    if name != MARKS:
        return now.get(name)
    return only_in(now[MARKS], [(field, code) for field in after for code in after[field]])


def _fill(record: Any, values: Kept) -> None:
    """Set the columns of a record; its links follow once it is saved."""
    model: Any = type(record)
    fields = columns(model, all_of_them=True)
    for name in values.keys() & fields.keys():
        if name != MARKS:
            setattr(record, name, fields[name].to_python(values[name]))


def _save(record: Any, values: Kept) -> None:
    record.full_clean()
    if isinstance(record, Translated):
        told = {
            field: {code: mark for code, mark in marks.items() if mark is not None}
            for field, marks in values.get(MARKS, {}).items()
        }
        record.save(told=marks_from(told), force_insert=record._state.adding)
    else:
        record.save(force_insert=record._state.adding)
    model: Any = type(record)
    for name, keys in values.items():
        if isinstance(keys, list) and name not in columns(model, all_of_them=True):
            relation = getattr(record, name)
            known = relation.model._base_manager.filter(pk__in=keys)
            relation.set(known)


def _drop_what_is_gone(record: Any) -> None:
    """Empty the optional relations of a new record to what does not exist any more."""
    for field in record._meta.concrete_fields:
        key = getattr(record, field.attname) if field.is_relation and field.null else None
        if key is not None and not field.related_model._base_manager.filter(pk=key).exists():
            setattr(record, field.attname, None)


def _is_hidden(record: Publishable) -> bool:
    """Whether what a record belongs to is not public now."""
    above = [owner for name in record.published_under if (owner := getattr(record, name))]
    at = timezone.now()
    return any(not type(o).objects.public(at).filter(pk=o.pk).exists() for o in above)


def _is_moved(record: Any) -> bool:
    """Whether families would read another time or place than they last saw."""
    published = getattr(record, "state", PUBLISHED) == PUBLISHED
    return published and isinstance(record, SettledOncePublic) and record.has_moved


def _is_made(field: Any) -> bool:
    return bool(getattr(field, "auto_now_add", False))

"""Keeps the history of records as they change, and of accounts and what they may do."""

from contextlib import suppress
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.utils import translation

from languages.registry import SOURCE
from publishing.changes import Change, current_act, listen
from publishing.history_entries import Action, HistoryEntry, page_of
from publishing.values import Differences


@listen
def keep(change: Change) -> None:
    """Write what was changed; a save that changes nothing writes nothing."""
    if change.created:
        write(change.record, Action.ADDED, {})
    elif change.deleted:
        write(change.record, Action.DELETED, change.differences)
    elif change.differences:
        write(change.record, Action.CHANGED, change.differences)


def note(record: Model, said: str) -> None:
    """Keep a sentence about a record, an account or what it may do, in the history of its page."""
    write(record, Action.NOTED, {}, said=said)


def write(
    record: Model,
    action: Action,
    differences: Differences,
    *,
    said: str = "",
) -> None:
    """Add one entry, made by whoever is acting now."""
    act, (kind, key) = current_act(), page_of(record)
    HistoryEntry.objects.create(
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        page_type=ContentType.objects.get_for_model(kind),
        page_id=key,
        district_key=_district_of(record),
        name=_name(record) if action == Action.DELETED else "",
        action=action,
        changes=differences,
        said=said,
        by_id=act.by.pk if act.by else None,
        way=act.way,
        group=act.group,
    )


def _district_of(record: Any) -> int | None:
    with suppress(ObjectDoesNotExist):
        return getattr(record, "district_key", getattr(record, "district_id", None))
    return None


def _name(record: Model) -> str:
    with suppress(ObjectDoesNotExist), translation.override(SOURCE):
        return str(record)[:300]
    return ""

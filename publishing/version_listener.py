"""Moves the version of a district with every change of its records."""

from contextlib import suppress

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from publishing.changes import Change, listen
from publishing.content_versions import add_step, schedule_step


@listen
def move_version(change: Change) -> None:
    """Of the record's district; of all districts if what leads to it was deleted as well."""
    key: int | None = None
    with suppress(ObjectDoesNotExist):
        key = change.record.district_key
    add_step(key, hides=change.deleted)
    if key is not None and (at := getattr(change.record, "publish_at", None)):
        schedule_step(key, at, timezone.now())

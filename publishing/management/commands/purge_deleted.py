"""`manage.py purge_deleted`: forgets what was deleted more than thirty days ago."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from languages.commands import SiteCommand
from publishing.history_entries import Action, HistoryEntry
from publishing.models import Record
from publishing.undoing_admin import DAYS, restorable_since


class Command(SiteCommand):
    """Empties what the history holds of deleted records that can no longer be restored."""

    help = (
        f"Counts the records that were deleted more than {DAYS} days ago. With --apply, removes "
        "what the history holds of them; who deleted them, and when, stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="remove it for good")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            found = forgotten(timezone.now())
            if options["apply"]:
                for kind, keys in found.items():
                    held = HistoryEntry.objects.filter(content_type=kind, object_id__in=keys)
                    held.update(changes={}, name="", said="")
        count = sum(map(len, found.values()))
        self.stdout.write(f"Removed: {count}." if options["apply"] else f"To be removed: {count}.")


def forgotten(now: datetime) -> dict[ContentType, set[int]]:
    """The keys, by model, of records that can no longer be restored and of which something is left.

    What people may do and did do is not forgotten: memberships are no records of families.
    """
    deletions = HistoryEntry.objects.filter(action=Action.DELETED).exclude(changes={})
    last = deletions.values("content_type", "object_id").annotate(last=Max("at"))
    keys: dict[int, set[int]] = {}
    for row in last.filter(last__lte=restorable_since(now)).order_by():
        keys.setdefault(row["content_type"], set()).add(row["object_id"])
    found = {}
    for kind, gone in ((ContentType.objects.get_for_id(key), gone) for key, gone in keys.items()):
        model: Any = kind.model_class()
        if issubclass(model, Record):
            there = model._base_manager.filter(pk__in=gone).values_list("pk", flat=True)
            found[kind] = gone - {*there}
    return found

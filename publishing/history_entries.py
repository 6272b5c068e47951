"""The history of all records: one row for each change of each of them, and never changed."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from publishing.ways import Way

# Said of what changed nothing yet.
SAVED_DRAFT = "Saved a draft of changes. Families see none of them yet."


class Action(models.TextChoices):
    """What was done to a record; a note says something about it, or about a change of it."""

    ADDED = "added", "Added"
    CHANGED = "changed", "Changed"
    DELETED = "deleted", "Deleted"
    NOTED = "noted", "Note"


class HistoryEntry(models.Model):
    """One change of one record.

    `changes` maps columns to the values before and after, as `publishing.values` keeps them; for a
    deleted record it holds all of them, for an added one none, since later changes and the record
    itself tell them. `name` is what a deleted record was called. `page_type` and `page_id` name the
    record on whose page the change is listed: its own, or that of what it is a part of. `group` is
    the same for all that was saved together.
    """

    content_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    object_id = models.BigIntegerField()
    page_type = models.ForeignKey(
        ContentType, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    page_id = models.BigIntegerField()
    district_key = models.BigIntegerField(null=True)  # may outlive its district
    name = models.CharField(max_length=300, blank=True)
    action = models.CharField(max_length=8, choices=Action.choices)
    changes = models.JSONField(default=dict)
    said = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        db_index=False,
    )
    at = models.DateTimeField(default=timezone.now)
    way = models.CharField(max_length=8, choices=Way.choices)
    group = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name_plural = "history"
        indexes = [
            models.Index(fields=["page_type", "page_id", "id"], name="history_of_page"),
            models.Index(
                fields=["at"], condition=models.Q(action=Action.DELETED), name="history_deleted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.content_type} {self.object_id}"

    @property
    def key(self) -> tuple[int, int]:
        """The record that was changed: the key of its content type, and its own."""
        return self.content_type_id, self.object_id


def page_of(record: Any) -> tuple[type[models.Model], int]:
    """The record on whose page changes are listed: what has no state is a part of its owner.

    `listed_under` names the owners of what families do not see.
    """
    owners = () if hasattr(record, "state") else getattr(record, "published_under", ())
    names = getattr(record, "listed_under", owners)
    for name in names:
        if key := getattr(record, f"{name}_id"):
            return record._meta.get_field(name).related_model, key
    return record.__class__, record.pk  # of a request's user, `type` would be a wrapper


def entries_of(record: models.Model) -> models.QuerySet[HistoryEntry]:
    """The history of a record and of its parts, the newest first."""
    page, key = page_of(record)
    kinds = {model: ContentType.objects.get_for_model(model) for model in (page, type(record))}
    found = HistoryEntry.objects.filter(page_type=kinds[page], page_id=key)
    if page is not type(record):
        found = found.filter(content_type=kinds[type(record)], object_id=record.pk)
    return found.select_related("by", "content_type").order_by("-pk")


def last_entry(records: Any) -> HistoryEntry | None:
    """The latest change of any of these `(model, key)`, with who made it; a note is none."""
    condition = models.Q(pk=None)
    for model, key in records:
        kind = ContentType.objects.get_for_model(model)
        condition |= models.Q(page_type=kind, page_id=key) if key else models.Q(pk=None)
    entries = HistoryEntry.objects.filter(condition).exclude(action=Action.NOTED)
    return entries.select_related("by").order_by("-pk").first()

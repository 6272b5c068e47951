"""Changes to a record that somebody has typed and not published; they wait beside the record."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.http import urlencode

from languages.freshness import text_hash
from publishing.again import sent_fields
from publishing.changes import Change, listen

LIMIT = 1_000_000  # characters of a form as it is sent


class SavedDraft(models.Model):
    """What the form of a record held when somebody saved it as a draft, at most one per record.

    `sent` is the form as a browser sends it, without tokens, passwords, files and buttons. It holds
    what the page showed when it was opened, so that it can be merged with later changes.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    district_key = models.BigIntegerField(db_index=True)
    name = models.CharField(max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    at = models.DateTimeField(default=timezone.now)
    sent = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="one_saved_draft")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def who(self) -> str:
        """The name of the user who saved it last."""
        return str(self.by or "somebody")

    @property
    def stamp(self) -> str:
        """Differs between drafts with different content."""
        return text_hash(self.sent)

    @property
    def fields(self) -> QueryDict:
        """The fields as a request holds them."""
        return QueryDict(self.sent, mutable=True)


def draft_of(record: models.Model) -> SavedDraft | None:
    """The draft that waits beside a record, with who saved it."""
    return _beside(record).select_related("by").first()


def as_sent(request: HttpRequest, *without: str) -> str:
    """The fields of a form to be kept in a draft; `without` names answers to questions."""
    fields = sent_fields(request)
    return urlencode([f for f in fields if not f[0].startswith("_") and f[0] not in without])


def keep_draft(record: Any, by: Any, sent: str, known: Collection[str]) -> SavedDraft | None:
    """Keep `sent` beside a record that is locked, unless a draft is there that `by` has not seen.

    `known` are the stamps of those that may be replaced. Returns the other draft, else None.
    """
    found = draft_of(record)
    if found and found.stamp not in {*known, text_hash(sent)}:
        return found
    values = {"by": by, "at": timezone.now(), "sent": sent, "name": str(record)[:300]}
    kind = ContentType.objects.get_for_model(record)
    SavedDraft.objects.update_or_create(
        values | {"district_key": record.district_key}, content_type=kind, object_id=record.pk
    )
    return None


@listen
def forget(change: Change) -> None:
    """Remove the draft with its record."""
    if change.deleted:
        _beside(change.record).delete()


def _beside(record: models.Model) -> "models.QuerySet[SavedDraft]":
    kind = ContentType.objects.get_for_model(record)
    return SavedDraft.objects.filter(content_type=kind, object_id=record.pk)

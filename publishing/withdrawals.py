"""Records that families saw once and see no longer; they are kept and never deleted."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Model


class Withdrawal(models.Model):
    """Families saw a record until a user took it off the public pages."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id"], name="withdrawal_of")]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}, {self.at:%Y-%m-%d}"


def note_withdrawn(model: type[Model], keys: Collection[int], by: Any) -> None:
    """Store that families saw the records of `model` with these primary keys."""
    kind = ContentType.objects.get_for_model(model)
    Withdrawal.objects.bulk_create(
        Withdrawal(content_type=kind, object_id=key, by=by) for key in sorted(keys)
    )


def withdrawn(model: type[Model], keys: Collection[int]) -> set[int]:
    """Which of these primary keys belong to records that families saw once."""
    kind = ContentType.objects.get_for_model(model)
    rows = Withdrawal.objects.filter(content_type=kind, object_id__in=keys)
    return set(rows.values_list("object_id", flat=True))

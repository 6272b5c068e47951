"""What all imports that are written in parts have in common.

Each is stored: so what was interrupted is shown, and can be gone on with.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction

KEPT = 5  # most uploads per user that wait for a decision


class AlreadyBegunError(Exception):
    """The import has been begun already, for example by another click."""


class StoredImportQuerySet(models.QuerySet[Any]):
    """Limits imports to those that a user may see."""

    def visible_to(self, user: Any) -> Self:
        """The user's own imports; all of them for superusers."""
        return self if user.is_superuser else self.filter(user=user.pk)


class StoredImport(models.Model):
    """A file that a user has sent, and its result.

    It is written in parts, from `begun_at` on. `upload` is the file until all are written, and
    `chosen` says what of it. Afterwards `left` lists what was not used. `applied_at` is when
    somebody began, or went on with, what has finished it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    upload = models.BinaryField()
    chosen = models.JSONField(default=dict)
    left = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    begun_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(StoredImportQuerySet)()

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_unfinished(self) -> bool:
        """Whether it is being written, or this was interrupted."""
        return bool(self.begun_at and not self.applied_at and not self.undone_at)

    @classmethod
    def keep(cls, user: Any, file_name: str, upload: bytes, **fields: Any) -> Self:
        """Store an upload until the user decides; delete the user's oldest undecided ones."""
        waiting = cls.objects.filter(user=user, begun_at=None)
        cls.objects.filter(pk__in=[each.pk for each in waiting.only("pk")[KEPT - 1 :]]).delete()
        name = file_name[:200]
        made: Self = cls.objects.create(user=user, file_name=name, upload=upload, **fields)
        return made

    @classmethod
    def locked(cls, key: int) -> Self:
        """The import, locked until the end of the transaction."""
        rows = cls.objects.select_for_update(of=("self",)).defer("upload", "left")
        found: Self = rows.get(pk=key)
        return found

    @classmethod
    @transaction.atomic
    def begin(cls, key: int, chosen: Mapping[str, Any], *, at: datetime) -> None:
        """Note what was chosen: from now on the import can be gone on with, and undone.

        Raises AlreadyBegunError.
        """
        found = cls.locked(key)
        if found.begun_at:
            raise AlreadyBegunError
        found.chosen, found.begun_at = dict(chosen), at
        found.save(update_fields=["chosen", "begun_at"])

    def finish(self, left: Iterable[Any], at: datetime) -> None:
        """Store, for a locked one, that all is written, and what of it was left."""
        self.left, self.upload, self.applied_at = list(left), b"", at
        self.save(update_fields=["left", "upload", "applied_at"])

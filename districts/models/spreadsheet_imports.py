"""Imports of spreadsheets are stored, so that what was interrupted can be gone on with."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from districts.models.districts import District
from publishing.changes import new_group
from publishing.stored_imports import StoredImport


class SpreadsheetImport(StoredImport):
    """A spreadsheet, as text, and its result.

    `chosen` holds the tokens of the records, as they were shown, and of conflicts. The history has
    what is written, with the number `group`; `left` is what was not used: [line, effect, what].
    """

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+")
    page_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    group = models.BigIntegerField(default=new_group)

    @classmethod
    @transaction.atomic
    def stop(cls, key: int, *, at: datetime) -> None:
        """From now on it is not gone on with, because it is to be undone."""
        found = cls.locked(key)
        if found.is_unfinished:
            found.upload, found.undone_at = b"", at
            found.save(update_fields=["upload", "undone_at"])

"""The public record: an entry for each state of a district that families have seen."""

import json
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NoReturn

from django.db import models

FIRST = "0" * 64  # the previous hash of the first entry
APPEND_ONLY = "The public record is only added to."


class AppendOnlyError(TypeError):
    """An entry was to be changed or deleted."""


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries are added, and nothing else."""

    def update(self, **values: Any) -> NoReturn:
        """Raises AppendOnlyError."""
        raise AppendOnlyError(APPEND_ONLY)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises AppendOnlyError."""
        raise AppendOnlyError(APPEND_ONLY)

    def delete(self) -> NoReturn:
        """Raises AppendOnlyError."""
        raise AppendOnlyError(APPEND_ONLY)

    update.alters_data = bulk_update.alters_data = delete.alters_data = True  # type: ignore[attr-defined]


class Entry(models.Model):
    """What was public of a district from one moment on, chained to the entry before it.

    `district` is the stable id of the district, which the record outlives. `number` counts from 1
    in each district. `sha256` is the hash of the bytes of the document as it was recorded; `hash`
    covers it, with the number, the moment, the hash of the entry before, and what this entry
    redacts, so that the bytes of a document can be replaced and the chain still holds. All hashes
    are SHA-256 in hexadecimal digits; `signature` is one of `hash`, "" without a key.

    The bytes also hold a random `salt`, without which nobody could guess from `sha256` what was
    redacted.

    `redaction` is None for most; else `{"reason": text, "entries": [{"number", "sha256"}]}`: the
    earlier entries whose documents were replaced, and the hash of what is there now.
    """

    district = models.UUIDField(editable=False)
    number = models.PositiveIntegerField(editable=False)
    recorded_at = models.DateTimeField(editable=False)
    compressed = models.BinaryField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    previous = models.CharField(max_length=64, default=FIRST, editable=False)
    hash = models.CharField(max_length=64, editable=False)
    signature = models.CharField(max_length=128, blank=True, editable=False)
    redaction = models.JSONField(null=True, editable=False)

    objects = models.Manager.from_queryset(EntryQuerySet)()

    class Meta:
        verbose_name = "entry of the public record"
        verbose_name_plural = "public record"
        ordering = ["district", "number"]
        constraints = [
            # Two that look at once record what they see once.
            models.UniqueConstraint(fields=["district", "number"], name="entry_number_once"),
        ]
        indexes = [
            models.Index(fields=["district", "recorded_at"], name="entry_at"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.hash[:16]}"

    def save(
        self,
        *,
        force_insert: Any = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Add it; raises AppendOnlyError for one that is there."""
        if force_update or update_fields is not None or not self._state.adding:
            raise AppendOnlyError(APPEND_ONLY)
        super().save(force_insert=True, using=using)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises AppendOnlyError."""
        raise AppendOnlyError(APPEND_ONLY)

    @property
    def document_bytes(self) -> bytes:
        """The canonical bytes of the document that is there now."""
        return zlib.decompress(bytes(self.compressed))

    @property
    def document(self) -> dict[str, Any]:
        """What was public, as `opendata.documents` describes it, without the salt."""
        found: dict[str, Any] = json.loads(self.document_bytes)
        found.pop("salt", None)
        return found

    @property
    def salt(self) -> str:
        """32 random hexadecimal digits; "" where the document was replaced."""
        return str(json.loads(self.document_bytes).get("salt", ""))

    @property
    def header(self) -> bytes:
        """The bytes of which `hash` is the hash: canonical JSON of all but the document itself."""
        held = {
            "district": str(self.district),
            "number": self.number,
            "recorded_at": said_instant(self.recorded_at),
            "sha256": self.sha256,
            "previous": self.previous,
            "redaction": self.redaction,
        }
        return json.dumps(held, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()

    @property
    def computed_hash(self) -> str:
        """What `hash` has to be."""
        return sha256(self.header).hexdigest()


class Timestamp(models.Model):
    """What a service for timestamps (RFC 3161) says of the hash of an entry."""

    entry = models.ForeignKey(
        Entry, on_delete=models.PROTECT, related_name="timestamps", editable=False
    )
    service = models.CharField(max_length=500, editable=False)  # its address
    answer = models.BinaryField(editable=False)  # a TimeStampResp in DER, whose status is granted
    made_at = models.DateTimeField(editable=False)  # as the service says

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.entry} at {said_instant(self.made_at)}"


def said_instant(at: datetime) -> str:
    """An instant as the record writes it, to the microsecond: "2026-11-27T06:30:00.000000Z"."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def compressed(document: bytes) -> bytes:
    """The bytes of a document as an entry holds them."""
    return zlib.compress(document, 6)

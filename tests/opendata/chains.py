"""Chains of entries that need no database."""

from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from opendata.models import FIRST, Entry, compressed
from opendata.record.documents import canonical
from tests.factories import NOW

DISTRICT = UUID("5a1b3c5d-0000-4000-8000-000000000001")


def make_chain(*documents: dict[str, Any], redactions: dict[int, Any] | None = None) -> list[Entry]:
    """One entry, an hour after the one before, for each document; `redactions` by number."""
    made: list[Entry] = []
    for number, document in enumerate(documents, 1):
        content = canonical(document)
        entry = Entry(
            district=DISTRICT,
            number=number,
            recorded_at=NOW + timedelta(hours=number),
            compressed=compressed(content),
            sha256=sha256(content).hexdigest(),
            previous=made[-1].hash if made else FIRST,
            redaction=(redactions or {}).get(number),
        )
        entry.hash = entry.computed_hash
        made.append(entry)
    return made


def make_short_chain() -> list[Entry]:
    """Three entries with different documents."""
    return make_chain(*({"schema": 1, "records": [{"words": number}]} for number in range(3)))

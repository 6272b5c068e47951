"""Takes a text out of documents that were recorded, in public: the chain still holds.

What an entry says of itself is never changed. Its document is replaced by one without the text,
and a new entry says which documents were replaced, by what, and why.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import CharField, QuerySet, TextField
from django.utils import timezone

from districts.contacts import ContactField, LinkField
from districts.models import District
from languages.querysets import locked
from opendata.kinds import KINDS
from opendata.models import Entry, compressed
from opendata.queries import entries
from opendata.record.documents import Json, canonical, district_document
from opendata.record.recording import record

SHORTEST = 3  # letters of a text to take out: fewer are part of too many words
INSTEAD = "[redacted]"
COMPUTED_WITH = ("uid", "language", "time_zone")  # free text for the database, but not for readers
_KINDS = {kind.type: kind for kind in KINDS}


class RedactionError(ValueError):
    """Nothing was redacted, for the reason given in English."""


def holding(district: District, text: str) -> list[int]:
    """The numbers of the entries whose documents hold the text in words or in free text."""
    return [entry.number for entry, _ in _replaced(district, text)]


@transaction.atomic
def redact(district: District, text: str, reason: str) -> Entry:
    """Take `text` out of all documents that hold it; the entry that says so.

    `reason` is public. Raises RedactionError if it holds the text, if the text is public now, or if
    it is nowhere recorded.
    """
    if text.casefold() in reason.casefold():
        raise RedactionError("The reason is public, so it must not repeat the text.")
    locked(district)  # another redaction at this moment would bring back what this one takes out
    if _without(district_document(district, timezone.now()), text) is not None:
        raise RedactionError("Families can still read it. Change or withdraw it first.")
    found = [(entry.pk, entry.number, left) for entry, left in _replaced(district, text)]
    if not found:
        raise RedactionError("No entry holds it.")
    told = [{"number": number, "sha256": sha256(left).hexdigest()} for _, number, left in found]
    made = record(district, {"reason": reason, "entries": told})
    if made is None:
        raise RedactionError("The district is gone.")
    for key, _, left in found:
        # Past the manager, which lets nobody change an entry.
        QuerySet(Entry).filter(pk=key).update(compressed=compressed(left))
    return made


def _replaced(district: District, text: str) -> Iterator[tuple[Entry, bytes]]:
    """Each entry that holds the text, with the bytes of its document without it."""
    for entry in entries(district).iterator(chunk_size=200):
        left = _without(entry.document, text)
        if left is not None:
            yield entry, canonical(left)


def _without(document: Json, text: str) -> Json | None:
    """The document with something else in place of the text; None if it does not hold it."""
    records = [_record_without(each, text) for each in document["records"]]
    return None if records == document["records"] else {**document, "records": records}


def _record_without(record_: Json, text: str) -> Json:
    facts = {
        name: _fact_without(record_["type"], name, value, text)
        for name, value in record_["facts"].items()
    }
    words = {
        field: {
            code: {**said, "text": said["text"].replace(text, INSTEAD)}
            for code, said in each.items()
        }
        for field, each in record_["words"].items()
    }
    return {**record_, "facts": facts, "words": words}


def _fact_without(kind: str, name: str, value: Any, text: str) -> Any:
    """Only free text is replaced: what others compute with stays as it is."""
    if not isinstance(value, str) or text not in value or kind not in _KINDS:
        return value
    field = _KINDS[kind].model._meta.get_field(name)
    if isinstance(field, ContactField | LinkField):
        return None
    if not isinstance(field, CharField | TextField) or field.choices or name in COMPUTED_WITH:
        return value
    return "redacted" if name == "slug" else value.replace(text, INSTEAD)

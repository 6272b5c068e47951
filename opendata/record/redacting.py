"""Takes a text out of documents that were recorded, in public: the chain still holds.

What an entry says of itself is never changed. Its document is replaced by one without the text,
and a new entry says which documents were replaced, by what, and why. Where a text was written in
several ways, all that a field of a record ever said is taken out instead.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import CharField, QuerySet, TextField
from django.utils import timezone

from districts.contacts import ContactField, LinkField
from districts.models import District
from languages.characters import fold
from languages.querysets import locked
from languages.registry import SOURCE
from opendata.kinds import KINDS
from opendata.models import Entry, compressed
from opendata.queries import entries
from opendata.record.documents import Json, canonical, district_document
from opendata.record.recording import record

SHORTEST = 3  # letters of a text to take out: fewer are part of too many words
INSTEAD = "[redacted]"
COMPUTED_WITH = ("uid", "language", "time_zone")  # free text for the database, but not for readers
_KINDS = {kind.type: kind for kind in KINDS}
_NAMES = ("title", "text", "applies_to", "where")

Field = tuple[str, str]  # the id of a record, and the name of one of its facts or of its words
Left = Callable[[Field, str], str]
"""What is left of a text that stands in a field."""


class RedactionError(ValueError):
    """Nothing was redacted, for the reason given in English."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A field of a record that held a text, in whichever spelling, with the numbers of entries.

    `record` is what the record is called; `name` that of the field.
    """

    field: Field
    record: str
    numbers: list[int]

    @property
    def name(self) -> str:
        return self.field[1].replace("_", " ")


def places(district: District, text: str) -> list[Mention]:
    """Where entries hold the text, however it is spelled: with other capitals or accents, too."""
    found: dict[Field, dict[int, str]] = defaultdict(dict)
    for entry in entries(district).iterator(chunk_size=200):
        for record_ in entry.document["records"]:
            for field in _holding(record_, text):
                found[field][entry.number] = _called(record_)
    return [Mention(field, [*told.values()][-1], [*told]) for field, told in found.items()]


def holding(district: District, text: str) -> list[int]:
    """The numbers of the entries whose documents hold the text exactly as it is written."""
    return [entry.number for entry, _ in _replaced(district, _without_text(text))]


@transaction.atomic
def redact(
    district: District, text: str, reason: str, fields: Collection[Field] | None = None
) -> Entry:
    """Take `text` out of all documents that hold it; the entry that says so.

    With `fields`, what these ever said is taken out in all languages, but for what is public now.
    `reason` is public. Raises RedactionError if it holds the text, if the text is public now, or if
    it is nowhere recorded.
    """
    if fold(text) in fold(reason):
        raise RedactionError("The reason is public, so it must not repeat the text.")
    locked(district)  # another redaction at this moment would bring back what this one takes out
    now = district_document(district, timezone.now())
    left = _without_text(text) if fields is None else _without_fields(fields, now)
    if _is_public(now, text, fields):
        raise RedactionError("Families can still read it. Change or withdraw it first.")
    found = [(entry.pk, entry.number, made) for entry, made in _replaced(district, left)]
    if not found:
        raise RedactionError("No entry holds it.")
    told = [{"number": number, "sha256": sha256(made).hexdigest()} for _, number, made in found]
    entry = record(district, {"reason": reason, "entries": told})
    if entry is None:
        raise RedactionError("The district is gone.")
    for key, _, made in found:
        # Past the manager, which lets nobody change an entry.
        QuerySet(Entry).filter(pk=key).update(compressed=compressed(made))
    return entry


def _is_public(now: Json, text: str, fields: Collection[Field] | None) -> bool:
    if fields is None:
        return _without(now, _without_text(text)) is not None
    return any(field in fields for each in now["records"] for field in _holding(each, text))


def _without_text(text: str) -> Left:
    return lambda _field, said: said.replace(text, INSTEAD)


def _without_fields(fields: Collection[Field], now: Json) -> Left:
    """What families can read now stays where it is the same."""
    public = {(field, said) for each in now["records"] for field, said in _texts(each)}

    def left(field: Field, said: str) -> str:
        return said if field not in fields or (field, said) in public else INSTEAD

    return left


def _holding(record_: Json, text: str) -> set[Field]:
    wanted = fold(text)
    return {field for field, said in _texts(record_) if wanted in fold(said)}


def _texts(record_: Json) -> Iterator[tuple[Field, str]]:
    """Each text of a record that can be taken out."""
    for name, value in record_["facts"].items():
        if _is_free(record_["type"], name, value):
            yield (record_["id"], name), value
    for name, each in record_["words"].items():
        for said in each.values():
            yield (record_["id"], name), said["text"]


def _called(record_: Json) -> str:
    words = (record_["words"].get(name, {}).get(SOURCE, {}).get("text") for name in _NAMES)
    name = record_["facts"].get("name") or next(filter(None, words), "")
    return f"{record_['type'].replace('_', ' ')}{f' “{name}”' if name else ''}"


def _replaced(district: District, left: Left) -> Iterator[tuple[Entry, bytes]]:
    """Each entry of which something is taken out, with the bytes of what is left."""
    for entry in entries(district).iterator(chunk_size=200):
        made = _without(entry.document, left)
        if made is not None:
            yield entry, canonical(made)


def _without(document: Json, left: Left) -> Json | None:
    """What is left of the document; None if that is all of it."""
    records = [_record_without(each, left) for each in document["records"]]
    return None if records == document["records"] else {**document, "records": records}


def _record_without(record_: Json, left: Left) -> Json:
    def field(name: str) -> Field:
        return record_["id"], name

    facts = {
        name: _fact_without(record_["type"], field(name), value, left)
        for name, value in record_["facts"].items()
    }
    words = {
        name: {
            code: {**said, "text": left(field(name), said["text"])} for code, said in each.items()
        }
        for name, each in record_["words"].items()
    }
    return {**record_, "facts": facts, "words": words}


def _fact_without(kind: str, field: Field, value: Any, left: Left) -> Any:
    if not _is_free(kind, field[1], value) or (made := left(field, value)) == value:
        return value
    if isinstance(_KINDS[kind].model._meta.get_field(field[1]), ContactField | LinkField):
        return None
    return "redacted" if field[1] == "slug" else made


def _is_free(kind: str, name: str, value: Any) -> bool:
    """Whether it is free text: what others compute with stays as it is."""
    if not isinstance(value, str) or kind not in _KINDS or name in COMPUTED_WITH:
        return False
    field = _KINDS[kind].model._meta.get_field(name)
    return isinstance(field, CharField | TextField) and not field.choices

"""Stamps of records for pages that show no fields, such as lists and confirmations.

Such a page carries `stamp_of` its records; `changes_since` says what has changed when the user acts
on it.
"""

from collections.abc import Collection, Iterable
from hashlib import blake2b
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.core import signing
from django.db import router
from django.db.models import Model

from languages.models import Unit
from publishing.merging_fields import last_change

STAMPS = "stamps"  # name of the hidden fields
_SALT = "publishing.stamps"


def stamp_of(*records: Model) -> str:
    """The signed state of these records, for a hidden field."""
    return signing.dumps({_key(each): _state(each) for each in records}, salt=_SALT, compress=True)


def changes_since(stamps: Iterable[str], records: Iterable[Model]) -> list[str]:
    """One sentence about each of `records` that has changed since `stamps` were made.

    Records without a stamp count as changed, and all do if a stamp is damaged.
    """
    known: dict[str, str] = {}
    for stamp in stamps:
        try:
            known |= signing.loads(stamp, salt=_SALT)
        except signing.BadSignature:
            continue
    found = [(record, known.get(_key(record))) for record in records]
    return [_said(record, stamp) for record, stamp in found if stamp != _state(record)]


def all_deleted_with(records: Collection[Model]) -> list[Model]:
    """These records and all that would be deleted with them, without derived rows."""
    if not records:
        return []
    collector: Any = NestedObjects(router.db_for_write(type(next(iter(records)))))
    collector.collect(records)
    found = collector.model_objs.items()
    return [each for model, objs in found if model is not Unit for each in objs]


def _key(record: Model) -> str:
    return f"{record._meta.label_lower}.{record.pk}"


def _state(record: Model) -> str:
    """A value that differs after each change of the record."""
    modified = getattr(record, "modified_at", None)
    if modified:
        return str(modified.isoformat())
    values = [field.value_to_string(record) for field in record._meta.concrete_fields]
    return blake2b(repr(values).encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _said(record: Model, stamp: str | None) -> str:
    name = f"The {record._meta.verbose_name} “{record}”"
    if stamp is None:
        return f"{name} was not there."
    return f"{name} was changed{last_change([(type(record), record.pk)])} since."

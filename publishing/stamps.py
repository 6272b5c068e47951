"""What a page showed of records without their fields, as lists and confirmations do.

`stamp_of` what such a page shows goes along with it; `changes_since` says what is another by the
time that it is acted on.
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

STAMPS = "stamps"  # the name of the hidden fields that carry them
_SALT = "publishing.stamps"


def stamp_of(*records: Model) -> str:
    """These records as they are now, signed, for a hidden field."""
    return signing.dumps({_key(each): _state(each) for each in records}, salt=_SALT, compress=True)


def changes_since(stamps: Iterable[str], records: Iterable[Model]) -> list[str]:
    """A sentence about each of `records` that is not as one of `stamps` knew it.

    Those that no stamp knows are among them; so are all where the stamps did not arrive whole.
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
    """These records and all that would be deleted with them, without what is derived from them."""
    if not records:
        return []
    collector: Any = NestedObjects(router.db_for_write(type(next(iter(records)))))
    collector.collect(records)
    found = collector.model_objs.items()
    return [each for model, objs in found if model is not Unit for each in objs]


def _key(record: Model) -> str:
    return f"{record._meta.label_lower}.{record.pk}"


def _state(record: Model) -> str:
    """Another after each change of the record."""
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

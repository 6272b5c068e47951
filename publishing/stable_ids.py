"""Ids of records that outlive their row: the same under another address and in another database."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Func

# The bits of a random id as RFC 9562 lays them out, in the form in which Django stores it.
_SQLITE = (
    "(lower(hex(randomblob(6)) || '4' || substr(hex(randomblob(2)), 2)"
    " || '8' || substr(hex(randomblob(8)), 2)))"
)


class RandomId(Func):
    """A random UUID, made by the database: for rows that are there, or that older code adds."""

    function = "gen_random_uuid"
    arity = 0
    output_field = models.UUIDField()

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """SQLite has no function for it."""
        return _SQLITE, []


def stable_id() -> "models.UUIDField[uuid.UUID, uuid.UUID]":
    """The field: made with the record, and never changed."""
    return models.UUIDField(default=uuid.uuid4, db_default=RandomId(), unique=True, editable=False)

"""Queries of PostgreSQL that are ended when they take too long; SQLite has no such limit."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connections, transaction

CANCELED, INVALID_PATTERN = "57014", "2201B"


class TookTooLongError(Exception):
    """A query was ended before it had an answer."""


@contextmanager
def patience(database: str, milliseconds: int) -> Iterator[None]:
    """Have each query of the block answered within so many milliseconds, 0 for any number.

    Raises TookTooLongError. Compiling a query (JIT) would take it seconds, each time.
    """
    connection = connections[database]
    if connection.vendor != "postgresql":
        yield
        return
    written = "SELECT set_config('jit', 'off', true), set_config('statement_timeout', %s, true)"
    try:
        with transaction.atomic(using=database), connection.cursor() as cursor:
            cursor.execute(written, [str(milliseconds)])
            yield
            cursor.execute(written, ["0"])
    except DatabaseError as error:
        if not _took_too_long(error):
            raise
        raise TookTooLongError from error


def _took_too_long(error: DatabaseError) -> bool:
    """Up to version 15, PostgreSQL says of a query that was matching a pattern when it was ended:
    “invalid regular expression: operation cancelled”."""
    state = getattr(error.__cause__, "sqlstate", "")
    return state == CANCELED or (state == INVALID_PATTERN and "cancel" in str(error))

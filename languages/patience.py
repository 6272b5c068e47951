"""Queries of PostgreSQL that are ended when they take too long; SQLite has no such limit."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connections, transaction

# What PostgreSQL calls a query that took longer; one that was matching a pattern meanwhile has,
# up to version 15, “invalid regular expression: operation cancelled”.
CANCELED = ("57014", "2201B")


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
        if getattr(error.__cause__, "sqlstate", "") not in CANCELED:
            raise
        raise TookTooLongError from error

"""Reads of several queries that all see the same moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction whose queries all see the same moment, where it is the outermost one.

    It only reads: however long it takes, it holds up nobody who writes.
    """
    if connection.in_atomic_block:
        yield
        return
    database: Any = connection
    mode = getattr(database, "transaction_mode", None)
    try:
        database.transaction_mode = "DEFERRED"  # of SQLite, which else takes its lock at once
        with transaction.atomic():
            if connection.vendor == "postgresql":
                connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    finally:
        database.transaction_mode = mode

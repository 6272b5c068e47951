"""Tables of PostgreSQL that are filled without their indexes, and get these afterwards.

Several at a time, as `pg_restore --jobs` does it: to keep an index up to date would take longer.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.db import connection, transaction

from bench.steps import step

SESSIONS = 3  # for two processors: one of them waits for the disk, or for Python
# Each index is built by one process, as the others have work of their own.
SETTINGS = """SET LOCAL maintenance_work_mem = '1GB'; SET LOCAL synchronous_commit = off;
SET LOCAL max_parallel_maintenance_workers = 0"""
CONSTRAINTS = """SELECT conrelid::regclass::text, quote_ident(conname), contype::text,
pg_get_constraintdef(oid) FROM pg_constraint WHERE contype IN ('p', 'u', 'f')
AND (conrelid::regclass::text = ANY(%(tables)s) OR confrelid::regclass::text = ANY(%(tables)s))
ORDER BY position(contype::text IN 'fup')"""
INDEXES = """SELECT quote_ident(indexname), indexdef FROM pg_indexes
WHERE schemaname = current_schema() AND tablename = ANY(%(tables)s)
ORDER BY indexdef LIKE '%%USING gin%%' DESC, array_position(%(tables)s, tablename::text)"""
KINDS = {"p": "PRIMARY KEY", "u": "UNIQUE"}


def at_once(acts: Iterable[Callable[[Any], object]]) -> None:
    """Do each of these in a transaction of its own, given a cursor, `SESSIONS` at a time."""
    with ThreadPoolExecutor(SESSIONS) as pool:
        for done in [pool.submit(_in_session, act) for act in acts]:
            done.result()


def _in_session(act: Callable[[Any], object]) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SETTINGS)
            act(cursor)
    finally:
        connection.close()  # it is of this thread alone


@contextmanager
def unindexed(tables: Sequence[str]) -> Iterator[None]:
    """Take the indexes and constraints of tables away, the largest of which stands first, and make
    them again after the block."""
    with connection.cursor() as cursor:
        cursor.execute(CONSTRAINTS, {"tables": [*tables]})
        constraints = cursor.fetchall()
        cursor.execute(INDEXES, {"tables": [*tables]})
        indexes = cursor.fetchall()
        owned = {name for _, name, kind, _ in constraints if kind in KINDS}
        with transaction.atomic():
            for table, name, _, _ in constraints:
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            for name in (name for name, _ in indexes if name not in owned):
                cursor.execute(f"DROP INDEX {name}")
        yield
        at_once(partial(_told, f"index {name}", definition) for name, definition in indexes)
        references = []
        for table, name, kind, definition in reversed(constraints):
            change = f"ALTER TABLE {table} ADD CONSTRAINT {name}"
            if kind in KINDS:
                cursor.execute(f"{change} {KINDS[kind]} USING INDEX {name}")
            else:
                cursor.execute(f"{change} {definition} NOT VALID")
                references.append((name, f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}"))
        at_once(partial(_told, f"constraint {name}", check) for name, check in references)


def _told(words: str, statement: str, cursor: Any) -> None:
    with step(words):
        cursor.execute(statement)

"""From which database records are read: families' pages may come from a replica of it."""

from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS

REPLICA = "replica"  # its name in the settings, where there is one

# Set while a page is made for families; everything else is read where it is written.
reading_from: ContextVar[str] = ContextVar("reading_from", default=DEFAULT_DB_ALIAS)


class ReplicaRouter:
    """Reads from the database that is set at the moment; writes only to the primary."""

    def db_for_read(self, _model: Any, **_hints: Any) -> str:
        """The name of a database."""
        return reading_from.get()

    def db_for_write(self, _model: Any, **_hints: Any) -> str:
        """The primary."""
        return DEFAULT_DB_ALIAS

    def allow_relation(self, *_records: Any, **_hints: Any) -> bool:
        """Both databases have the same records."""
        return True

    def allow_migrate(self, database: str, _app: str, **_hints: Any) -> bool:
        """The replica gets its tables from the primary."""
        return database == DEFAULT_DB_ALIAS

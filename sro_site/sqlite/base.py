"""Django's SQLite, except that a database that does not exist is refused, and not made empty."""

from pathlib import Path
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from languages.commands import ADVICE


class DatabaseWrapper(base.DatabaseWrapper):
    """Set `may_create` to open a database that does not exist yet."""

    may_create = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Raises OperationalError if the file is missing; the second line says what to do."""
        name = self.settings_dict["NAME"]
        if not (self.may_create or self.is_in_memory_db() or Path(name).is_file()):
            raise OperationalError(f"There is no database at {name}.\n{ADVICE}.")
        return super().get_new_connection(conn_params)

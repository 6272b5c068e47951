"""Django's SQLite, except that a database that does not exist is refused, and not made empty.

Nobody else on the machine may read its files, which hold the passwords' hashes.
"""

import os
from contextlib import suppress
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
        if not self.is_in_memory_db():
            _keep_from_others(Path(name))
        return super().get_new_connection(conn_params)


def _keep_from_others(file: Path) -> None:
    """Make the file as one that its owner alone may open, or take it from everybody else.

    SQLite gives the files beside it the same rights, but for those that were there before.
    """
    with suppress(OSError):  # SQLite says why it cannot be opened
        os.close(os.open(file, os.O_CREAT, 0o600))
    for each in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        with suppress(FileNotFoundError):
            mode = each.stat().st_mode
            if mode & 0o007:
                _chmod(each, mode & 0o770)


def _chmod(file: Path, mode: int) -> None:
    try:
        file.chmod(mode)
    except PermissionError as error:
        said = f"Everybody on this machine can read {file}.\nIts owner has to run: chmod o= {file}"
        raise OperationalError(said) from error

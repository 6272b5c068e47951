"""Django's SQLite, except that a database that does not exist is refused, and not made empty.

Nobody else on the machine may read its files, which hold the passwords' hashes. On a disk that is
full or read-only, it can still be read.
"""

import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

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
        try:
            return super().get_new_connection(conn_params)
        except sqlite3.OperationalError:
            if self.is_in_memory_db() or _has_newer_content(Path(name)):
                raise
            return self._open_as_it_is(conn_params)

    def _open_as_it_is(self, conn_params: dict[str, Any]) -> Any:
        """A connection that needs no file beside the database, and takes no lock: it only reads.

        It is closed after this request, since somebody may be able to write by then.
        """
        self.close_at = time.monotonic()
        file = quote(os.path.abspath(self.settings_dict["NAME"]))
        return super().get_new_connection(
            {**conn_params, "database": f"file:{file}?mode=ro&immutable=1"}
        )


def _has_newer_content(file: Path) -> bool:
    """Whether changes are still in the file beside the database."""
    log = file.with_name(f"{file.name}-wal")
    return log.is_file() and log.stat().st_size > 0


def _keep_from_others(file: Path) -> None:
    """Make the file as one that its owner alone may open, or take it from everybody else.

    SQLite gives the files beside it the same rights, but for those that were there before. A file
    that exists is never opened here: closing it would end all locks that this process has on it,
    so that others could remove the log from which its connections read.
    """
    with suppress(OSError):  # SQLite says why it cannot be opened
        os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))
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

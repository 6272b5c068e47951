"""What every test run needs, however pytest is started."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, connections

from deploy import catalogs
from tests.client import StaffClient


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogs before anything is translated; workers find them done."""
    if not hasattr(config, "workerinput"):
        catalogs.compile_all()


@pytest.fixture
def client() -> StaffClient:
    """In place of Django's own."""
    return StaffClient()


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """A database that several threads use at once, each with a connection of its own.

    SQLite's in memory is none: there, nobody waits for a turn. So it goes into a file.
    """
    if connection.vendor != "sqlite":
        yield
        return
    memory, name = connections["default"], connections.settings["default"]["NAME"]
    path = tmp_path / "shared.sqlite3"
    memory.ensure_connection()
    memory.cursor().execute("VACUUM INTO %s", [str(path)])
    connections.settings["default"]["NAME"] = str(path)
    connections["default"] = connections.create_connection("default")
    yield
    connections["default"].close()
    connections.settings["default"]["NAME"] = name
    connections["default"] = memory

"""A database that does not exist is refused; `test_run.py` shows that `make run` makes one."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from sro_site import environment


def test_only_migrate_makes_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker
) -> None:
    file = tmp_path / "site.sqlite3"
    given = {"SECRET_KEY": "k" * environment.SHORTEST_KEY, "DATABASE_URL": f"sqlite:///{file}"}
    other = ConnectionHandler({"default": environment.read(given, tmp_path).database})
    database: Any = other["default"]
    with django_db_blocker.unblock():
        with pytest.raises(OperationalError, match=rf"no database at {file}\.\n.*make run"):
            database.cursor()
        assert not file.exists()
        monkeypatch.setattr("sro_site.management.commands.migrate.connections", other)
        monkeypatch.setattr("django.core.management.commands.migrate.connections", other)
        call_command("migrate", "contenttypes", verbosity=0, skip_checks=True)
        database.close()
    assert file.stat().st_size

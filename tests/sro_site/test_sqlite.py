"""A database that does not exist is refused; `test_run.py` shows that `make run` makes one."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from sro_site import environment


def test_database_that_does_not_exist_is_refused(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    file = tmp_path / "site.sqlite3"
    given = {"SECRET_KEY": "k" * environment.SHORTEST_KEY, "DATABASE_URL": f"sqlite:///{file}"}
    other = ConnectionHandler({"default": environment.read(given, tmp_path).database})
    database: Any = other["default"]
    refused = pytest.raises(OperationalError, match=rf"no database at {file}\.\n.*make run")
    with django_db_blocker.unblock(), refused:
        database.cursor()
    assert not file.exists()


def test_migrate_makes_a_database_from_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "site.sqlite3"
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{file}"}
    command = [sys.executable, "manage.py", "migrate", "contenttypes", "--settings=tests.settings"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert file.stat().st_size

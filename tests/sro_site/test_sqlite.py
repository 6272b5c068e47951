"""A database that does not exist is refused; `test_run.py` shows that `make run` makes one."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.sqlite3 import base
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from sro_site import environment


def _database(file: Path) -> Any:
    """A connection to the file, as the site opens it."""
    given = {"SECRET_KEY": "k" * environment.SHORTEST_KEY, "DATABASE_URL": f"sqlite:///{file}"}
    other = ConnectionHandler({"default": environment.read(given, file.parent).database})
    return other["default"]


def test_database_that_does_not_exist_is_refused(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    file = tmp_path / "site.sqlite3"
    database = _database(file)
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
    assert oct(file.stat().st_mode & 0o777) == "0o600"


def test_files_of_a_database_are_taken_from_everybody_else(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    file = tmp_path / "site.sqlite3"
    files = [file, tmp_path / "site.sqlite3-wal", tmp_path / "site.sqlite3-shm"]
    with django_db_blocker.unblock():
        for modes in (None, 0o666):
            for each in files if modes else ():
                each.chmod(modes or 0)
            database = _database(file)
            database.may_create = True
            database.cursor().execute("CREATE TABLE IF NOT EXISTS a (b)")
            assert {each.name for each in files if each.exists()} == {each.name for each in files}
            assert not any(each.stat().st_mode & 0o007 for each in files)
            if modes:
                database.close()


def test_database_is_read_where_no_file_can_be_made_beside_it(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    file, log = tmp_path / "site.sqlite3", tmp_path / "site.sqlite3-wal"
    made = sqlite3.connect(file)
    made.executescript("PRAGMA journal_mode=WAL; CREATE TABLE a (b); INSERT INTO a VALUES (7)")
    made.close()
    log.mkdir()  # as on a disk that is full or read-only
    with django_db_blocker.unblock():
        database = _database(file)
        cursor = database.cursor()
        assert cursor.execute("SELECT b FROM a").fetchall() == [(7,)]
        with pytest.raises(OperationalError, match="readonly"):
            cursor.execute("INSERT INTO a VALUES (8)")
        log.rmdir()
        database.close_if_unusable_or_obsolete()  # as after each request
        database.cursor().execute("INSERT INTO a VALUES (9)")
        database.close()


def test_database_is_not_read_without_the_changes_beside_it(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Any] = []

    def refuse(_self: Any, asked: Any) -> None:
        opened.append(asked)
        raise sqlite3.OperationalError("disk full")

    file = tmp_path / "site.sqlite3"
    file.touch()
    file.with_name("site.sqlite3-wal").write_bytes(b"a change")
    monkeypatch.setattr(base.DatabaseWrapper, "get_new_connection", refuse)
    with django_db_blocker.unblock(), pytest.raises(OperationalError, match="disk full"):
        _database(file).cursor()
    assert len(opened) == 1


def test_another_connection_leaves_the_locks_of_the_first_one(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    """Without them a process that ends removes the log, and what it wrote is never seen."""
    file = tmp_path / "site.sqlite3"
    with django_db_blocker.unblock():
        connections = [_database(file), _database(file)]
        connections[0].may_create = True
        connections[0].cursor().execute("CREATE TABLE a (b)")
        connections[1].cursor().execute("SELECT b FROM a")
        write = f"import sqlite3; c = sqlite3.connect({str(file)!r}, isolation_level=None)"
        write += "; c.execute('INSERT INTO a VALUES (1)')"
        for rows in (1, 2):
            subprocess.run([sys.executable, "-c", write], check=True)
            for each in connections:
                assert len(each.cursor().execute("SELECT b FROM a").fetchall()) == rows
        for each in connections:
            each.close()


def test_a_transaction_has_the_lock_from_its_start_and_others_wait_for_it(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    file = tmp_path / "site.sqlite3"
    with django_db_blocker.unblock():
        database = _database(file)
        database.may_create = True
        patience = database.cursor().execute("PRAGMA busy_timeout").fetchone()
        assert patience == (20_000,)  # milliseconds
        other = sqlite3.connect(file, timeout=0, isolation_level=None)
        database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        database.rollback()
        other.execute("BEGIN IMMEDIATE")
        other.close()
        database.close()

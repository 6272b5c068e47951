"""The site's commands, if their database is missing or belongs to another program."""

import io
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from sro_site import environment

COMMANDS = [
    ("staff", "maria"),
    ("load_districts",),
    ("load_districts", "--if-empty"),
    ("createsuperuser", "--noinput", "--username=maria", "--email=maria@example.org"),
    ("changepassword", "maria"),
    ("reindex_words",),
    ("export_words", "es", "words.po"),
    ("import_words", "words.po", "--user", "maria"),
]


Use = Callable[[str], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker) -> Iterator[Use]:
    """Lets commands work in the database of another DATABASE_URL."""

    def elsewhere(url: str) -> None:
        given = {"SECRET_KEY": "k" * environment.SHORTEST_KEY, "DATABASE_URL": url}
        databases = {"default": environment.read(given, Path()).database}
        other = ConnectionHandler(databases)["default"]
        monkeypatch.setattr("languages.commands.connection", other)

    with django_db_blocker.unblock():
        yield elsewhere


def refused(command: tuple[str, ...]) -> str:
    """What the command says as it ends; whatever it may ask is never reached."""
    with pytest.raises(CommandError, match=r"DATABASE_URL .* make run") as ended:
        call_command(*command, stdout=io.StringIO())
    return str(ended.value)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_command_without_a_database_makes_none(
    use: Use, tmp_path: Path, command: tuple[str, ...]
) -> None:
    use(f"sqlite:///{tmp_path / 'none.sqlite3'}")
    assert f"There is no database at {tmp_path / 'none.sqlite3'}." in refused(command)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_command_in_an_empty_database_leaves_it_empty(
    use: Use, tmp_path: Path, command: tuple[str, ...]
) -> None:
    file = tmp_path / "empty.sqlite3"
    file.touch()
    use(f"sqlite:///{file}")
    assert "does not have the tables of this release" in refused(command)
    with sqlite3.connect(file) as stored:
        assert stored.execute("SELECT * FROM sqlite_master").fetchall() == []


@pytest.mark.parametrize("url", ["sqlite:///{}", "postgres://maria:se-cret@127.0.0.1:1/site"])
def test_command_says_why_a_database_cannot_be_used(use: Use, tmp_path: Path, url: str) -> None:
    file = tmp_path / "text.sqlite3"
    file.write_text("This is no database. " * 100)
    use(url.format(file))
    said = refused(("staff", "maria"))
    assert "The database cannot be used: " in said
    assert "se-cret" not in said


@pytest.mark.django_db
def test_command_says_in_which_database_it_works() -> None:
    out = io.StringIO()
    call_command("staff", "maria", stdout=out)
    name: Any = connection.settings_dict["NAME"]
    assert out.getvalue().startswith(f"Database: {name}")

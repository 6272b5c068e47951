"""An import that is interrupted anywhere leaves everything or nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from desk.exchange.applying import ChosenWords, apply, keep, undo
from desk.models import Import, ImportEntry
from districts.access import rights_of
from publishing.history_entries import HistoryEntry
from tests.desk.exchange.words import AT, EVERY, brought, everything, exported, rewrite, rewritten
from tests.factories import make_district, make_phase, make_user

pytestmark = pytest.mark.django_db(transaction=True)
POINTS = 20
KILLED = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection, transaction
left = int(sys.argv[1])
def count(execute, *arguments):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(*arguments)
with connection.execute_wrapper(count):
    call_command("import_words", sys.argv[2], user="maria", apply=True)
print(int(sys.argv[1]) - left)
"""


class PowerCut(Exception):  # noqa: N818 - it is no error of anybody
    pass


@pytest.fixture
def user(shared_database: None) -> User:
    return make_user(is_superuser=True)


def prepared() -> bytes:
    """A file with new, changed and stale words for a few records."""
    district, words = make_district(), {}
    for number in range(1, 6):
        source = f"Phase {chr(64 + number)}"
        record = make_phase(district, number, title=source, title_es="Uno" * (number % 2))
        words[source] = f"Fase {chr(64 + number)}"
        if number == 5:
            data = rewritten(exported(), words)
            rewrite(record, title_en="Another one")
    return data


@contextmanager
def cut_after(queries: float) -> Iterator[list[str]]:
    """Make the query after this many fail."""
    asked: list[str] = []

    def count(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if len(asked) >= queries:
            raise PowerCut
        asked.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(count):
        yield asked


def state() -> Any:
    """All that an import changes."""
    imports = Import.objects.values_list("pk", "applied_at", "undone_at", "left")
    entries = ImportEntry.objects.values_list("context", "undone", "kept")
    return everything(), list(imports), list(entries), HistoryEntry.objects.count()


def points(queries: int) -> list[int]:
    """From the first to the last, evenly."""
    assert queries > POINTS
    return sorted({round(n * (queries - 1) / (POINTS - 1)) for n in range(POINTS)})


def test_an_import_that_fails_anywhere_changes_nothing(user: User) -> None:
    word_import, rights = keep(user, "es", "words.po", prepared()), rights_of(user)

    def run() -> Any:
        return apply(word_import, ChosenWords(EVERY), rights, by=user, at=AT)

    _fails_anywhere(run, whole=lambda: word_import.entries.count() == 5)


def test_an_undoing_that_fails_anywhere_changes_nothing(user: User) -> None:
    word_import, rights = brought(prepared(), user), rights_of(user)

    def run() -> Any:
        return undo(word_import, rights, by=user, at=AT)

    _fails_anywhere(run, whole=lambda: not word_import.entries.filter(undone=False).exists())


def _fails_anywhere(run: Callable[[], Any], whole: Callable[[], bool]) -> None:
    """Interrupt `run` at twenty points, then let it finish once to count its queries."""
    before, queries = state(), _queries_of(run)
    assert state() == before
    for point in points(queries):
        with pytest.raises(PowerCut), cut_after(point):
            run()
        assert state() == before, point
    run()
    assert whole()


def _queries_of(run: Callable[[], Any]) -> int:
    """How many queries it takes, in a transaction that is taken back."""
    for _ in range(2):  # at first, kinds of records are asked for that are known from then on
        with cut_after(float("inf")) as asked, transaction.atomic():
            run()
            transaction.set_rollback(True)
    return len(asked) - 2  # without the savepoint, which replaces its transaction


def test_a_process_that_is_killed_changes_nothing(user: User, tmp_path: Path) -> None:
    file = tmp_path / "words.po"
    file.write_bytes(prepared())
    before = everything()
    for queries in (25, 60):
        done = _in_a_process(queries, file)
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert everything() == before
    done = _in_a_process(10_000, file)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 60
    assert everything() != before


def _in_a_process(queries: int, file: Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "DATABASE_URL": _database_url()}
    environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    command = [sys.executable, "-c", KILLED, str(queries), str(file)]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def _database_url() -> str:
    word_import = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{word_import['NAME']}"
    password = f":{quote(word_import['PASSWORD'], safe='')}" if word_import["PASSWORD"] else ""
    host = quote(word_import["HOST"], safe="") + (
        f":{word_import['PORT']}" if word_import["PORT"] else ""
    )
    return f"postgres://{word_import['USER']}{password}@{host}/{word_import['NAME']}"

"""An import that is interrupted anywhere is shown as unfinished, and gone on with or undone."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

from desk.exchange import applying, parts
from desk.exchange.applying import ChosenWords, begin, go_on, keep
from desk.exchange.undoing import undo
from desk.models import Import
from districts.access import rights_of
from tests.desk.exchange.words import AT, EVERY, everything, exported, rewrite, rewritten
from tests.factories import make_district, make_phase, make_user

pytestmark = pytest.mark.django_db(transaction=True)
POINTS = 20
KILLED = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
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
def user(shared_database: None, monkeypatch: pytest.MonkeyPatch) -> User:
    """Of imports in parts of two records."""
    monkeypatch.setattr(parts, "RECORDS", 2)
    monkeypatch.setattr(parts, "PAUSE", 0)
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


def words() -> Any:
    """All that an import changes, and undoing it puts back."""
    return everything()["records"]


def points(queries: int) -> list[int]:
    """From the first to the last, evenly."""
    assert queries > POINTS
    return sorted({round(n * (queries - 1) / (POINTS - 1)) for n in range(POINTS)})


def test_an_import_that_fails_anywhere_is_gone_on_with_or_undone(user: User) -> None:
    data, rights, halves = prepared(), rights_of(user), 0
    before = words()
    key = _begun(user, data)
    with cut_after(float("inf")) as queries:
        assert go_on(key, rights, by=user, at=AT).entries.count() == 5
    after = words()
    for point in points(len(queries)):
        undo(Import.objects.get(pk=key), rights, by=user, at=AT)
        assert words() == before, point
        key = _begun(user, data)
        with suppress(PowerCut), cut_after(point):
            go_on(key, rights, by=user, at=AT)
        halves += words() not in (before, after)
        if point % 2:  # the next round undoes the half
            go_on(key, rights, by=user, at=AT)
            assert words() == after, point
            assert Import.objects.get(pk=key).entries.count() == 5
    assert halves


def test_an_undoing_that_fails_anywhere_is_finished_by_undoing_again(user: User) -> None:
    data, rights, halves = prepared(), rights_of(user), 0
    before = words()
    for point in range(5, 200, 13):
        go_on(key := _begun(user, data), rights, by=user, at=AT)
        after, word_import = words(), Import.objects.get(pk=key)
        with suppress(PowerCut), cut_after(point):
            undo(word_import, rights, by=user, at=AT)
        halves += words() not in (before, after)
        assert undo(word_import, rights, by=user, at=AT) == []
        assert words() == before, point
    assert halves


def test_an_import_that_is_undone_meanwhile_goes_no_further(user: User) -> None:
    key, before = _begun(user, prepared()), words()
    written = applying._write

    def undone_after(*arguments: Any) -> Any:
        steps = written(*arguments)
        undo(Import.objects.get(pk=key), rights_of(user), by=user, at=AT)
        return steps

    with patch.object(applying, "_write", undone_after):
        go_on(key, rights_of(user), by=user, at=AT)
    assert words() == before
    assert Import.objects.get(pk=key).applied_at is None


def _begun(user: User, data: bytes) -> int:
    word_import = keep(user, "es", "words.po", data)
    begin(word_import.pk, ChosenWords(EVERY), at=AT)
    return int(word_import.pk)


def test_a_process_that_is_killed_leaves_what_can_be_gone_on_with(
    user: User, tmp_path: Path
) -> None:
    file = tmp_path / "words.po"
    file.write_bytes(prepared())
    before, halves = words(), 0
    for queries in (25, 130):
        done = _in_a_process(queries, file)
        assert done.returncode == -signal.SIGKILL, done.stderr
        if words() == before:
            continue
        halves, word_import = halves + 1, Import.objects.all()[0]  # the newest
        assert word_import.is_unfinished
        call_command("import_words", user="maria", go_on=word_import.pk, stdout=StringIO())
        word_import.refresh_from_db()
        assert word_import.entries.count() == 4  # the stale one is left for the desk
        assert word_import.applied_at
        undo(word_import, rights_of(user), by=user, at=AT)
        assert words() == before
    assert halves


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

"""The commands of docs/operators.md save and restore a database while it is written to."""

import os
import re
import sqlite3
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests import postgres, tools

DOCUMENT = Path(__file__).parents[2] / "docs" / "operators.md"
CHAPTER = DOCUMENT.read_text().split("## Backup and restore")[1].split("\n## ")[0]
BLOCKS = re.findall(r"```sh\n(.*?)```", CHAPTER, re.DOTALL)
ROWS = 20  # in each transaction


def run(block: str, folder: Path, **environment: str) -> None:
    command = ["sh", "-euc", block]
    subprocess.run(command, cwd=folder, env={**os.environ, **environment}, check=True, timeout=120)


@contextmanager
def written_to(write: Callable[[], None]) -> Iterator[None]:
    """Meanwhile, transactions of as many rows as `ROWS` says follow each other."""
    ended = threading.Event()

    def go_on() -> None:
        while not ended.is_set():
            write()

    writer = threading.Thread(target=go_on)
    writer.start()
    try:
        yield
    finally:
        ended.set()
        writer.join()


def test_sqlite_is_saved_and_restored(tmp_path: Path) -> None:
    tools.require(tools.SQLITE)
    (tmp_path / "var").mkdir()
    file = tmp_path / "var" / "site.sqlite3"

    def write() -> None:
        own = sqlite3.connect(file, timeout=60, isolation_level=None)
        own.execute("BEGIN IMMEDIATE")
        own.executemany("INSERT INTO a VALUES (?)", [("x" * 300,)] * ROWS)
        own.execute("COMMIT")
        own.close()

    made = sqlite3.connect(file)
    made.executescript("PRAGMA journal_mode=WAL; CREATE TABLE a (b);")
    write()
    with written_to(write):
        run(BLOCKS[0], tmp_path)
    backup = tmp_path / "backup.sqlite3"
    assert backup.stat().st_mode & 0o077 == 0
    saved = sqlite3.connect(backup).execute("SELECT count(*) FROM a").fetchone()[0]
    assert saved
    assert saved % ROWS == 0
    made.close()
    file.with_name("site.sqlite3-wal").write_bytes(b"of the old one")
    run(BLOCKS[1], tmp_path)
    restored = sqlite3.connect(file)
    assert restored.execute("SELECT count(*) FROM a").fetchone()[0] == saved
    assert file.stat().st_mode & 0o077 == 0


def test_postgresql_is_saved_and_restored(tmp_path: Path) -> None:
    binaries = tools.require(tools.POSTGRES).resolve().parent
    with postgres.running(binaries) as server:
        path = f"{binaries}:{os.environ['PATH']}"
        place = {"PGHOST": str(server.home), "PGUSER": "tests", "PATH": path}
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE a (b text)")

            def write() -> None:
                connection.execute("INSERT INTO a SELECT 'x' FROM generate_series(1, %s)", [ROWS])

            write()
            with written_to(write):
                run(BLOCKS[2].replace("NAME", "postgres"), tmp_path, **place)
            connection.execute("DELETE FROM a")
        assert (tmp_path / "site.dump").stat().st_mode & 0o077 == 0
        run(BLOCKS[3].replace("NAME", "postgres"), tmp_path, **place)
        with psycopg.connect(server.url) as connection:
            found = connection.execute("SELECT count(*) FROM a").fetchone()
    assert found
    assert found[0] % ROWS == 0 != found[0]


def test_each_command_of_the_document_is_tried() -> None:
    assert len(BLOCKS) == 4

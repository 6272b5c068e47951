"""The thread that reads the versions, and what it knows while the database is away."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

import pytest
from django.db import Error, connection

from publishing.content_versions import add_step
from publishing.kept_pages.versions import FIRST, Versions

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


def test_a_connection_that_has_had_its_time_is_opened_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As after each request: the file of SQLite may have been replaced."""
    closed: list[int] = []
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: closed.append(1))
    Versions().read()
    assert closed == [1]


def test_whoever_reads_first_knows_the_versions_and_that_they_are_current() -> None:
    versions = Versions()
    assert (versions.reading, versions.is_current) == (None, False)
    add_step(5)
    versions.read()
    assert versions.is_current
    assert versions.reading
    assert versions.reading.content.version(5)


def test_the_thread_goes_on_after_errors_and_is_started_again_if_it_has_ended(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    versions, errors = Versions(), iter([Error("away"), ValueError("wrong")])
    asked: list[int] = []

    def read() -> None:
        asked.append(1)
        if error := next(errors, None):
            raise error
        versions.stop()

    monkeypatch.setattr(versions, "read", read)
    monkeypatch.setattr("publishing.kept_pages.versions.INTERVAL", 0)
    monkeypatch.setattr("publishing.kept_pages.versions.CURRENT", 0)
    for times in (3, 4):
        versions.watch()
        assert versions._thread
        versions._thread.join(60)
        assert len(asked) == times
    assert [each.getMessage().rpartition(": ")[2] for each in caplog.records] == ["away"]


def test_a_new_process_waits_for_its_first_answer_and_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("publishing.kept_pages.versions.FIRST", 60)
    versions = Versions()
    with ThreadPoolExecutor(1) as readers:
        waiting = readers.submit(versions.are_reachable)
        time.sleep(0.7)  # longer than it waits later
        assert not waiting.done()
        versions.read()
        assert waiting.result(60)


def test_silence_is_counted_from_the_start_of_the_process() -> None:
    versions = Versions()
    with patch.object(versions, "_watch"), patch("publishing.kept_pages.versions.CURRENT", 0):
        versions.watch()
    assert not versions.are_silent(60)
    later = time.monotonic() + 61 + FIRST
    with patch("time.monotonic", lambda: later):
        assert versions.are_silent(60)
        versions.read()
        assert not versions.are_silent(60)


def test_reading_that_failed_is_not_current_until_another_one_succeeds() -> None:
    versions = Versions()
    versions.read()
    with patch.object(versions._reader, "read", side_effect=Error("away")), pytest.raises(Error):
        versions.read()
    assert not versions.is_current
    assert not versions.are_silent(1)  # what was asked before may still end
    versions.read()
    assert versions.is_current


def test_all_requests_of_a_new_process_wait_for_its_first_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    versions, may_read = Versions(), threading.Event()

    def read_late() -> None:
        may_read.wait(30)
        versions._has_tried = True
        with versions._news:
            versions._news.notify_all()

    monkeypatch.setattr(versions, "_watch", read_late)
    monkeypatch.setattr("publishing.kept_pages.versions.CURRENT", 60)
    with ThreadPoolExecutor(3) as readers:
        waiting = [readers.submit(versions.watch) for _ in range(3)]
        time.sleep(0.1)
        assert not any(each.done() for each in waiting)
        may_read.set()
        for each in waiting:
            each.result(30)

"""Queries of PostgreSQL are ended when they take too long."""

import psycopg
import pytest
from django.db import DataError, ProgrammingError, connection

from languages.patience import TookTooLongError, patience

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no such limit"),
]


def asked(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_takes_too_long_is_ended_and_the_connection_goes_on() -> None:
    with pytest.raises(TookTooLongError), patience("default", 10):
        asked("SELECT pg_sleep(60)")
    asked("SELECT pg_sleep(0.02)")


def test_a_query_that_is_ended_while_it_matches_a_pattern_took_too_long() -> None:
    ended = psycopg.errors.InvalidRegularExpression("operation cancelled")
    with pytest.raises(TookTooLongError), patience("default", 10):
        raise DataError(str(ended)) from ended


def test_a_pattern_that_is_wrong_took_no_time() -> None:
    wrong = psycopg.errors.InvalidRegularExpression("brackets [] not balanced")
    with pytest.raises(DataError), patience("default", 10):
        raise DataError(str(wrong)) from wrong


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(ProgrammingError), patience("default", 10_000):
        asked("SELECT nothing_of_this_name")

"""A cluster of PostgreSQL that takes no Russian letter for one is refused."""

from unittest.mock import patch

import pytest
from django.db import connection

from search.checks import check_letters

pytestmark = pytest.mark.django_db


def test_this_database_is_taken() -> None:
    assert check_letters(databases=["default"]) == []


def test_one_that_knows_only_latin_letters_is_refused_with_what_to_do() -> None:
    with (
        patch("search.checks._knows_letters", return_value=False),
        patch.object(connection, "vendor", "postgresql"),
    ):
        (error,) = check_letters(databases=["default"])
    assert error.id == "search.E001"
    assert "--lc-ctype=C.UTF-8" in str(error.hint)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="asks PostgreSQL")
def test_the_question_is_answered_by_the_kind_of_letters_of_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("""SELECT 'ш' COLLATE "C" ~ '^[[:alpha:]]$', 'ш' ~ '^[[:alpha:]]$'""")
        assert cursor.fetchone() == (False, True)

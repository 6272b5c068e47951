"""The names of the columns, also for languages whose codes are no plain suffix."""

import pytest

from languages.columns import word_column


@pytest.mark.parametrize(
    ("code", "column"),
    [
        ("es", "title_es"),
        ("zh-hans", "title_zh_hans"),
        ("id", "title_ind"),  # "title_id" would be the key of a relation
    ],
)
def test_column_of_a_language_is_a_name_that_django_takes(code: str, column: str) -> None:
    assert word_column("title", code) == column

"""What happens after a commit, in a test whose transaction is rolled back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def committed() -> Iterator[None]:
    """Do after the block what would be done if it were a transaction of its own."""
    connection.run_on_commit.clear()
    yield
    while waiting := connection.run_on_commit:
        calls = [call for _, call, *_ in waiting]
        connection.run_on_commit.clear()
        for call in calls:
            call()

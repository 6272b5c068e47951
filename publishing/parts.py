"""The parts in which an import is written and undone, so that nobody waits long for the database.

SQLite lets only one write at a time. Who waits for that asks again each tenth of a second at the
latest, so a pause of more than that between two parts lets others in. It is as long as the part
took, because others are as slow where a machine does much else.
"""

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db import connection

RECORDS = 10  # written by one transaction
PAUSE = 0.11  # seconds, at least
T = TypeVar("T")


def in_parts(records: Iterable[T]) -> Iterator[list[T]]:
    """A few records at a time, or whatever belongs to one record and is never divided."""
    records, taken = iter(records), 0.0
    while part := list(islice(records, RECORDS)):
        if taken and connection.vendor == "sqlite":
            time.sleep(max(PAUSE, taken))
        began = time.monotonic()
        yield part
        taken = time.monotonic() - began

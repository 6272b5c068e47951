"""The parts in which an import is written and undone, so that nobody waits long for the database.

SQLite lets only one write at a time. Who waits for that asks again each tenth of a second at the
latest, so a pause of more than that between two parts lets others in. It is as long as the part
took, because others are as slow where a machine does much else.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import TypeVar

from django.db import connection

from desk.exchange.keys import key_of, slots
from desk.models import Import, ImportEntry

RECORDS = 10  # written by one transaction
PAUSE = 0.11  # seconds, at least
T = TypeVar("T")


def in_parts(items: Iterable[T], context: Callable[[T], str]) -> Iterator[list[T]]:
    """What belongs to a few records at a time; what belongs to one record is never divided."""
    groups = groupby(sorted(items, key=context), key=lambda item: context(item).rpartition("/")[0])
    records, taken = (list(group) for _, group in groups), 0.0
    while part := [item for record in islice(records, RECORDS) for item in record]:
        if taken and connection.vendor == "sqlite":
            time.sleep(max(PAUSE, taken))
        began = time.monotonic()
        yield part
        taken = time.monotonic() - began


def districts_of(entries: Iterable[ImportEntry], language: str) -> set[int]:
    """The keys of the districts in which these entries have written."""
    keys = (key_of(entry.context) for entry in entries)
    found = slots((key for key in keys if key), language).values()
    return {slot.record.district_key for slot in found if slot.record.district_key}


def locked_import(key: int) -> Import:
    """The import, locked until the end of the transaction."""
    return Import.objects.select_for_update().defer("upload", "left").get(pk=key)

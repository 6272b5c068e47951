"""What is written or undone together: all words of a record."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby
from typing import TypeVar

from desk.exchange.keys import key_of, slots
from desk.models import ImportEntry
from publishing.parts import in_parts

T = TypeVar("T")


def of_a_few_records(items: Iterable[T], context: Callable[[T], str]) -> Iterator[list[T]]:
    """What belongs to a few records at a time; what belongs to one record is never divided."""
    groups = groupby(sorted(items, key=context), key=lambda item: context(item).rpartition("/")[0])
    for part in in_parts(list(group) for _, group in groups):
        yield [*chain.from_iterable(part)]


def districts_of(entries: Iterable[ImportEntry], language: str) -> set[int]:
    """The keys of the districts in which these entries have written."""
    keys = (key_of(entry.context) for entry in entries)
    found = slots((key for key in keys if key), language).values()
    return {slot.record.district_key for slot in found if slot.record.district_key}

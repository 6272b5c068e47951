"""Finds the English texts that are most like one, in a time that does not grow with their number.

Texts that are alike mostly begin alike, end alike, or have their longest words in common. So only
the neighbors of a text are compared with it, in the three orders that `languages.likeness` makes.
"""

from collections.abc import Iterator
from heapq import nlargest
from typing import NamedTuple

from languages.freshness import text_hash
from languages.likeness import Keys, keys_of, likeness
from languages.models import SourceText

LEAST = 60  # percent; what is less alike is no help
NEIGHBORS = 100  # in each direction of each order
FOUND = 40  # texts that are looked up at most


class Source(NamedTuple):
    """An English text that was once in use, and how many percent of it are alike."""

    likeness: int
    hash: str
    text: str


def alike(text: str) -> list[Source]:
    """The texts most like `text`, the most alike first, with this text itself."""
    same = text_hash(text)
    near = dict(_neighbors(keys_of(text)))
    own = SourceText.objects.filter(pk=same).values_list("hash", "text")
    found = [
        Source(100 if key == same else likeness(text, other), key, other)
        for key, other in {**near, **dict(own)}.items()
    ]
    return nlargest(FOUND, (each for each in found if each.likeness >= LEAST))


def _neighbors(keys: Keys) -> Iterator[tuple[str, str]]:
    """The hashes and texts beside these keys, in both directions of each order."""
    for name, key in keys._asdict().items():
        for lookup, order in (("gte", ""), ("lt", "-")):
            rows = SourceText.objects.filter(**{f"{name}__{lookup}": key})
            ordered = rows.order_by(f"{order}{name}", f"{order}hash")
            yield from ordered.values_list("hash", "text")[:NEIGHBORS]

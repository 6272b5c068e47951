"""How alike two English texts are, and what sorts texts so that like ones stand together.

Computed here and by no database, so that it is the same on each of them.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zlib import crc32

COMPARED = 500  # words of a text
SORTED_BY = 16  # words
_WORD = re.compile(r"\w+|[^\w\s]")


def words_of(text: str) -> list[str]:
    """The first 500 words and signs of a text, without regard to capital letters."""
    return _WORD.findall(text.casefold())[:COMPARED]


class Keys(NamedTuple):
    """What a text is sorted by, in three ways: as it begins, as it ends, by its longest words.

    Each word is four hexadecimal digits, which all databases sort alike.
    """

    begins: str
    ends: str
    longest: str


def keys_of(text: str) -> Keys:
    """The keys of a text, each of 64 characters at most."""
    words = words_of(text)
    by_length = sorted({*words}, key=lambda word: (-len(word), word))
    return Keys(_key(words), _key(reversed(words)), _key(by_length))


def likeness(one: str, other: str) -> int:
    """How many percent of the words of two texts are the same, in the same order.

    100 only for texts that are the same; rounded down.
    """
    first, second = words_of(one), words_of(other)
    both = len(first) + len(second)
    found = 200 * _in_order(first, second) // both if both else 0
    return 100 if one == other else min(found, 99)


def _key(words: Iterable[str]) -> str:
    first = [word for word, _ in zip(words, range(SORTED_BY), strict=False)]
    return "".join(f"{crc32(w.encode(errors='surrogatepass')) & 0xFFFF:04x}" for w in first)


def _in_order(one: Sequence[str], other: Sequence[str]) -> int:
    """How long the longest list is that can be made of both by leaving words out.

    Each bit that is cleared is one more word of `other` that is matched (Hyyrö 2004): one step for
    each word of `one`, whatever the length of `other`.
    """
    places: dict[str, int] = {}
    for number, word in enumerate(other):
        places[word] = places.get(word, 0) | 1 << number
    whole = (1 << len(other)) - 1
    left = whole
    for word in one:
        matched = left & places.get(word, 0)
        left = ((left + matched) | (left - matched)) & whole
    return len(other) - left.bit_count()

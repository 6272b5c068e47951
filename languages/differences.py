"""The difference between two texts, word by word."""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

# A word with the space before it: spaces of their own would match everywhere.
_PARTS = re.compile(r"\s*+(?:\w++|[^\w\s])|\s+")
MOST = 60_000_000  # comparisons of words, which take about two seconds at worst


class Piece(NamedTuple):
    """Successive words; `change` is "same", "gone" or "new"."""

    change: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in order; removed words come before those that replace them.

    Long texts that repeat the same words are too much to compare: what lies between their common
    beginning and end is then one piece each.
    """
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    pieces = []
    for change, a, b, c, d in _changes(old, new):
        if change == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if b > a else []
        pieces += [Piece("new", "".join(new[c:d]))] if d > c else []
    return pieces


def _changes(old: list[str], new: list[str]) -> Iterable[tuple[str, int, int, int, int]]:
    """As `SequenceMatcher.get_opcodes` says them."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    a, b = len(old) - end, len(new) - end
    if _comparisons(old[start:a], new[start:b]) <= MOST:
        return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = ("replace", start, a, start, b)
    return [("equal", 0, start, 0, start), changed, ("equal", a, len(old), b, len(new))]


def _alike(old: list[str], new: list[str]) -> int:
    """How many parts are the same at the beginning."""
    pairs = zip(old, new, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _comparisons(old: list[str], new: list[str]) -> int:
    """How many steps `SequenceMatcher` may take: pairs of equal parts, again for each part."""
    counts = Counter(new)
    pairs = sum(number * counts[part] for part, number in Counter(old).items())
    return (pairs + len(old)) * min(len(old), len(new))

"""The difference between two texts, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_PARTS = re.compile(r"\w+|\s+|[^\w\s]")


class Piece(NamedTuple):
    """Successive words; `change` is "same", "gone" or "new"."""

    change: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in order; removed words come before those that replace them."""
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    pieces = []
    for change, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if b > a else []
        pieces += [Piece("new", "".join(new[c:d]))] if d > c else []
    return pieces

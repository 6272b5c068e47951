"""Which language of the site a browser asks for, whatever its header looks like."""

import re

from languages.registry import LANGUAGES, SOURCE
from languages.tags import normalize_tag

LONGEST = 500  # characters that are read of a header
_PIECE = re.compile(
    r"(?P<tag>[a-z]{1,8}(?:[-_][a-z0-9]{1,8})*)(?:\s*;\s*q\s*=\s*(?P<weight>[01](?:\.[0-9]*)?))?",
    re.IGNORECASE,
)


def preferred(header: str) -> str:
    """The language of the site that an Accept-Language header wants most, else English.

    A piece that is not understood is passed over, and so is what is cut off at `LONGEST`.
    """
    whole = header if len(header) <= LONGEST else header[:LONGEST].rpartition(",")[0]
    pieces = (_PIECE.fullmatch(piece.strip()) for piece in whole.split(","))
    asked = [(_language(p["tag"]), float(p["weight"] or 1)) for p in pieces if p]
    found = [each for each in asked if each[0] in LANGUAGES and each[1] > 0]
    # Of those that are wanted alike, the first in the header.
    return max(found, key=lambda each: each[1], default=(SOURCE, 0))[0]


def _language(tag: str) -> str:
    """The longest beginning of a tag that is a language of the site, else ""."""
    parts = normalize_tag(tag).replace("_", "-").split("-")
    starts = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    known = {code.lower(): code for code in LANGUAGES}
    return next((known[each.lower()] for each in starts if each.lower() in known), "")

"""Finds text that was UTF-8 but was read in another encoding: “Ã©” instead of “é”."""

import re

# Characters that such text can decode to: letters of the site's languages, and punctuation.
# Others, such as phonetic letters, would also be found in correct text: “CAFÉ”.
_PLAUSIBLE = (
    (0x00A0, 0x017F),
    (0x0400, 0x045F),
    (0x0621, 0x064A),
    (0x0900, 0x097F),
    (0x1000, 0x109F),
    (0x1200, 0x137F),
    (0x1E00, 0x1EFF),
    (0x2010, 0x203A),
)
_SUSPECT = re.compile("[\u00c2-\u00f4][^\x00-\x7f]{1,3}")


def mojibake(text: str) -> str:
    """The first garbled part of `text`, or ""."""
    for found in _SUSPECT.finditer(text):
        for size in (2, 3, 4):
            if _is_mojibake(found[0][:size]):
                return found[0][:size]
    return ""


def _is_mojibake(text: str) -> bool:
    try:
        meant = b"".join(map(_byte, text)).decode()
    except UnicodeError:
        return False
    return len(meant) == 1 and any(low <= ord(meant) <= high for low, high in _PLAUSIBLE)


def _byte(character: str) -> bytes:
    return character.encode("latin-1" if ord(character) < 0x100 else "cp1252")

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
# Two letters or more of Cyrillic, read as Windows-1251: “РџСЂ” in the place of “Пр”.
_SIGNS_1251 = bytes(range(0x80, 0xC0)).decode("cp1251", "ignore")
_CYRILLIC = re.compile(f"(?:[РС][{_SIGNS_1251}]){{2,}}")
# What no language writes: beginnings of signs of which the rest is lost, of emoji and of files, the
# same as a Macintosh reads it, and Cyrillic in one byte a letter as Western letters.
_NEVER = re.compile("â€|ðŸ|ï»¿|‚Ä[¶¢ôúùìî]|√[©°≠≥∫±º®ß†ÄÅâëâ]|[À-ÖØ-öø-ÿ]{5}")
# What may follow a letter in honest text, each with what has to have come before it.
_QUOTES = {"”": "“", "»": "«", "’": "‘", "›": "‹", "“": "„"}
_CLOSING = _QUOTES | dict.fromkeys("…–—\u00a0", "")


def mojibake(text: str) -> str:
    """The first garbled part of `text`, or ""."""
    for found in _SUSPECT.finditer(text):
        for size in (2, 3, 4):
            stretch = found[0][:size]
            end = found.start() + len(stretch)
            before, after = text[: found.start()], text[end : end + 1]
            if _is_mojibake(stretch) and not _is_meant(before, stretch, after):
                return stretch
    known = _CYRILLIC.search(text) or _NEVER.search(text)
    return known[0] if known else ""


def _is_mojibake(text: str) -> bool:
    try:
        meant = b"".join(map(_byte, text)).decode()
    except UnicodeError:
        return False
    return len(meant) == 1 and any(low <= ord(meant) <= high for low, high in _PLAUSIBLE)


def _is_meant(before: str, stretch: str, after: str) -> bool:
    """Whether it is a letter at the end of a word, with a quotation mark or the like behind it.

    So “Ã” in quotation marks, or “ĐÃ…”, is no garbled “Ô” or “Å”.
    """
    letter, signs = stretch[0], stretch[1:]
    if any(sign not in _CLOSING or _CLOSING[sign] not in before for sign in signs):
        return False
    if signs[-1] not in _QUOTES and letter.isupper():
        return before[-1:].isupper()
    garbles = before[-1:].isalnum() and not before[-1:].isupper() and letter.isupper()
    return not (after.isalpha() or garbles)


def _byte(character: str) -> bytes:
    return character.encode("latin-1" if ord(character) < 0x100 else "cp1252")

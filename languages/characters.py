"""What of a text can be seen, and which texts read the same: for every check and every search."""

import re
import unicodedata

# Unicode's Default_Ignorable_Code_Point, and two letters that are drawn as a space.
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_SEEN = re.compile(rf"[^\s{_UNSEEN}\x00-\x1f\x7f-\x9f]")
_MARKS = re.compile(f"[{_UNSEEN}]")
_EDGES = re.compile(rf"\A[\s{_UNSEEN}]+|[\s{_UNSEEN}]+\Z")

_DROPPED = "'’‘‚‛ʼʻʹʾʿ′`´＇ꞌ."
_QUOTES = "“”„‟«»″"
_DASHES = "-‐‑‒–—―−﹘﹣－־"
_SIGNS = str.maketrans(
    dict.fromkeys(_DROPPED) | dict.fromkeys(_QUOTES, '"') | dict.fromkeys(_DASHES, " ")
)
# Letters that keyboards leave out or write otherwise, and that have no accent to take off.
_LETTERS = str.maketrans(
    dict(zip("đðłøħŧıىیکة", "ddlohtiييكه", strict=True))
    | {"æ": "ae", "œ": "oe", "þ": "th", "ـ": None}
)
# Accents of Latin, Greek and Cyrillic letters, and the vowel marks of Arabic. In other scripts
# such marks are letters: a word without them is another one.
_ACCENTS = re.compile("[\u0300-\u036f\u1dc0-\u1dff\u064b-\u065f\u0670]")


def is_blank(text: str) -> bool:
    """Whether there is nothing in a text that anybody would see."""
    return _SEEN.search(text) is None


def without_marks(text: str) -> str:
    """A text without invisible characters: for what is no running text, such as a number."""
    return _MARKS.sub("", text)


def in_one_line(text: str) -> str:
    """A name as it is kept: composed (NFC), with single plain spaces, nothing unseen around it."""
    return unicodedata.normalize("NFC", " ".join(_EDGES.sub("", text).split()))


def western_digits(text: str) -> str:
    """A text whose digits, in whichever script, are those from 0 to 9."""
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)


def fold(text: str) -> str:
    """The same for texts that a reader would call the same, to be compared and searched.

    Without case, accents, apostrophes, full stops and invisible characters; hyphens are spaces.
    """
    plain = unicodedata.normalize("NFKD", without_marks(text).translate(_SIGNS)).casefold()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain)).translate(_LETTERS)
    return " ".join(western_digits(plain).split())

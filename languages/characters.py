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
_DIGIT = re.compile(r"(?![0-9])\d")  # in any other script

_SIGNS = str.maketrans(
    dict.fromkeys("'’‘‚‛ʼʻʹʾʿ′`´＇ꞌ.")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("-‐‑‒–—―−﹘﹣－־፡", " ")
)
# Accents of Latin, Greek and Cyrillic letters, and the vowel marks of Arabic. In other scripts
# such marks are letters: a word without them is another one.
_ACCENTS = re.compile("[\u0300-\u036f\u1dc0-\u1dff\u064b-\u065f\u0670]")
# Letters that keyboards leave out or write otherwise, and that have no accent to take off.
_LATIN = str.maketrans(
    dict(zip("đðłøħŧı", "ddlohti", strict=True)) | {"æ": "ae", "œ": "oe", "þ": "th"}
)
# Letters of Arabic that are written for each other; the tatweel only makes a word longer.
_ARABIC = str.maketrans(dict(zip("ٱىیکة", "اييكه", strict=True)) | {"ـ": None})
# Letters of Amharic that sound the same, by the first of their seven or eight forms; the fourth
# form of the first two sounds like their first. Those with a W sound are written with an O, too.
_SAME_SOUND = {"ሐ": "ሀ", "ኀ": "ሀ", "ኸ": "ሀ", "ሠ": "ሰ", "ዐ": "አ", "ፀ": "ጸ"}
_AMHARIC = str.maketrans(
    {
        chr(ord(one) + form): chr(ord(other) + form)
        for one, other in _SAME_SOUND.items()
        for form in range(7)
    }
    | {"ሃ": "ሀ", "ሓ": "ሀ", "ኃ": "ሀ", "ኻ": "ሀ", "ኣ": "አ", "ዓ": "አ"}
    | {"ኈ": "ሆ", "ቈ": "ቆ", "ኰ": "ኮ", "ጐ": "ጎ"}
)


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
    return _DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text)


def _alike(text: str) -> str:
    """Apostrophes and full stops left out, one kind of quotation marks, spaces for hyphens."""
    return text.translate(_SIGNS)


def _compatible(text: str) -> str:
    """Letters and their accents apart (NFKD), and forms such as Ａ and ﷲ as plain letters."""
    return unicodedata.normalize("NFKD", text)


def _lower(text: str) -> str:
    return text.casefold()


def _bare(text: str) -> str:
    return _ACCENTS.sub("", text)


def _latin(text: str) -> str:
    return text.translate(_LATIN)


def _arabic(text: str) -> str:
    return text.translate(_ARABIC)


def _amharic(text: str) -> str:
    return text.translate(_AMHARIC)


def _spaced(text: str) -> str:
    return " ".join(text.split())


# In their order. Of texts that were folded before, all rules leave everything as it is.
RULES = (
    without_marks,
    _alike,
    _compatible,
    _lower,
    _bare,
    _latin,
    _arabic,
    _amharic,
    western_digits,
    _spaced,
)


def fold(text: str) -> str:
    """The same for texts that a reader would call the same, to be compared and searched.

    Without case, accents, apostrophes, full stops and invisible characters; hyphens are spaces.
    """
    for rule in RULES:
        text = rule(text)
    return text

"""What is wrong, or looks wrong, with a text or its translation: asked on every way in.

`flaws` and `check` are for callers. Nothing here knows a model, and no language but by its script.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from languages.burmese import is_zawgyi
from languages.characters import is_blank
from languages.mojibake import mojibake
from languages.registry import LANGUAGES, Language

LONGEST = 20_000  # characters of a text, some ten pages: checking more would hold others up


class Problem(NamedTuple):
    """If `refuses`, the text cannot be saved; otherwise the user is asked whether it is right."""

    code: str
    message: str
    refuses: bool


def check(source: str, text: str, language: str, limit: int | None = None) -> list[Problem]:
    """The problems of `text`, a translation of the English `source`, as English sentences.

    `limit`: how many characters there is room for. A text of which nothing is seen has none.
    """
    if is_blank(text):
        return []
    found = flaws(text, language)
    if len(text) > LONGEST:
        return found
    if difference := _difference(PLACEHOLDER.findall(source), PLACEHOLDER.findall(text)):
        message = f"Placeholders have to stay as they are in English: {difference}."
        found.append(Problem("placeholders", message, refuses=True))
    if limit is not None and len(text) > limit:
        said = f"It has {len(text)} characters; there is room for {limit}."
        found.append(Problem("too_long", said, refuses=True))
    said_of = _warnings(source, text, LANGUAGES[language])
    return found + [Problem(code, message, refuses=False) for code, message in said_of]


def flaws(text: str, language: str) -> list[Problem]:
    """What no text may have, English and names as little as translations; each refuses."""
    if len(text) > LONGEST:
        said = f"It has {len(text)} characters; no text may have more than {LONGEST}."
        return [Problem("too_long", said, refuses=True)]
    found = _flaws(text, LANGUAGES[language].script)
    return [Problem(code, message, refuses=True) for code, message in found]


# What no text may have.

# An address that runs code, or is a page of its own, wherever a text becomes a link.
_SCRIPT = re.compile(r"\b(?:(?:java|vb)script:\S|data:[\w.+-]*+(?:/[\w.+-]++)?[;,])", re.IGNORECASE)
_LETS_THROUGH = "\n\r\t"
_NOT_TEXT = {"Cc", "Co", "Cs", "Cn"}
_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"  # one that was not copied along
_ANNOTATIONS = range(0xFFF9, ord(_OBJECT) + 1)
_TAGS = range(0xE0000, 0xE0080)
_OUTDATED = {0x2028, 0x2029, 0xFEFF, *range(0x206A, 0x2070)}  # separators, marks, digit shapes
_OPENERS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c")
_OPENERS |= dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OVERRIDES = frozenset("\u202d\u202e")
PLACEHOLDER = re.compile(r"%\(\w+\)[-#0+]*+\d*+(?:\.\d+)?[a-zA-Z]|%[sd](?!\w)|\{\w*\}")


def _flaws(text: str, script: str) -> Iterator[tuple[str, str]]:
    if "\N{REPLACEMENT CHARACTER}" in text or (word := mojibake(text)):
        said = f"“{word}” was" if "\N{REPLACEMENT CHARACTER}" not in text else "A part was"
        yield "encoding", f"{said} spoiled on its way from another encoding: write it again."
    if bad := _control_in(text):
        where = text[: text.index(bad)][-20:]
        said = f"It has a character that cannot be seen (U+{ord(bad):04X})"
        said += f" after “{where}”" if where else " at its beginning"
        yield "control", f"{said}: write it again."
    if found := _SCRIPT.search(text):
        yield "script_address", f"It has an address that can run code (“{found[0]}”): remove it."
    if script == "Mymr" and is_zawgyi(text):
        yield "zawgyi", "It is in the Zawgyi encoding, which most phones cannot show: convert it."
    if not _bidi_balanced(text):
        yield "bidi", "It turns the direction of writing without turning it back."
    elif _OVERRIDES.intersection(text):
        yield "bidi", "It has letters drawn in reverse order: write it again."


def _control_in(text: str) -> str | None:
    usual = text.replace("\n", "").replace("\N{NO-BREAK SPACE}", "")
    if usual.isprintable() and _OBJECT not in usual:
        return None  # most texts, without asking about each character
    return next(filter(_is_control, text), None)


def _is_control(character: str) -> bool:
    if character in _LETS_THROUGH:
        return False
    code = ord(character)
    unseen = code in _ANNOTATIONS or code in _TAGS or code in _OUTDATED
    return unseen or unicodedata.category(character) in _NOT_TEXT


def _bidi_balanced(text: str) -> bool:
    if not _TURNS.search(text):
        return True
    waiting: list[str] = []
    for character in text:
        if character in _OPENERS:
            waiting.append(_OPENERS[character])
        elif character in _OPENERS.values():
            if not waiting or waiting.pop() != character:
                return False
        elif waiting and unicodedata.bidirectional(character) == "B":  # the paragraph ends
            return False
    return not waiting


# Doubtful, but possibly right: the user is asked to confirm.

PHONE = re.compile(r"(?<![\w.])(?:\+?1[-. ])?(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)")
WEB = re.compile(r"https?://[^\s<>\"”»]+[\w/]|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
_STREET = re.compile(
    r"\b\d+ (?:[NSEW]\.? )?(?:[A-Z][\w.]* ){1,3}?"
    r"(?:Street|Avenue|Boulevard|Road|Drive|Lane|Way|Place|Parkway|St|Ave|Blvd|Rd|Dr|Ln|Pl|Pkwy)\b"
)
NUMBER = re.compile(r"\d+(?:[.,٬٫'’\u00a0\u202f]\d{3}(?!\d))*(?:[.,٫]\d+)?")
_DECIMAL_MARK = re.compile(r"[.,٫](?!\d{3}$)(?=\d+$)")
_WORD = re.compile(r"[^\W\d_]+")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--|&(?:#\w+|\w+);")
_MONTH_NAMES = (
    ("January", "Jan"),
    ("February", "Feb"),
    ("March", "Mar"),
    ("April", "Apr"),
    ("May",),
    ("June", "Jun"),
    ("July", "Jul"),
    ("August", "Aug"),
    ("September", "Sept", "Sep"),
    ("October", "Oct"),
    ("November", "Nov"),
    ("December", "Dec"),
)
_MONTHS = {name: str(n) for n, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_MONTH = re.compile(r"\b(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b")
_NAMES_OF_SCRIPTS = {
    "Latn": "LATIN",
    "Arab": "ARABIC",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Ethi": "ETHIOPIC",
    "Mymr": "MYANMAR",
    "Hebr": "HEBREW",
    "Grek": "GREEK",
    "Thai": "THAI",
    "Hang": "HANGUL",
    "Kore": "HANGUL",
    "Hans": "CJK",
    "Hant": "CJK",
}


def _warnings(source: str, text: str, language: Language) -> Iterator[tuple[str, str]]:
    kept: list[tuple[str, re.Pattern[str], Callable[[str], str]]] = [
        ("phone", PHONE, _digits),
        ("address", WEB, str),
        ("address", _STREET, str),
    ]
    names = {"phone": "Telephone numbers", "address": "Addresses"}
    if text != text.strip() and source == source.strip():
        yield "spaces", "The text starts or ends with a space."
    for code, pattern, plain in kept:
        has, wants = ([plain(m) for m in pattern.findall(each)] for each in (text, source))
        if difference := _difference(wants, has):
            yield code, f"{names[code]} differ from the English: {difference}."
        source, text = (pattern.sub(" … ", each) for each in (source, text))
    if difference := _numbers(source, text):
        yield "numbers", f"Numbers or dates differ from the English: {difference}."
    if difference := _difference(_MARKUP.findall(source), _MARKUP.findall(text)):
        yield "markup", f"Markup will be shown as plain text: {difference}."
    yield from _of_form(source, text, language)


def _of_form(source: str, text: str, language: Language) -> Iterator[tuple[str, str]]:
    if (doubled := _doubled(text, language.doubled)) and not _doubled(source):
        yield "doubled", f"A word appears twice in a row: “{doubled}”."
    if not _in_script(text, language.script) and text.strip() != source.strip():
        yield "script", "Most of the text is not in this language’s script."
    if text.strip() == source.strip() and len(_WORD.findall(source)) >= 4:
        yield "same", "The text is the same as the English."
    if len(text) > 3 * len(source) + 20:
        yield "length", "The text is more than three times as long as the English."
    elif len(source) > 40 and len(text) * 4 < len(source):
        yield "length", "The text is less than a quarter as long as the English."


def _doubled(text: str, right: str = "") -> str:
    """The first word that is repeated directly after itself, or ""; those in `right` may be."""
    pairs = pairwise(text.split())
    same = (one for one, next_ in pairs if one.casefold() == next_.casefold())
    slips = (word for word in same if not (right and re.fullmatch(right, word, re.IGNORECASE)))
    return next((word for word in slips if unicodedata.category(word[-1])[0] in "LM"), "")


def _numbers(source: str, text: str) -> str:
    """How the numbers differ; a month named in English may be written as a number elsewhere."""
    wants, has = ([_value(n) for n in NUMBER.findall(each)] for each in (source, text))
    months = Counter(_MONTHS[name] for name in _MONTH.findall(source))
    more = Counter(has) - Counter(wants)
    return _difference(wants, list((Counter(has) - (more & months)).elements()))


def _value(number: str) -> str:
    """A number in any script as "1000" or "2.5"; a mark before three digits groups thousands."""
    whole, *decimals = _DECIMAL_MARK.split(number)
    return ".".join([_digits(whole).lstrip("0") or "0", *map(_digits, decimals)])


def _digits(text: str) -> str:
    """The text with the digits of any script as Western ones: "١٬٠٠٠" becomes "1000"."""
    return "".join(str(unicodedata.digit(each)) for each in text if each.isdigit())


def _difference(wants: Iterable[str], has: Iterable[str]) -> str:
    """What is missing and what is extra, as a short phrase; empty if nothing is."""
    wanted, found = Counter(wants), Counter(has)
    parts = {"missing": wanted - found, "not in English": found - wanted}
    named = [f"{each[:40]} ({name})" for name, some in parts.items() for each in some]
    return ", ".join(named[:5])


def _in_script(text: str, script: str) -> bool:
    """Whether at least half of the letters belong to the script; True for an unknown script."""
    name = _NAMES_OF_SCRIPTS.get(script)
    letters = [each for each in text if each.isalpha()]
    if name is None or not letters:
        return True
    own = sum(unicodedata.name(each, "").startswith(name) for each in letters)
    return own * 2 >= len(letters)

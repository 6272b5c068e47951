"""The English is plain and spelled one way; French has its spaces; terms are those of the glossary.

Each list names what readers stumbled over once, so that it does not come back.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import polib
import pytest
from django.conf import settings

from desk.glossary import terms_in
from tests.locale.catalogs import OTHERS, catalog, translated, translations
from tests.locale.english import content, messages, staff_pages, staff_strings, strings_of

Texts = Callable[[], list[tuple[str, str]]]

# Word for word from other languages, bookish, or a riddle to who has never seen the site.
RIDDLES = re.compile(
    r"(?<!things )(?<!each district )\bstands?\b(?! for)|\bis known to\b|\bnot your doing\b"
    r"|\bwho subscribes\b|\bof (?:now|when)\b"
    r"|\bwhom\b|\b(?:come|came) about\b|\bmeanwhile\b|\bsomebody\b|\bempty: |^such as\b|\bbeneath\b"
    r"|\b(?:un)?tick(?:ed)?\b|\barrive whole\b|\bslip of the pen\b|\blie ahead\b|\bby this day\b"
    r"|\bsaid to be so\b|\bfits? what you asked\b|\bwhether [^.]* is not known\b|\banew\b"
    r"|\bis not understood as\b|\bright to this\b|\bto be done\b|\bthis is no\b"
    r"|\ball that (?:was|were)\b",
    re.IGNORECASE,
)
BRITISH = re.compile(
    r"\b(?:neighbour|colour|favour|programme|catalogue|cancelled|centre|licence|whilst|grey"
    r"|(?:organ|recogn|final|util|real)is(?:e|ing|ation))",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
STRAIGHT = re.compile(r"(?<=\w)'(?=\w)")
# French sets a no-break space before these marks and within these quotation marks.
FRENCH = re.compile(r"(?<![\u00a0\u202f])[;!?»]|(?<![\u00a0\u202f\d]):(?!//)|«(?![\u00a0\u202f])")
# Terms that a message has to put otherwise than the glossary does, which gives their noun.
PUT_OTHERWISE = {
    ("ru", "Under way"),
    ("ru", "Past"),
}

everything = pytest.mark.parametrize("texts", [messages, content, staff_strings, staff_pages])


@pytest.mark.parametrize("texts", [staff_strings, staff_pages])
def test_english_for_staff_has_no_riddles(texts: Texts) -> None:
    assert [found for found in texts() if RIDDLES.search(found[1])] == []


def test_english_for_families_has_no_riddles(messages_of_code: polib.POFile) -> None:
    texts = [text for entry in messages_of_code for text in (entry.msgid, entry.msgid_plural)]
    assert [text for text in texts if RIDDLES.search(_PLACEHOLDER.sub("", text))] == []


@everything
@pytest.mark.parametrize("pattern", [BRITISH, STRAIGHT])
def test_english_is_spelled_the_american_way(texts: Texts, pattern: re.Pattern[str]) -> None:
    assert [found for found in texts() if pattern.search(found[1])] == []


@pytest.mark.parametrize(
    "text",
    [
        "Which documents say what stands here, and of when.",
        "Empty: not known.",
        "Such as Colorado.",
        "It is not your doing.",
        "Untick Delete.",
        "Whether it was held is not known.",
        "Each district’s helpline stands on its pages.",
        "The page did not arrive whole.",
    ],
)
def test_riddles_of_before_are_recognized(text: str) -> None:
    assert RIDDLES.search(text)
    assert not RIDDLES.search("SRO stands for school resource officer, such as one at Lake.")


def test_strings_are_found_in_calls_and_formatted_texts_and_not_in_docstrings() -> None:
    code = 'def f():\n    """Not this one."""\n    g(h="a label", *[f"{x} too many"])\n'
    assert strings_of(code) == [(3, "a label"), (3, " too many")]


def test_french_has_its_no_break_spaces() -> None:
    texts = [text for entry in catalog("fr") for text in translations(entry)]
    assert len(texts) > 300
    assert [text for text in texts if FRENCH.search(text)] == []
    assert FRENCH.search("Où : ici")
    assert not FRENCH.search("Où\u00a0: à 5:30, https://example.org")


def test_french_content_has_its_no_break_spaces() -> None:
    files = sorted((Path(settings.BASE_DIR) / "content").glob("*.yaml"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    french = [line.partition("fr:")[2] for line in lines if line.lstrip().startswith("fr:")]
    assert french
    assert [text for text in french if FRENCH.search(text)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_message_that_is_a_term_is_translated_as_the_glossary_says(language: str) -> None:
    odd = [
        (entry.msgid, entry.msgstr) for entry in translated(language) if _strays(entry, language)
    ]
    assert odd == []


def _strays(entry: polib.POEntry, language: str) -> bool:
    """Whether a message that is a term has no word of its translation in the glossary."""
    if entry.msgid.lower() not in cells_of_the_glossary():  # to look for terms takes long
        return False
    named = [
        term for term in terms_in(entry.msgid, language) if term.english == entry.msgid.lower()
    ]
    if not named or (language, entry.msgid) in PUT_OTHERWISE:
        return False
    words = [word for term in named for word in re.findall(r"\w+", term.translation.casefold())]
    return not any(word[:4] in entry.msgstr.casefold() for word in words)


@cache
def cells_of_the_glossary() -> set[str]:
    text = (Path(settings.LOCALE_PATHS[0]) / "GLOSSARY.md").read_text(encoding="utf-8")
    return {cell.strip() for cell in re.split(r"[|\n]", text)}

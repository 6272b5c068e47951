"""How a translation uses the terms of the glossary: words that it should not have, and forms."""

import re
from collections.abc import Iterable, Sequence

from desk.glossary import Term, terms_in
from languages.characters import fold, is_blank
from languages.checks import Problem

NOT_WANTED = "The glossary does not want “{0}” for “{1}”, but “{2}”."
LACKING = "The glossary has “{0}” for “{1}”, and no form of it is in the translation."
_IN_PARENTHESES = re.compile(r"\s*\([^)]*\)")
# Letters that come and go as Arabic words are inflected, and the article; as `fold` leaves them.
_ARABIC = re.compile(r"\bال|[اويهء]")
_ETHIOPIC = range(0x1200, 0x1360)  # eight forms of each consonant, one after the other


def misused(text: str, terms: Iterable[Term]) -> list[Problem]:
    """What a translation says in words that the glossary does not want, as questions."""
    folded = fold(text)
    return [
        Problem("glossary", NOT_WANTED.format(word, term.english, term.translation), refuses=False)
        for term in terms
        for word in term.avoided
        if re.search(rf"(?<!\w){re.escape(fold(word))}(?!\w)", folded)
    ]


def misused_for(source: str, text: str, language: str, own: Sequence[Term]) -> list[Problem]:
    """The same for a translation of an English `source`, whose terms are looked for if needed."""
    return misused(text, terms_in(source, language, own)) if misused(text, own) else []


def lacking(text: str, terms: Iterable[Term]) -> list[str]:
    """Remarks on terms of which a translation has no form, as sentences.

    As words are inflected, it is enough that the text has the beginning of one word of the term.
    """
    if is_blank(text):
        return []
    bare = _bare(text)
    return [
        LACKING.format(term.translation, term.english)
        for term in terms
        if not any(_begins_in(bare, form) for form in term.forms)
    ]


def _begins_in(bare: str, form: str) -> bool:
    words = _bare(_IN_PARENTHESES.sub("", form).strip() or form.strip("()")).split()
    long = [word for word in words if len(word) > 2] or words
    return any(word[: max(3, len(word) // 2 + 1)] in bare for word in long)


def _bare(text: str) -> str:
    """A text without what inflection changes within its words."""
    folded = _ARABIC.sub("", fold(text))
    return "".join(chr(ord(c) & ~7) if ord(c) in _ETHIOPIC else c for c in folded)

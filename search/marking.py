"""Marks in a text what was searched for, wherever the folded text has it; knows no model."""

import unicodedata
from collections.abc import Iterable, Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from languages.characters import fold
from search.terms import Term

AROUND = 90  # letters of a long text that are shown before the first mark, and twice as many after
_NEAR = 20  # letters within which a space is looked for to cut at

Span = tuple[int, int]


def folded_with_places(text: str) -> tuple[str, list[Span]]:
    """The text as `fold` makes it, save for the spaces at its ends, and for each of its letters the
    part of `text` from which it comes."""
    folded: str = ""
    places: list[Span] = []
    for start, end in _letters(text):
        made = fold(f"x{text[start:end]}x")[1:-1]
        if made == " " and folded.endswith(" "):
            continue
        folded += made
        places += [(start, end)] * len(made)
    return folded, places


def _letters(text: str) -> Iterator[Span]:
    """Each letter with the marks that belong to it: where it begins and ends."""
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or unicodedata.category(text[place])[0] != "M":
            yield start, place
            start = place


def spans(text: str, terms: Iterable[Term]) -> list[Span]:
    """The parts of a text, in order and apart from each other, that are one of the terms."""
    folded, places = folded_with_places(text)
    found: list[Span] = []
    for term in terms:
        start = folded.find(term.text)
        while start >= 0:
            last = start + len(term.text) - 1
            found.append((places[start][0], places[last][1]))
            start = folded.find(term.text, last + 1)
    return _merged(found)


def _merged(found: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def marked(text: str, found: Iterable[Span]) -> SafeString:
    """The text as HTML, with these parts of it marked."""
    pieces, end = [], 0
    for start, until in found:
        pieces += [
            format_html("{}", text[end:start]),
            format_html("<mark>{}</mark>", text[start:until]),
        ]
        end = until
    return format_html_join("", "{}", ((piece,) for piece in (*pieces, text[end:])))


def excerpt(text: str, found: list[Span]) -> SafeString:
    """The part of a text around its first mark, as HTML; the whole text if it is short."""
    first = found[0][0] if found else 0
    start, end = _cut(text, first - AROUND), _cut(text, first + 2 * AROUND)
    start, end = (0 if first <= AROUND else start), (end or len(text))
    inside = [(a - start, min(b, end) - start) for a, b in found if a >= start and a < end]
    html = marked(text[start:end].rstrip(), inside)
    return format_html("{}{}{}", "… " if start else "", html, " …" if end < len(text) else "")


def _cut(text: str, place: int) -> int:
    """A place near `place` that is behind a space, or at least between two letters; 0 outside."""
    if not 0 < place < len(text):
        return 0
    space = text.find(" ", place, place + _NEAR)
    if space >= 0:
        return space + 1
    while place < len(text) and unicodedata.category(text[place])[0] == "M":
        place += 1
    return place

"""The nearest spelling of what was not found, from the words of what is public there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from districts.readable import Reader
from languages.characters import fold
from languages.registry import SOURCE
from search import finding
from search.kinds import kinds, said_in
from search.ranking import FoundRow
from search.terms import Asked, Term, words_of

SHORTEST = 3  # letters: of shorter words, everything is near
MOST = 2000  # rows whose words are looked at


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word of a suggestion; `is_english` if it comes from an English text on another page."""

    word: str
    is_english: bool = False


def nearest(asked: Asked, reader: Reader, district: int | None) -> list[Spelled]:
    """The query with each word that nothing has in the nearest spelling; empty if there is none."""
    if not asked.terms:
        return []
    rows = finding.all_rows(reader, district, MOST)
    known: dict[str, FoundRow] = {}
    for row in rows:
        for word in row.text.split():
            known.setdefault(word, row)
    said = [_nearest(term, known, reader) for term in asked.terms]
    return [each for each in said if each] if all(said) else []


def _nearest(term: Term, known: dict[str, FoundRow], reader: Reader) -> Spelled | None:
    if " " in term.text:
        return Spelled(f'"{term.text}"' if term.when is None else term.text)
    if any(term.text in word for word in known):
        return Spelled(term.text)
    limit = 1 if len(term.text) < 5 else 2
    near = [(far, word) for word in known if (far := distance(term.text, word, limit)) <= limit]
    if len(term.text) < SHORTEST or not near:
        return None
    word = min(near)[1]
    return _as_written(word, known[word], reader)


def _as_written(word: str, row: FoundRow, reader: Reader) -> Spelled:
    """The folded word as its record writes it."""
    records: dict[Any, Any] = finding.load(reader, [row])
    for record in records.values():
        for text, language in _texts(row.kind, record, reader.language):
            written = next((each for each in words_of(text) if fold(each) == word), "")
            if written:
                return Spelled(written, language == SOURCE != reader.language)
    return Spelled(word)


def _texts(kind: str, record: Any, language: str) -> Iterable[tuple[str, str]]:
    """What it says, with the language; names are in none."""
    searched = kinds()[kind]
    for name in searched.fields:
        if name in searched.worded:
            yield from ((said_in(record, name, code), code) for code in (language, SOURCE))
        else:
            yield said_in(record, name, language), ""


def distance(one: str, other: str, limit: int) -> int:
    """How many letters to change, add, leave out, or exchange with the next; above `limit`, any
    number above it."""
    if abs(len(one) - len(other)) > limit or len({*one} ^ {*other}) > 2 * limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, sign in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != sign))
            swapped = (
                row > 1 and column > 1 and letter == other[column - 2] and sign == one[row - 2]
            )
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        before, last = last, line
        if min(last) > limit:
            return limit + 1
    return last[-1]

"""What somebody searches for, read from what they typed; knows no model."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from languages.burmese import from_zawgyi, is_zawgyi
from languages.characters import fold, in_one_line
from languages.edtf import PartialDate
from languages.said_dates import dates_in

Days = tuple[date | None, date | None]  # first and last day, None if open or unknown

LONGEST = 200  # letters that are read; a query that means something is far shorter
MOST = 8  # terms that are looked for
# Full stops are left out when a text is folded; in a date they part its numbers.
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that have to be in a text; or what they say as a date has to be its time."""

    text: str
    when: PartialDate | None = None

    def is_in(self, text: str, days: Days = (None, None)) -> bool:
        """Whether a folded text has it, or it names a time that the `days` overlap."""
        return self.text in text or self.is_time_of(days)

    def is_time_of(self, days: Days) -> bool:
        """Whether it is a date, and something with these days takes place then."""
        return self.when is not None and overlap(self.when, days)

    def is_word_in(self, text: str) -> bool:
        """Whether a folded text has it as a word of its own, and not only as a part of one."""
        start = text.find(self.text)
        while start >= 0:
            end = start + len(self.text)
            if not (_is_letter(text[start - 1 : start]) or _is_letter(text[end : end + 1])):
                return True
            start = text.find(self.text, start + 1)
        return False


@dataclass(frozen=True, slots=True)
class Asked:
    """What to find; `said` is how it was typed, in Unicode. Without terms, nothing was asked.

    `was_zawgyi`: it was typed in Zawgyi. `is_cut`: it was longer than what is read.
    """

    said: str
    terms: tuple[Term, ...]
    was_zawgyi: bool = False
    is_cut: bool = False

    def matches(self, text: str, days: Days = (None, None)) -> bool:
        """Whether all terms are in a folded text, or name its time."""
        return all(term.is_in(text, days) for term in self.terms)


def understand(
    typed: str, language: str, folded_by: Callable[[str], str] = fold, *, convert: bool = False
) -> Asked:
    """Read a query as a reader of `language` means it; `convert`: take it for Zawgyi."""
    said = in_one_line(typed[:LONGEST])
    was_zawgyi = bool(said) and (convert or is_zawgyi(said))
    if was_zawgyi:
        said = from_zawgyi(said)
    dated = _DOTTED.sub(r"\1/\2/\3", said)
    terms = tuple(dict.fromkeys(_terms(folded_by(dated), language)))
    return Asked(said, terms[:MOST], was_zawgyi, len(typed) > LONGEST or len(terms) > MOST)


def overlap(when: PartialDate, days: Days) -> bool:
    """Whether something that has these first and last days takes place at the time `when`."""
    first, last = days
    if first is None:
        return False
    return first <= (when.upper or date.max) and when.lower <= (last or date.max)


def _terms(folded: str, language: str) -> Iterator[Term]:
    """Dates, what stands in quotation marks, and words."""
    parts = folded.split('"')
    for number, part in enumerate(parts):
        is_quoted = number % 2 == 1 and number < len(parts) - 1
        yield from _words([part]) if is_quoted else _said(part, language)


def _said(text: str, language: str) -> Iterator[Term]:
    end = 0
    for each in dates_in(text, language):
        yield from _words(text[end : each.start].split())
        yield Term(each.words, each.when)
        end = each.start + len(each.words)
    yield from _words(text[end:].split())


def _words(words: list[str]) -> Iterator[Term]:
    for word in words:
        bare = _trimmed(word)
        if bare:
            yield Term(bare)


def _trimmed(word: str) -> str:
    """Without the signs around it, such as commas and brackets; of signs alone nothing is left."""
    places = [place for place, sign in enumerate(word) if _is_letter(sign)]
    return word[places[0] : places[-1] + 1] if places else ""


def _is_letter(sign: str) -> bool:
    """Whether it is a letter, a mark of one, or a digit; "" is none."""
    return bool(sign) and unicodedata.category(sign)[0] in "LMN"


def words_of(text: str) -> Iterator[str]:
    """The words of a text as they are written, without the signs around them."""
    for part in re.split(r"[\s\-‐-―/]+", text):
        if word := _trimmed(part):
            yield word

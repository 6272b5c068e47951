"""What a text of the interface may not have: what would break the page that shows it.

Templates and code put values into these texts, and show their markup as it is.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from string import Formatter

from languages.characters import is_blank
from languages.checks import Problem, check

_PERCENT = re.compile(r"%(?:\(\w+\))?[-#0+ ]*\d*(?:\.\d+)?[a-zA-Z%]?")
_FIELD = re.compile(r"\{\w*\}")
_MARKUP = re.compile(r"<[^<>]*>?|&(?:#?\w+;)?|>")
_SAMPLE = range(1001)  # numbers by which the meaning of a plural form is told


def numbers_of(form: int, plural: Callable[[int], int]) -> list[int]:
    """The numbers up to 1000 that take a plural form."""
    return [number for number in _SAMPLE if plural(number) == form]


def problems_of(source: str, text: str, language: str, *, one_number: bool) -> list[Problem]:
    """The problems of `text`, a translation of the English `source`, as English sentences.

    `one_number`: it is a plural form of a single number, which it may say in words.
    """
    if is_blank(text):
        return []
    found = [each for each in check(source, text, language) if each.code not in _OWN]
    said = _placeholders(source, text, one_number), _of_markup(source, text)
    return [*(Problem(code, words, refuses=True) for each in said for code, words in each), *found]


_OWN = ("placeholders", "markup")  # checked here more strictly


def _placeholders(source: str, text: str, one_number: bool) -> Iterator[tuple[str, str]]:
    wants, has = Counter(_PERCENT.findall(source)), Counter(_PERCENT.findall(text))
    wants, has = wants + Counter(_FIELD.findall(source)), has + Counter(_FIELD.findall(text))
    if _FIELD.search(source) and not _is_format(text):
        yield "placeholders", "A brace { or } of a placeholder is missing."
        return
    missing, more = wants - has, has - wants
    if more or (missing and not (one_number and missing.total() == 1)):
        named = ", ".join([*missing, *(f"{each} (not in English)" for each in more)])
        yield "placeholders", f"Placeholders have to stay as they are in English: {named}."


def _is_format(text: str) -> bool:
    """Whether values can be put in, and nothing of theirs."""
    try:
        found = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        return False
    return all(re.fullmatch(r"\w*", name) for name in found)


def _of_markup(source: str, text: str) -> Iterator[tuple[str, str]]:
    wants, has = Counter(_MARKUP.findall(source)), Counter(_MARKUP.findall(text))
    if wants != has:
        named = ", ".join([*(wants - has), *(has - wants)])
        yield "markup", f"Markup has to stay as it is in English: {named}."

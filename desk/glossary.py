"""Finds terms in a text: those of `locale/GLOSSARY.md`, and those that were written on the desk."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from languages.checks import PLACEHOLDER
from languages.registry import SOURCE

_PLURAL = re.compile(r"\s*\(pl\. ([^)]*)\)")


class Term(NamedTuple):
    """An English term with its translation, or with a note on how to translate it.

    `avoided`: words that are not to be used for it; `also`: others that are as right.
    """

    english: str
    translation: str
    note: str = ""
    avoided: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def forms(self) -> list[str]:
        """What a text may have: "presencial / en línea" has two forms, "أسرة (pl. أسر)" too."""
        parts = re.split(" / |;", self.translation)
        both = ((_PLURAL.sub("", part).strip(), *_PLURAL.findall(part)) for part in parts)
        return list(dict.fromkeys([*chain(*both), *self.also]))


def terms_in(text: str, language: str, own: Iterable[Term] = ()) -> list[Term]:
    """The terms in an English text, in their order there; `own` before those of the file.

    Of two terms at the same place the longer one is used: "school year" and not "school".
    """
    found: dict[int, Term] = {}
    text = _masked(PLACEHOLDER, text)
    for pattern, term in _both(language, own):
        if first := pattern.search(text):
            found.setdefault(first.start(), term)
            text = _masked(pattern, text)
    return list(dict.fromkeys(found[place] for place in sorted(found)))


def file_terms(language: str) -> list[Term]:
    """All terms of the file that say something for a language, by their English."""
    rows = {row[SOURCE]: row[language] for _, row in _terms() if row.get(language)}
    return [Term(english, rows[english]) for english in sorted(rows, key=str.lower)]


def _both(language: str, own: Iterable[Term]) -> list[tuple[re.Pattern[str], Term]]:
    """A pattern for each spelling of a term, the longest first; `own` ones in place of others."""
    mine = [(written, term) for term in own for written in _ways_to_write(term.english)]
    mine.sort(key=lambda each: -len(each[0]))
    known = {written.lower() for written, _ in mine}
    theirs = [
        (pattern, Term(row[SOURCE], row[language]))
        for pattern, row in _terms()
        if row.get(language) and not known & {w.lower() for w in _ways_to_write(row[SOURCE])}
    ]
    both = [(_pattern(written), term) for written, term in mine] + theirs
    return sorted(both, key=lambda each: -len(each[0].pattern))


def _masked(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda match: "\0" * len(match[0]), text)


def _terms() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    path = Path(settings.LOCALE_PATHS[0]) / "GLOSSARY.md"
    return _read(path, path.stat().st_mtime_ns) if path.exists() else []


@lru_cache(maxsize=1)
def _read(path: Path, changed: int) -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """A pattern for each spelling of a term, and its row of the tables; the longest comes first."""
    found: list[tuple[str, dict[str, str]]] = []
    columns = None
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            columns = None
        elif columns is None:
            columns = cells
        elif SOURCE in columns and set(line) - set("|-: "):
            row = dict(zip(columns, cells, strict=False))
            found += [(written, row) for written in _ways_to_write(row[SOURCE])]
    found.sort(key=lambda each: -len(each[0]))
    return [(_pattern(written), row) for written, row in found]


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(written)}(?:s|es)?(?!\w)", re.IGNORECASE)


def _ways_to_write(term: str) -> list[str]:
    """ "in person / online" gives two; "resolution (of a board)" gives "resolution"."""
    parts = (re.sub(r"\s*\([^)]*\)", "", part) or part.strip() for part in term.split(" / "))
    return [part for part in parts if part]

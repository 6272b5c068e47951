"""Finds the terms of `locale/GLOSSARY.md` in a text."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from languages.registry import SOURCE


class Term(NamedTuple):
    """An English term with its translation, or with a note on how to translate it."""

    english: str
    translation: str


def terms_in(text: str, language: str) -> list[Term]:
    """The glossary's terms in an English text, in their order there.

    Of two terms at the same place the longer one is used: "school year" and not "school".
    """
    found: dict[int, Term] = {}
    for pattern, row in _terms():
        first = pattern.search(text)
        if first and row.get(language):
            found.setdefault(first.start(), Term(row[SOURCE], row[language]))
            text = pattern.sub(lambda match: "\0" * len(match[0]), text)
    return list(dict.fromkeys(found[place] for place in sorted(found)))


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
    parts = (re.sub(r"\s*\([^)]*\)", "", part) or part.strip("() ") for part in term.split(" / "))
    return [part for part in parts if part]

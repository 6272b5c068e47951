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
    for written, row in _terms():
        pattern = re.compile(rf"(?<!\w){re.escape(written)}(?:s|es)?(?!\w)", re.IGNORECASE)
        first = pattern.search(text)
        if first and row.get(language):
            found.setdefault(first.start(), Term(row[SOURCE], row[language]))
            text = pattern.sub(lambda match: "\0" * len(match[0]), text)
    return list(dict.fromkeys(found[place] for place in sorted(found)))


def _terms() -> list[tuple[str, dict[str, str]]]:
    path = Path(settings.LOCALE_PATHS[0]) / "GLOSSARY.md"
    return _read(path, path.stat().st_mtime_ns) if path.exists() else []


@lru_cache(maxsize=1)
def _read(path: Path, changed: int) -> list[tuple[str, dict[str, str]]]:
    """Each spelling of a term with its row of the tables, the longest spelling first."""
    found, columns = [], None
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            columns = None
        elif columns is None:
            columns = cells
        elif SOURCE in columns and set(line) - set("|-: "):
            row = dict(zip(columns, cells, strict=False))
            found += [(written, row) for written in _ways_to_write(row[SOURCE])]
    return sorted(found, key=lambda each: -len(each[0]))


def _ways_to_write(term: str) -> list[str]:
    """ "in person / online" gives two; "resolution (of a board)" gives "resolution"."""
    parts = (re.sub(r"\s*\([^)]*\)", "", part) or part.strip("() ") for part in term.split(" / "))
    return [part for part in parts if part]

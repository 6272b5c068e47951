"""What readers search for and what they have to find: `table.tsv`, over the records `records.tsv`.

A row of the table is a language, a query, and the name of a record that has to be among those that
are found; `-` stands for nothing. A record is its name, its time (EDTF), and its title in each
language; where one is missing it is shown in English.
"""

from dataclasses import dataclass
from pathlib import Path

from languages.registry import LANGUAGES, SOURCE

NOTHING = "-"
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """A query of a reader of `language`, and what it finds."""

    language: str
    query: str
    finds: str


@dataclass(frozen=True, slots=True)
class Record:
    """`words` are its titles, without the languages into which it is not translated."""

    name: str
    when: str | None
    words: dict[str, str]


def _lines(name: str) -> list[list[str]]:
    text = (_HERE / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


ROWS = [Row(*cells) for cells in _lines("table.tsv")]
RECORDS = [
    Record(
        name,
        when or None,
        {code: said for code, said in zip(LANGUAGES, titles, strict=True) if said},
    )
    for name, when, *titles in _lines("records.tsv")
]
assert all(SOURCE in record.words for record in RECORDS)

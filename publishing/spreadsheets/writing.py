"""Writes the records of a list as CSV, and the empty file to begin with."""

from collections.abc import Iterator
from typing import Any

from publishing.spreadsheets.files import COMMENT, neutral, written
from publishing.spreadsheets.kinds import Kind

CHUNK = 500  # records that are loaded at once


def csv_of(kind: Kind, records: Any) -> str:
    """The records with their rows: imported again as it is, it changes nothing."""
    lines = (line for record in _in_chunks(kind, records) for line in kind.lines(record))
    return written([kind.header, *([neutral(cell) for cell in line] for line in lines)])


def template_of(kind: Kind) -> str:
    """The names of the columns, and two comments: what to write in each, and an example."""
    rows = [[said for _, said, _ in kind.described], [like for _, _, like in kind.described]]
    comments = [[f"{COMMENT} {row[0]}".strip(), *row[1:]] for row in rows]
    return written([kind.header, *([neutral(cell) for cell in row] for row in comments)])


def _in_chunks(kind: Kind, records: Any) -> Iterator[Any]:
    return kind.records(records).iterator(chunk_size=CHUNK)

"""CSV with the columns of Weblate and translate-toolkit: out, and in again. Pure."""

import codecs
from collections.abc import Iterable
from contextlib import suppress

from desk.exchange.reading import SEEN, SIZE_LIMIT, Catalog, Entry
from desk.exchange.rows import Row
from publishing.imports import FileError, text_of
from publishing.spreadsheets.files import columns_in, lines_of, neutral, plain, written

COLUMNS = (
    "location",
    "source",
    "target",
    "id",
    "fuzzy",
    "context",
    "translator_comments",
    "developer_comments",
)
NEEDED = {"source", "target", "context"}
_FUZZY = {"true", "1", "yes", "x", "fuzzy"}
_ADVICE = "Export one district at a time."


def is_table(data: bytes) -> bool:
    """Whether the first line names the columns of such a file."""
    with suppress(FileError, UnicodeError):
        first = _text(data[:1000]).splitlines()[:3]
        return {*columns_in("\n".join(first), COLUMNS)} >= NEEDED
    return False


def write(rows: Iterable[Row], binding: str) -> bytes:
    """A file of these texts; `binding` ties each of them to this site."""
    lines = [COLUMNS, *(_line(row, binding) for row in rows)]
    return codecs.BOM_UTF8 + written(lines).encode()  # the mark tells Excel that it is UTF-8


def _line(row: Row, binding: str) -> list[str]:
    before = f"Translated from: {row.before}" if row.is_stale and row.before else ""
    fuzzy, comments = str(row.is_stale), "\n".join(filter(None, (before, *row.comments)))
    cells = [binding, row.source, row.text, "", fuzzy, row.key, "", comments]
    return [neutral(cell) for cell in cells]


def read(data: bytes) -> Catalog:
    """The entries of a file. Raises FileError."""
    catalog = Catalog()
    for line in lines_of(_text(data), COLUMNS, NEEDED):
        cells = {name: _cell(line.cells.get(name, "")) for name in COLUMNS}
        if catalog.headers and catalog.headers != _headers(cells["location"]):
            raise FileError(line.number, "Its “location” differs from the one before.")
        catalog.headers = _headers(cells["location"])
        catalog.add(_entry(line.number, cells))
    if not catalog.entries:
        raise FileError(1, "There are no texts in it.")
    return catalog


def _headers(bound: str) -> dict[str, str]:
    return {"x-sro-export": bound, "language": "".join(bound.split()[1:2])}


def _entry(number: int, cells: dict[str, str]) -> Entry:
    notes = cells["developer_comments"].splitlines()
    seen = [found[1] for each in notes if (found := SEEN.fullmatch(each.strip()))]
    fuzzy = cells["fuzzy"].strip().lower() in _FUZZY
    texts = (cells["context"], cells["source"], cells["target"])
    return Entry(number, *texts, seen[-1] if seen else None, fuzzy)


def _text(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with suppress(UnicodeError):  # what is not even UTF-16 is told to be no UTF-8
            data = data.decode("utf-16").encode()
    return text_of(data, SIZE_LIMIT, _ADVICE, "In Excel, save it as “CSV UTF-8”.")


def _cell(written_as: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from computing it."""
    text = written_as.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return plain(text)
    except ValueError:
        return text

"""Reads a file of a spreadsheet into lines of cells by column, and writes such a file.

Pure. It takes what spreadsheets save: an Excel workbook, or text separated by commas, semicolons
or tabs, in UTF-8 or in UTF-16 with its mark, with empty lines and columns. Lines are counted as a
spreadsheet numbers its rows, from 1. A line that begins with # is a comment.
"""

import codecs
import csv
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO

from languages.characters import fold, in_one_line
from publishing.imports import FileError, check_lines, text_of
from publishing.spreadsheets.workbooks import is_workbook, rows_of

LIMIT = 1024 * 1024
LINE_LIMIT = 5000  # each is listed before it is imported
COMMENT = "#"
_SEPARATORS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r"\A\s*\"?sep=([,;\t])\"?[ \t]*(?=[\r\n])", re.IGNORECASE)  # of Excel
_SPLIT_IT = "Split it into smaller files."
_IN_UTF_8 = "In Excel, save it as “CSV UTF-8”."
_Rows = Iterator[tuple[int, list[str]]]
# What a spreadsheet computes instead of showing it, and the same after our apostrophes.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `cells` by column, as they stand in the file; `beyond` the last named column."""

    number: int
    cells: dict[str, str]
    beyond: str = ""


def text_in(data: bytes) -> str:
    """The text of a file as a spreadsheet saves it; a workbook as CSV. Raises FileError."""
    if len(data) <= LIMIT and is_workbook(data):
        cells = rows_of(data, LINE_LIMIT)
        data = written([[neutral(cell) for cell in row] for row in cells], "\n").encode()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with suppress(UnicodeError):  # what is not even UTF-16 is told to be no UTF-8
            data = data.decode("utf-16").encode()
    text = text_of(data, LIMIT, _SPLIT_IT, _IN_UTF_8)
    check_lines(text, LINE_LIMIT, _SPLIT_IT)
    return text


def columns_in(text: str, columns: Collection[str]) -> list[str]:
    """The names of the columns of a file, some of which may be unknown. Raises FileError."""
    _, header, _ = _read(text, columns)
    return header


def lines_of(text: str, columns: Collection[str], required: Collection[str]) -> Iterator[Line]:
    """The lines that are not empty. Raises FileError.

    `columns` names those that are known. One of `required` has to be there.
    """
    number, header, filled = _read(text, columns)
    _check_header(header, number, columns, required)
    try:
        for number, values in filled:
            named = [*header, *[""] * (len(values) - len(header))]
            pairs = list(zip(named, values, strict=False))
            cells = dict.fromkeys(filter(None, header), "")
            cells |= {name: value for name, value in pairs if name}
            beyond = in_one_line("".join(value for name, value in pairs if not name))
            yield Line(number, cells, beyond)
    except csv.Error as error:
        raise _no_csv(number + 1, error) from error


def _read(text: str, columns: Collection[str]) -> tuple[int, list[str], _Rows]:
    """The number of the first line, the names in it, and the filled lines that follow."""
    # The end of the line that names the separator stays: a row that no spreadsheet shows.
    rest = StringIO(_SEPARATOR_LINE.sub("", text), newline="")
    reader = csv.reader(rest, delimiter=_separator(text, columns), strict=True)
    rows = enumerate(reader, 0 if _SEPARATOR_LINE.match(text) else 1)
    filled = ((number, values) for number, values in rows if _is_filled(values))
    try:
        number, names = next(filled, (1, []))
    except csv.Error as error:
        raise _no_csv(1, error) from error
    return number, [_column(name) for name in names], filled


def _no_csv(line: int, error: csv.Error) -> FileError:
    return FileError(line, f"It is not CSV: {error}. Separate the columns with commas.")


def written(rows: Iterable[Iterable[str]], end: str = "\r\n") -> str:
    """Rows of cells as CSV."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator=end).writerows(rows)
    return text.getvalue()


def neutral(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: `plain` makes the same text of it again."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """The text of a cell. Raises ValueError for one that a spreadsheet would compute."""
    if not _FORMULA.match(cell):
        return cell
    if not cell.startswith("'"):
        said = f"“{cell[:40]}” looks like a spreadsheet formula. If it is meant as text, write an "
        raise ValueError(f"{said}apostrophe (') before it.")
    return cell[1:]


def _is_filled(values: list[str]) -> bool:
    return any(map(in_one_line, values)) and not values[0].lstrip().startswith(COMMENT)


def _separator(text: str, columns: Collection[str]) -> str:
    """The one that the file names, or else the one by which its first line that is not empty has
    most columns that are known."""
    if named := _SEPARATOR_LINE.match(text):
        return named[1]
    first = next((line for line in text.splitlines() if in_one_line(line).strip(",; ")), "")
    return max(_SEPARATORS, key=lambda sign: sum(_column(n) in columns for n in first.split(sign)))


def _column(name: str) -> str:
    """The name of a column as it is written at the top of the file: “Decided by” is decided_by."""
    return fold(name).strip('"').replace(" ", "_")


def _check_header(
    header: list[str], line: int, columns: Collection[str], required: Collection[str]
) -> None:
    named = f"The columns are: {', '.join(columns)}."
    known = [name for name in header if name]
    if unknown := [name for name in known if name not in columns]:
        raise FileError(line, f"There is no column “{unknown[0][:40]}”. {named}")
    if len(set(known)) != len(known):
        raise FileError(line, f"A column appears twice. {named}")
    if not {*known} & {*required}:
        needed = " or ".join(f"“{name}”" for name in required)
        raise FileError(
            line, f"The first line must name the columns. {needed} is required. {named}"
        )

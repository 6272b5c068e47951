"""Reads a CSV file of schools and decisions about them, and reports errors line by line.

Pure: a file in, rows and refusals out. It takes what spreadsheets save: separated by commas,
semicolons or tabs, in UTF-8 or in UTF-16 with its mark, with empty lines and columns. The
columns, in any order, are `name` (required), `address` (else made of the name), and of a decision
`decided_by`, `outcome`, `decided` and `effective`, the last two as dates in the English that
staff type.
"""

import codecs
import csv
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import StringIO

from django.core.exceptions import ValidationError

from districts.addresses import address_of, validate_not_reserved, validate_slug
from languages.characters import fold, in_one_line, without_marks
from languages.checks import flaws
from languages.date_input import is_unknown, understand
from languages.edtf import EDTFError, PartialDate
from languages.registry import SOURCE
from publishing.imports import FileError, text_of

LIMIT = 1024 * 1024
LINE_LIMIT = 5000  # each is listed before it is imported
COLUMNS = {  # with the largest number of characters
    "name": 200,
    "address": 80,
    "decided_by": 300,
    "outcome": 32,
    "decided": 100,
    "effective": 100,
}
_FORMULA = ("=", "+", "-", "@")
_SEPARATORS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r"\A\s*\"?sep=([,;\t])\"?[ \t]*(?=[\r\n])")  # of Excel
_SPLIT_IT = "Split it into smaller files."
_IN_UTF_8 = "In Excel, save it as “CSV UTF-8”."


class LineError(ValueError):
    """One line cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """The decision on a line; `decided` and `effective` are None if not known."""

    decided_by: str
    outcome: str
    decided: PartialDate | None
    effective: PartialDate | None

    @property
    def key(self) -> tuple[str, str]:
        """Identifies a decision about one school: who decided, and when."""
        return fold(self.decided_by), str(self.decided or "")


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school on one line of the file, counted from 1, with the decision if the line has one."""

    line: int
    name: str
    slug: str
    decision: DecisionRow | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that cannot be used, counted from 1, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class Reading:
    """What was read from a file: the usable rows, and the refused lines."""

    rows: list[SchoolRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def text_in(data: bytes) -> str:
    """The text of a file as a spreadsheet saves it. Raises FileError."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with suppress(UnicodeError):  # what is not even UTF-16 is told to be no UTF-8
            data = data.decode("utf-16").encode()
    text = text_of(data, LIMIT, _SPLIT_IT, _IN_UTF_8)
    if max(map(text.count, "\n\r")) > LINE_LIMIT:
        raise FileError(LINE_LIMIT + 1, f"The file has more than {LINE_LIMIT} lines. {_SPLIT_IT}")
    return text


def read_rows(data: bytes, outcomes: Collection[str]) -> Reading:
    """Read a file whose decisions may have these outcomes. Raises FileError."""
    reading, earlier = Reading(), defaultdict[str, list[SchoolRow]](list)
    for line, cells in _lines(text_in(data)):
        try:
            row = _row(line, cells, outcomes)
            _compare(row, earlier[row.slug])
        except LineError as refused:
            reading.refusals.append(Refusal(line, str(refused)))
        else:
            reading.rows.append(row)
            earlier[row.slug].append(row)
    return reading


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines that are not empty, each with its number and its cells by column."""
    separator = _separator(text)
    # The end of the line that names it stays, so that lines are counted right.
    rest = StringIO(_SEPARATOR_LINE.sub("", text), newline="")
    reader = csv.reader(rest, delimiter=separator, strict=True)
    filled = (values for values in reader if any(map(in_one_line, values)))
    try:
        header = [_column(name) for name in next(filled, [])]
        _check_header(header, max(reader.line_num, 1))
        for values in filled:
            cells = dict.fromkeys(filter(None, header), "")
            named = [*header, *[""] * (len(values) - len(header))]
            cells |= {name: value for name, value in zip(named, values, strict=False) if name}
            beyond = (value for name, value in zip(named, values, strict=False) if not name)
            yield reader.line_num, cells | {"": in_one_line("".join(beyond))}
    except csv.Error as error:
        said = f"It is not CSV: {error}. Separate the columns with commas."
        raise FileError(reader.line_num, said) from error


def _separator(text: str) -> str:
    """The one that the file names, or else the one by which its first line that is not empty has
    most columns that are known."""
    if named := _SEPARATOR_LINE.match(text):
        return named[1]
    first = next((line for line in text.splitlines() if in_one_line(line).strip(",; ")), "")
    return max(_SEPARATORS, key=lambda sign: sum(_column(n) in COLUMNS for n in first.split(sign)))


def _column(name: str) -> str:
    """The name of a column as it is written at the top of the file: “Decided by” is decided_by."""
    return fold(name).strip('"').replace(" ", "_")


def _check_header(header: list[str], line: int) -> None:
    named = f"The columns are: {', '.join(COLUMNS)}, separated by commas."
    known = [name for name in header if name]
    if unknown := [name for name in known if name not in COLUMNS]:
        raise FileError(line, f"There is no column “{unknown[0][:40]}”. {named}")
    if len(set(known)) != len(known):
        raise FileError(line, f"A column appears twice. {named}")
    if "name" not in known:
        raise FileError(line, f"The first line must name the columns. “name” is required. {named}")


def _row(line: int, cells: dict[str, str], outcomes: Collection[str]) -> SchoolRow:
    if cells.pop("", ""):
        raise LineError("The line has more cells than the file has columns.")
    values = {name: _cell(name, value) for name, value in cells.items()}
    name = values.get("name", "")
    if not name:
        raise LineError("The school’s name is missing.")
    slug = _slug(without_marks(values.get("address", "")) or address_of(name))
    return SchoolRow(line, name, slug, _decision(values, outcomes))


def _cell(name: str, value: str) -> str:
    value = in_one_line(value)
    if value.startswith(_FORMULA):
        raise LineError(f"{name}: “{value[:40]}” looks like a spreadsheet formula.")
    if found := flaws(value, SOURCE):
        raise LineError(f"{name}: {found[0].message}")
    if len(value) > COLUMNS[name]:
        raise LineError(f"{name}: it is longer than {COLUMNS[name]} characters.")
    return value


def _slug(slug: str) -> str:
    if not slug:
        raise LineError("address: the name has no Latin letters for an address. Enter one.")
    try:
        validate_slug(slug)
        validate_not_reserved(slug)
    except ValidationError as error:
        raise LineError(f"address: “{slug}” is not valid. {' '.join(error.messages)}") from error
    if len(slug) > COLUMNS["address"]:
        raise LineError("address: the name is too long to make an address from. Enter one.")
    return slug


def _decision(values: dict[str, str], outcomes: Collection[str]) -> DecisionRow | None:
    told = {
        name: values.get(name, "") for name in ("decided_by", "outcome", "decided", "effective")
    }
    if not any(told.values()):
        return None
    if not told["decided_by"]:
        raise LineError("decided_by: enter who made the decision.")
    outcome = fold(told["outcome"])
    if outcome not in outcomes:
        raise LineError(f"outcome: enter one of {', '.join(outcomes)}.")
    return DecisionRow(
        told["decided_by"],
        outcome,
        _date("decided", told["decided"]),
        _date("effective", told["effective"]),
    )


def _date(name: str, text: str) -> PartialDate | None:
    try:
        return None if is_unknown(text) else understand(text)
    except EDTFError as error:
        raise LineError(f"{name}: {error}") from error


def _compare(row: SchoolRow, earlier: list[SchoolRow]) -> None:
    """Refuse a row that repeats or contradicts an earlier row of the same school."""
    for other in earlier:
        if fold(other.name) != fold(row.name):
            raise LineError(f"Line {other.line} calls this school “{other.name}”.")
        if other.decision == row.decision:
            raise LineError(f"This line repeats line {other.line}.")
        if row.decision and other.decision and row.decision.key == other.decision.key:
            raise LineError(f"Line {other.line} gives different details for this decision.")

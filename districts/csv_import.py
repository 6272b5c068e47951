"""Reads a CSV file of schools and decisions about them, and reports errors line by line.

Pure: a file in, rows and refusals out. The columns, in any order, are `name` (required), `address`
(default: made from the name), and for a decision `decided_by`, `outcome`, `decided` and
`effective`, the last two as dates in English as staff type them.
"""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from io import StringIO

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from districts.addresses import validate_not_reserved, validate_slug
from languages.date_input import understand
from languages.edtf import EDTFError, PartialDate
from publishing.imports import FileError, text_of

LIMIT = 1024 * 1024
COLUMNS = {  # with the largest number of characters
    "name": 200,
    "address": 80,
    "decided_by": 300,
    "outcome": 32,
    "decided": 100,
    "effective": 100,
}
_FORMULA = ("=", "+", "-", "@")


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
        return self.decided_by, str(self.decided or "")


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


def read_rows(data: bytes, outcomes: Collection[str]) -> Reading:
    """Read a file whose decisions may have these outcomes. Raises FileError."""
    reading, earlier = Reading(), defaultdict[str, list[SchoolRow]](list)
    for line, cells in _lines(text_of(data, LIMIT, "Split it into smaller files.")):
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
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(header)
        for values in reader:
            if any(value.strip() for value in values):
                missing = [""] * (len(header) - len(values))
                cells = dict(zip(header, [*values, *missing], strict=False))
                yield reader.line_num, cells | {"": "".join(values[len(header) :])}
    except csv.Error as error:
        said = f"It is not CSV: {error}. Separate the columns with commas."
        raise FileError(reader.line_num, said) from error


def _check_header(header: list[str]) -> None:
    named = f"The columns are: {', '.join(COLUMNS)}, separated by commas."
    unknown = [name for name in header if name not in COLUMNS]
    if unknown:
        raise FileError(1, f"There is no column “{unknown[0][:40]}”. {named}")
    if len(set(header)) != len(header):
        raise FileError(1, f"A column appears twice. {named}")
    if "name" not in header:
        raise FileError(1, f"The first line must name the columns. “name” is required. {named}")


def _row(line: int, cells: dict[str, str], outcomes: Collection[str]) -> SchoolRow:
    if cells.pop("", ""):
        raise LineError("The line has more cells than the file has columns.")
    values = {name: _cell(name, value) for name, value in cells.items()}
    name = values.get("name", "")
    if not name:
        raise LineError("The school’s name is missing.")
    return SchoolRow(
        line, name, _slug(values.get("address") or slugify(name)), _decision(values, outcomes)
    )


def _cell(name: str, value: str) -> str:
    value = value.strip()
    if value.startswith(_FORMULA):
        raise LineError(f"{name}: “{value[:40]}” looks like a spreadsheet formula.")
    if not value.isprintable():
        raise LineError(f"{name}: it contains a line break or an invisible character.")
    if len(value) > COLUMNS[name]:
        raise LineError(f"{name}: it is longer than {COLUMNS[name]} characters.")
    return value


def _slug(slug: str) -> str:
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
    if told["outcome"].lower() not in outcomes:
        raise LineError(f"outcome: enter one of {', '.join(outcomes)}.")
    return DecisionRow(
        told["decided_by"],
        told["outcome"].lower(),
        _date("decided", told["decided"]),
        _date("effective", told["effective"]),
    )


def _date(name: str, text: str) -> PartialDate | None:
    try:
        return understand(text) if text else None
    except EDTFError as error:
        raise LineError(f"{name}: {error}") from error


def _compare(row: SchoolRow, earlier: list[SchoolRow]) -> None:
    """Refuse a row that repeats or contradicts an earlier row of the same school."""
    for other in earlier:
        if other.name != row.name:
            raise LineError(f"Line {other.line} calls this school “{other.name}”.")
        if other.decision == row.decision:
            raise LineError(f"This line repeats line {other.line}.")
        if row.decision and other.decision and row.decision.key == other.decision.key:
            raise LineError(f"Line {other.line} gives different details for this decision.")

"""Reads the first sheet of an Excel workbook (.xlsx) as text, without trusting it.

Pure. A workbook is a ZIP archive of XML: how large its parts are, how many rows and columns it has
and which entities it declares is checked before or while it is read. Formulas are not computed.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from publishing.imports import FileError

PARTS, UNPACKED = 500, 16 * 1024 * 1024  # parts of a workbook, and their size in bytes
COLUMNS = 100
_OLD = b"\xd0\xcf\x11\xe0"  # of Excel files before 2007, and of those with a password
_SAVE = "In Excel, save it as “Excel Workbook (.xlsx)” or as “CSV UTF-8”."
_VALUES = "Copy the cells, paste them as values, and save the file again."
_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_MINUTE = timedelta(minutes=1)


def is_workbook(data: bytes) -> bool:
    """Whether a file is an Excel file of any version, and no text."""
    return data.startswith((b"PK\x03\x04", _OLD))


def rows_of(data: bytes, limit: int) -> list[list[str]]:
    """The cells of the first sheet as text, up to `limit` rows. Raises FileError."""
    if data.startswith(_OLD):
        raise FileError(1, f"It is an older Excel file, or it has a password. {_SAVE}")
    try:
        _check_parts(data)
        return list(_rows(data, limit))
    except FileError:
        raise
    except Exception as error:
        # Whatever openpyxl stumbles over, it says in an exception of some kind.
        raise FileError(1, f"It cannot be read as an Excel file. {_SAVE}") from error


def _check_parts(data: bytes) -> None:
    """Refuse macros, entities, and what unpacks to more than a sheet of staff."""
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
            raise FileError(1, "It is too large when unpacked. Split it into smaller files.")
        for part in parts:
            if "vbaproject" in part.filename.lower():
                raise FileError(1, f"It has macros, which are not accepted. {_SAVE}")
            # No more is unpacked than the size that was counted above.
            if _DECLARED.search(archive.read(part).replace(b"\0", b"")):
                raise FileError(1, f"It holds declarations of XML. {_SAVE}")


def _rows(data: bytes, limit: int) -> Iterator[list[str]]:
    # Loaded only where somebody sends a workbook: it takes 10 MiB of each process.
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
    try:
        for sheet in book.worksheets[:1]:
            if not hasattr(sheet, "iter_rows"):
                break  # a chart
            sheet.reset_dimensions()  # what the file says of its size may be wrong
            for row in sheet.iter_rows(max_row=limit + 1, max_col=COLUMNS):
                cells = [_text(cell) for cell in row]
                while cells and not cells[-1]:
                    cells.pop()
                yield cells
    finally:
        book.close()


def _text(cell: Any) -> str:
    """A cell as somebody would type it."""
    if cell.data_type == "f":
        where = f"{cell.column_letter}{cell.row}"
        raise FileError(cell.row, f"Cell {where} holds a formula. {_VALUES}")
    if cell.data_type == "e":
        where = f"{cell.column_letter}{cell.row}"
        raise FileError(cell.row, f"Cell {where} holds an error ({cell.value}).")
    match cell.value:
        case None:
            return ""
        case bool(value):
            return "yes" if value else "no"
        case float(number) if number.is_integer():
            return str(int(number))
        case datetime() | date() | time() as value:
            return _moment(value, str(cell.number_format).lower())
        case value:
            return str(value)


def _moment(value: Any, shown_as: str) -> str:
    """A date or a time with no more than its format shows: "mmm yyyy" is a month, no first day."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime) and (value.time() != time.min or "h" in shown_as):
        # Excel keeps a time as a part of a day, which is rarely exact.
        nearest = (value + _MINUTE / 2).replace(second=0, microsecond=0)
        return f"{nearest:%Y-%m-%d %H:%M}"
    if "d" not in shown_as and "general" not in shown_as:
        return f"{value:%Y-%m}" if "m" in shown_as else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"

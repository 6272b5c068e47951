"""Excel workbooks: what is taken, and what is refused before it can do harm."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from publishing.imports import FileError
from publishing.spreadsheets.files import lines_of, text_in
from publishing.spreadsheets.workbooks import UNPACKED, rows_of

FIRST_OF_MAY = datetime(2021, 5, 1)  # noqa: DTZ001 - as a sheet has it


def workbook(*rows: list[Any], **formats: str) -> bytes:
    """The rows as a workbook; `formats` are number formats by cell."""
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    for name, form in formats.items():
        sheet[name].number_format = form
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data: bytes, **parts: bytes) -> bytes:
    """The archive with other parts in it; a name is written with __ for / and ___ for a dot."""
    file = BytesIO()
    new = {name.replace("___", ".").replace("__", "/"): text for name, text in parts.items()}
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for part in old.infolist():
            if part.filename not in new:
                archive.writestr(part, old.read(part))
        for name, text in new.items():
            archive.writestr(name, text)
    return file.getvalue()


def test_cells_read_as_somebody_would_type_them() -> None:
    data = workbook(
        ["name", "when", "number", "half", "sure", "none"],
        [" +1 720", date(2021, 5, 3), 5.0, 2.5, True, None, "beyond"],
        [
            FIRST_OF_MAY,
            FIRST_OF_MAY + timedelta(hours=18, microseconds=-10),
            time(18, 0),
            date(2021, 1, 1),
        ],
        A3="mmm-yy",
        D3="yyyy",
    )
    assert rows_of(data, 10) == [
        ["name", "when", "number", "half", "sure", "none"],
        [" +1 720", "2021-05-03", "5", "2.5", "yes", "", "beyond"],
        ["2021-05", "2021-05-01 18:00", "18:00", "2021"],
    ]


def test_its_lines_are_those_of_the_sheet() -> None:
    data = workbook(["name", "note"], [None], ["+1 720", "a\nb"], ["East"])
    lines = list(lines_of(text_in(data), ["name", "note"], ["name"]))
    assert [line.cells["name"] for line in lines] == ["'+1 720", "East"]
    assert text_in(text_in(data).encode()) == text_in(data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (workbook(["name"], ["=1+1"]), "line 2: Cell A2 holds a formula"),
        (workbook(["name"], ["#DIV/0!"]), "Cell A2 holds an error"),
        (b"\xd0\xcf\x11\xe0 old", "older Excel file, or it has a password"),
        (b"PK\x03\x04 broken", "cannot be read as an Excel file"),
        (changed(workbook(["name"]), xl__vbaProject___bin=b"x"), "has macros"),
        (
            changed(workbook(["name"]), xl__big___xml=b" " * (UNPACKED + 1)),
            "too large when unpacked",
        ),
        (
            changed(
                workbook(["name"]),
                xl__sharedStrings___xml=b'<!DOCTYPE a [<!ENTITY b "c">]><sst>&b;</sst>',
            ),
            "declarations of XML",
        ),
        (changed(workbook(["name"]), xl__workbook___xml=b"<nothing"), "cannot be read"),
    ],
)
def test_what_is_no_plain_sheet_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(FileError, match=reason):
        text_in(data)


def test_no_more_rows_and_columns_are_read_than_a_file_may_have() -> None:
    wide = workbook(["name", *[""] * 200, "far"], *[["x"]] * 30)
    rows = rows_of(wide, 10)
    assert (len(rows), max(map(len, rows))) == (11, 1)
    with pytest.raises(FileError, match="more than 5000 lines"):
        text_in(workbook(*[["x"]] * 5001))

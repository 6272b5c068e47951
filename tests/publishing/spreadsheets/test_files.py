"""Files as spreadsheets save them, whatever they are about."""

import csv
import unicodedata
from io import StringIO

import pytest

from publishing.imports import FileError
from publishing.spreadsheets.files import (
    LIMIT,
    LINE_LIMIT,
    Line,
    lines_of,
    neutral,
    plain,
    text_in,
    written,
)

COLUMNS = ("name", "address", "decided_by", "decided")


def read(data: str | bytes) -> list[Line]:
    data = data if isinstance(data, bytes) else data.encode()
    return list(lines_of(text_in(data), COLUMNS, ["name"]))


def test_columns_come_in_any_order_and_most_can_be_left_out() -> None:
    assert read("Name\r\nNorth High\r\n\r\n ,\r\n") == [Line(2, {"name": "North High"})]
    assert read("address,name\nn,North") == [Line(2, {"address": "n", "name": "North"})]


SAVED = """\
name,address,decided_by,decided
"St. Mary’s, School",st-marys,Council,"July 8, 2021"
Đặng Văn Ngữ,,,
"""


def saved(separator: str = ",", end: str = "\r\n", extra: str = "") -> str:
    """`SAVED` as a spreadsheet would write it; `extra` is added to each line."""
    text = StringIO(newline="")
    rows = csv.reader(StringIO(SAVED))
    csv.writer(text, delimiter=separator, lineterminator=f"{extra}{end}").writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        saved().encode("utf-8-sig"),
        saved(";").encode("utf-8-sig"),
        saved("\t").encode("utf-16"),
        saved("\t").encode("utf-16-be").join([b"\xfe\xff", b""]),
        saved(end="\n").encode(),
        saved(end="\r").encode(),
        saved(extra=",,").encode(),
        (saved(";", extra=";;;") + ";;;;;;;;\r\n" * 3).encode(),
        ("sep=;\r\n" + saved(";")).encode("utf-8-sig"),
        ("Sep=;\r\n" + saved(";")).encode(),
        (",,,,,\r\n\r\n" + saved()).encode(),
        saved().replace("Đặng", "# a comment, with\r\nĐặng").encode(),
        saved()
        .replace("name", "\u00a0Name\u200b ", 1)
        .replace("decided_by", "Decided By")
        .encode(),
        unicodedata.normalize("NFD", saved()).encode(),
    ],
)
def test_what_a_spreadsheet_saves_is_taken(data: bytes) -> None:
    first, second = read(data)
    assert list(first.cells.values()) == [
        "St. Mary’s, School",
        "st-marys",
        "Council",
        "July 8, 2021",
    ]
    assert unicodedata.normalize("NFC", second.cells["name"]) == "Đặng Văn Ngữ"
    assert first.beyond == second.beyond == ""


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-32-be"])
def test_a_file_in_another_encoding_is_told_what_to_do(encoding: str) -> None:
    with pytest.raises(FileError, match="CSV UTF-8"):
        read("name\r\nPeña\r\n".encode(encoding))


def test_lines_are_counted_as_they_stand_in_the_file() -> None:
    lines = read('sep=,\n,,\nname,address\n"North\nHigh",n\n\nx,y,more\n')
    assert [(line.number, line.beyond) for line in lines] == [(3, ""), (5, "more")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "first line must name the columns"),
        ("address\nn", "“name” is required"),
        ("name;principal\nNorth;Ann", "no column “principal”"),
        ("name|address\nNorth|n", "no column “name|address”"),
        ("name,name\nNorth,North", "appears twice"),
        ('name\n"North', "line 2: It is not CSV"),
        ("name\n" + "x" * LIMIT, "larger than 1 MB"),
    ],
)
def test_a_file_that_makes_no_sense_is_refused_whole(text: str, reason: str) -> None:
    with pytest.raises(FileError, match=reason):
        read(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_more_lines_than_can_be_listed_are_refused_before_they_are_read(end: str) -> None:
    lines = ["name", *["x"] * LINE_LIMIT]
    with pytest.raises(FileError, match=f"line {LINE_LIMIT + 1}: .*more than {LINE_LIMIT} lines"):
        read(end.join([*lines, "y", ""]))
    assert len(read(end.join(lines))) == LINE_LIMIT


@pytest.mark.parametrize(
    "text", ["=1+1", "+1 720", "-", "@a", "'=1", "''+", "'tis", "a=b", "", "'"]
)
def test_a_cell_that_looks_like_a_formula_comes_back_as_it_was(text: str) -> None:
    cell = neutral(text)
    assert not cell.startswith(("=", "+", "-", "@"))
    assert plain(cell) == text
    (line,) = read(written([["name", "address"], [cell, "x"]]))
    assert plain(line.cells["name"]) == text


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+1", "-1", "@x"])
def test_a_formula_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="looks like a spreadsheet formula"):
        plain(cell)

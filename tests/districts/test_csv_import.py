import csv
import unicodedata
from io import StringIO

import pytest

from districts.csv_import import (
    LIMIT,
    LINE_LIMIT,
    DecisionRow,
    Reading,
    Refusal,
    SchoolRow,
    read_rows,
)
from languages.edtf import parse
from publishing.imports import FileError

OUTCOMES = ("keep", "remove")
HEADER = "name,address,decided_by,outcome,decided,effective\n"


def read(text: str) -> Reading:
    return read_rows(text.encode(), OUTCOMES)


def refusals(*lines: str, header: str = HEADER) -> list[Refusal]:
    return read(header + "\n".join(lines)).refusals


def test_a_line_becomes_a_school_and_its_decision() -> None:
    text = HEADER + 'North High,north,School council,Remove,"July 8, 2021",Fall 2021\n'
    decision = DecisionRow("School council", "remove", parse("2021-07-08"), parse("2021-23"))
    assert read(text).rows == [SchoolRow(2, "North High", "north", decision)]


def test_columns_come_in_any_order_and_most_can_be_left_out() -> None:
    assert read("Name\r\nNorth High\r\n\r\n ,\r\n").rows == [
        SchoolRow(2, "North High", "north-high", None)
    ]
    assert read("address,name\nn,North").rows == [SchoolRow(2, "North", "n", None)]


def test_a_decision_may_be_of_no_known_time() -> None:
    (row,) = read(HEADER + "North,,Council,keep,,").rows
    assert row.decision == DecisionRow("Council", "keep", None, None)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",north,,,,", "school’s name is missing"),
        ("=HYPERLINK(1),n,,,,", "looks like a spreadsheet formula"),
        ("@North,n,,,,", "looks like a spreadsheet formula"),
        ("North,Über Uns,,,,", "is not valid"),
        ("North,plan,,,,", "The site itself uses the address"),
        ("ስሜ,,,,,", "no Latin letters"),
        (f"{'x' * 201},n,,,,", "longer than 200"),
        (f"{'x' * 81},,,,,", "too long to make an address"),
        ("North\x07High,n,,,,", "(U+0007) after “North”"),
        ("NorthÃ©,n,,,,", "name: “Ã©” was spoiled"),
        ("North,n,Council \u202eX,keep,,", "decided_by: It turns"),
        ("North,n,,keep,,", "enter who made the decision"),
        ("North,n,Council,maybe,,", "enter one of keep, remove"),
        ("North,n,Council,,2021,", "enter one of keep, remove"),
        ("North,n,Council,keep,soon,", "decided: We can’t read “soon”"),
        ("North,n,Council,keep,2021,2021-13", "effective: "),
        ("North,n,,,,,more", "more cells than"),
    ],
)
def test_a_line_that_cannot_be_taken_is_refused_with_its_reason(line: str, reason: str) -> None:
    (refusal,) = refusals(line, "South,south,,,,")
    assert reason in refusal.reason
    assert refusal.line == 2 + line.count("\n")


SAVED = """\
name,address,decided_by,outcome,decided,effective
"St. Mary’s, School",st-marys,Council,keep,"July 8, 2021",
Đặng Văn Ngữ,,,,,
"""


def saved(separator: str = ",", end: str = "\r\n", extra: str = "") -> str:
    """`SAVED` as a spreadsheet would write it; `extra` is added to each line."""
    rows = csv.reader(StringIO(SAVED))
    text = StringIO(newline="")
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
        (",,,,,\r\n\r\n" + saved()).encode(),
        saved().replace(" ", "\u00a0").encode(),
        saved().replace("Đặng Văn", "Đặng\r\nVăn\u200b").replace("Đặng", '"Đặng').encode(),
        saved()
        .replace("name", "\u00a0Name\u200b ", 1)
        .replace("decided_by", "Decided By")
        .encode(),
        unicodedata.normalize("NFD", saved()).encode(),
    ],
)
def test_what_a_spreadsheet_saves_is_taken(data: bytes) -> None:
    if b'"\xc4\x90' in data:
        data = data.replace("Ngữ".encode(), 'Ngữ"'.encode())
    reading = read_rows(data, OUTCOMES)
    assert reading.refusals == []
    assert [(row.name.replace("\u200b", ""), row.slug) for row in reading.rows] == [
        ("St. Mary’s, School", "st-marys"),
        ("Đặng Văn Ngữ", "dang-van-ngu"),
    ]
    assert reading.rows[0].decision == DecisionRow("Council", "keep", parse("2021-07-08"), None)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-32-be"])
def test_a_file_in_another_encoding_is_told_what_to_do(encoding: str) -> None:
    text = "name\r\nPeña\r\n"
    with pytest.raises(FileError, match="CSV UTF-8"):
        read_rows(text.encode(encoding), OUTCOMES)


def test_lines_are_counted_as_they_stand_in_the_file() -> None:
    reading = read('sep=,\n,,\nname,address\n"North\nHigh",n\n\n=x,y\n')
    assert [row.line for row in reading.rows] == [5]
    assert [each.line for each in reading.refusals] == [7]


def test_a_school_that_is_written_otherwise_is_the_same() -> None:
    assert refusals("St. Mary’s,m,Council,keep,2021,", "ST. MARY'S,m,Council,keep,2022,") == []
    (refusal,) = refusals("Peña,p,Council,keep,2021,", "PENA,p,COUNCIL,remove,2021,")
    assert "gives different details" in refusal.reason


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        ("North,n,Council,keep,2021,", "This line repeats line 2"),
        ("North,n,Council,remove,2021,", "Line 2 gives different details for this decision"),
        ("Norte,n,Council,keep,2022,", "Line 2 calls this school “North”"),
    ],
)
def test_lines_that_repeat_or_contradict_are_refused(second: str, reason: str) -> None:
    (refusal,) = refusals("North,n,Council,keep,2021,", second)
    assert (refusal.line, reason in refusal.reason) == (3, True)


def test_two_decisions_about_one_school_are_two_lines() -> None:
    assert refusals("North,n,Council,keep,2021,", "North,n,Council,remove,2022,") == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "first line must name the columns"),
        ("address\nn", "first line must name the columns"),
        ("name;principal\nNorth;Ann", "no column “principal”"),
        ("name|address\nNorth|n", "no column “name|address”"),
        ("name,principal\nNorth,Ann", "no column “principal”"),
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
        read_rows(end.join([*lines, "y", ""]).encode(), [])
    assert len(read_rows(end.join(lines).encode(), []).refusals) == LINE_LIMIT - 1

"""CSV that spreadsheets and programs read alike, and what its columns are said to be."""

import csv
import io
import re
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client

from districts.models import District
from opendata.api.tables import BOM, TABLES, columns
from tests import factories
from tests.opendata.record.test_documents import make_all_kinds
from tests.tools import on_path

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DISTRICT = "/api/v1/districts/denver/"


def read(name: str) -> tuple[Any, list[dict[str, str]]]:
    answer = Client().get(f"{DISTRICT}{name}.csv")
    text = answer.content.decode()
    assert text.startswith(BOM)
    return answer, list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def test_each_table_has_the_records_and_columns_that_its_metadata_tells() -> None:
    make_all_kinds(2)
    document = Client().get(DISTRICT).json()
    for name in TABLES:
        answer, rows = read(name)
        (link,) = [part for part in answer.headers["Link"].split(";") if "<" in part]
        described = Client().get(f"{DISTRICT}{link.strip('<> ')}").json()
        told = [column["name"] for column in described["tableSchema"]["columns"]]
        assert described["url"] == f"{name}.csv"
        assert list(rows[0]) == told == [column.name for column in columns(TABLES[name])]
        expected = document["records"].get(name, [document])
        assert [row["id"] for row in rows] == [each["id"] for each in expected]


def test_cells_hold_what_the_document_holds() -> None:
    district = factories.make_district(helpline_phone="720-423-3054")
    school = factories.make_school(district, name="=HYPERLINK(1)")
    milestone = factories.make_milestone(
        district, title="-5 officers", title_ar="أ", when="2021-05/..", reduction_percent=25
    )
    milestone.schools.add(school)
    _, [row] = read("milestones")
    assert (row["when"], row["when_from"], row["when_to"]) == ("2021-05/..", "2021-05-01", "")
    assert (row["reduction_percent"], row["ongoing"], row["document"]) == ("25", "false", "")
    assert (row["title_en"], row["title_ar"], row["title_ar_state"]) == (
        "'-5 officers",
        "أ",
        "draft",
    )
    assert row["schools"] == str(school.uuid)
    assert row["parent"] == str(district.uuid)
    _, [row] = read("schools")
    assert row["name"] == "'=HYPERLINK(1)"
    _, [row] = read("district")
    assert row["content_languages"] == "en es vi"


# What LibreOffice takes for a number, a day or a truth value, and leaves as a text.
TYPED = {
    "integer": r"-?\d+",
    "date": r"\d{4}-\d\d-\d\d",
    "dateTime": r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d",
    "boolean": r"true|false",
    "string": r'"(?:[^"]|"")*"',
}


def test_texts_alone_are_quoted_so_that_each_column_has_its_type() -> None:
    """As LibreOffice 7.4 opens it with “Quoted field as text”; without, it makes ids numbers."""
    make_all_kinds(2)
    district = District.objects.get(slug="denver")
    factories.make_school(district, "x", name='The "2021-05" school, east', nces_id="080000000123")
    for name, kind in TABLES.items():
        text = Client().get(f"{DISTRICT}{name}.csv").content.decode().removeprefix(BOM)
        named, *rows = list(csv.reader(io.StringIO(text, newline="")))
        types = [each.datatype["datatype"] for each in columns(kind)]
        patterns = [TYPED[each if isinstance(each, str) else each["base"]] for each in types]
        cells = ",".join(f"(?:{pattern})?" for pattern in patterns)
        assert re.fullmatch(rf"{','.join(named)}\r\n(?:{cells}\r\n){{{len(rows)}}}", text), name
    _, rows_of_schools = read("schools")
    assert 'The "2021-05" school, east' in [row["name"] for row in rows_of_schools]


# As docs/api.md says: Unicode, “Quoted field as text” and “Detect special numbers”.
OPENED = "--infilter=CSV:44,34,76,1,,1033,true,true"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
TYPES = {"integer": "float", "date": "date", "dateTime": "date", "boolean": "boolean"}


@pytest.mark.skipif(not on_path("soffice"), reason="LibreOffice is missing")
def test_libreoffice_opens_each_column_as_its_type(tmp_path: Path) -> None:
    make_all_kinds(1)
    district = District.objects.get(slug="denver")
    factories.make_school(district, "x", name="2021-05", nces_id="080000000123")
    files = []
    for name in ("schools", "school-statuses", "milestones", "meetings", "findings"):
        files.append(tmp_path / f"{name}.csv")
        files[-1].write_bytes(Client().get(f"{DISTRICT}{name}.csv").content)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = ["soffice", home, "--headless", OPENED, "--convert-to", "fods"]
    with suppress(subprocess.TimeoutExpired):
        subprocess.run([*command, *files], cwd=tmp_path, capture_output=True, timeout=300)
    for file in files:
        opened = file.with_suffix(".fods")
        assert opened.exists(), "LibreOffice has made no file"
        every = [each.datatype["datatype"] for each in columns(TABLES[file.stem])]
        wanted = [TYPES.get(x if isinstance(x, str) else x["base"], "string") for x in every]
        _names, *rows = ElementTree.parse(opened).iter(  # noqa: S314 - our own file
            f"{TABLE}table-row"
        )
        for row in rows:
            found = [each.get(TYPE) for each in cells_of(row)][: len(wanted)]
            assert found == [each and wanted[place] for place, each in enumerate(found)], file.name
        assert rows


def cells_of(row: Any) -> list[Any]:
    """Equal cells in a row, such as empty ones, are written once."""
    return [
        cell for cell in row for _ in range(int(cell.get(f"{TABLE}number-columns-repeated", "1")))
    ]


def test_file_says_how_to_read_it() -> None:
    factories.make_district()
    answer, rows = read("schools")
    assert rows == []
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert 'filename="denver-schools.csv"' in answer.headers["Content-Disposition"]
    described = Client().get(f"{DISTRICT}schools.csv-metadata.json")
    assert described.headers["Content-Type"] == "application/csvm+json"
    kinds = {each["name"]: each for each in described.json()["tableSchema"]["columns"]}
    assert kinds["id"]["datatype"] == "string"
    assert Client().get("/api/v1/districts/hidden/schools.csv-metadata.json").status_code == 404

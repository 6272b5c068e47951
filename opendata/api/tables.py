"""Records as rows of a table, and what its columns mean as CSV on the Web (W3C) describes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from languages.registry import LANGUAGES, SOURCE
from opendata.api.shapes import Shape, shapes_of
from opendata.api.worded import COLLECTIONS
from opendata.kinds import KINDS, Kind
from publishing.spreadsheets.files import neutral

Json = dict[str, Any]
QUOTE = '"'
UTC = "_utc"  # ends the name of a column whose cells could not say it and be read as moments
BOM = "\ufeff"  # by which Excel knows that a file is in UTF-8
TABLES: dict[str, Kind] = {"district": KINDS[0], **COLLECTIONS}
_DATATYPES: dict[Shape, Json] = {
    Shape.WHOLE_NUMBER: {"datatype": "integer"},
    Shape.YES_OR_NO: {"datatype": {"base": "boolean", "format": "true|false"}},
    Shape.DAY: {"datatype": "date"},
    Shape.INSTANT: {"datatype": {"base": "dateTime", "format": "yyyy-MM-dd HH:mm:ss"}},
    Shape.LIST: {"datatype": "string", "separator": " "},
    Shape.IDS: {"datatype": "string", "separator": " "},
}
_TEXT: Json = {"datatype": "string"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it says of which field, in which language, and its datatype for CSVW."""

    name: str
    field: str
    datatype: Json
    language: str = ""


def columns(kind: Kind) -> list[Column]:
    """The columns of a kind of record: ids, facts, then words by language with their states."""
    found = [Column("id", "id", _TEXT), Column("parent", "parent", _TEXT)]
    for name, shape in shapes_of(kind).items():
        zone = UTC if shape is Shape.INSTANT else ""
        found.append(Column(f"{name}{zone}", name, _DATATYPES.get(shape, _TEXT)))
        if shape is Shape.PARTIAL_DATE:
            found += (
                Column(f"{name}_{end}", name, _DATATYPES[Shape.DAY]) for end in ("from", "to")
            )
    for name in kind.words:
        for code in LANGUAGES:
            found.append(Column(f"{name}_{code}", name, _TEXT, code))
            if code != SOURCE:
                found.append(Column(f"{name}_{code}_state", name, _TEXT, code))
    return found


def table(kind: Kind, records: Iterable[Json]) -> str:
    """Records of one kind as CSV. No spreadsheet takes a text of it for a formula.

    Texts alone are in quotation marks, by which LibreOffice can keep apart an id from a number.
    """
    every = columns(kind)
    names = ",".join(column.name for column in every)
    rows = (
        ",".join(_written(cells.get(column.name.removesuffix(UTC), ""), column) for column in every)
        for cells in map(_cells, records)
    )
    return BOM + "".join(f"{row}\r\n" for row in (names, *rows))


def _written(cell: str, column: Column) -> str:
    if column.name.endswith(UTC):
        return cell.replace("T", " ").removesuffix("Z")
    is_text = column.datatype["datatype"] == "string"
    return f'"{cell.replace(QUOTE, QUOTE * 2)}"' if cell and is_text else cell


def metadata(kind: Kind, name: str, license_address: str) -> Json:
    """What CSVW calls the metadata of the table at `name`."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": SOURCE}],
        "url": name,
        "dc:license": {"@id": license_address},
        "dialect": {"header": True, "encoding": "utf-8"},
        "tableSchema": {
            "columns": [_described(column) for column in columns(kind)],
            "primaryKey": "id",
        },
    }


def _described(column: Column) -> Json:
    is_words = column.language and not column.name.endswith("_state")
    language = {"lang": column.language} if is_words else {}
    return {"name": column.name, "titles": column.name, **column.datatype, **language}


def _cells(record: Json) -> dict[str, str]:
    cells = {"id": record["id"], "parent": record["parent"] or ""}
    for name, value in record["facts"].items():
        cells |= _fact(name, value)
    for name, texts in record["words"].items():
        for code, said in texts.items():
            cells[f"{name}_{code}"] = neutral(said["text"])
            cells[f"{name}_{code}_state"] = said["state"]
    return cells


def _fact(name: str, value: Any) -> dict[str, str]:
    if isinstance(value, dict):
        bounds = {f"{name}_{end}": value[end] or "" for end in ("from", "to")}
        return {name: value["edtf"], **bounds}
    if isinstance(value, list):
        return {name: " ".join(value)}
    if isinstance(value, bool):
        return {name: str(value).lower()}
    return {name: neutral(value) if isinstance(value, str) else "" if value is None else str(value)}

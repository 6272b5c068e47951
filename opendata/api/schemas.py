"""The types of what the API answers, which its OpenAPI document tells; those of records are made
from the same kinds as the documents."""

from typing import Any

from ninja import Schema
from pydantic import Field, create_model

from opendata.api.shapes import Shape, codes_of, shapes_of
from opendata.api.worded import COLLECTIONS
from opendata.kinds import KINDS, Kind


class PartialDate(Schema):
    """A time as exact as it is known; the bounds are days, null where there is none."""

    edtf: str = Field(description="EDTF (ISO 8601-2), such as 2021-05 or 2021-23")
    begins: str | None = Field(alias="from", description="its first day")
    ends: str | None = Field(alias="to", description="its last day")


class Text(Schema):
    """The words of one language."""

    text: str
    state: str = Field(description="source (English), draft, reviewed or stale")


class ShownText(Schema):
    """The words that readers of the language asked for see."""

    text: str
    language: str = Field(description="the language that the text is in")
    state: str = Field(description="source, draft, reviewed, stale, or missing (English instead)")
    english: str | None = Field(None, description="the current English of a stale translation")


Words = dict[str, ShownText | dict[str, Text]]
_TYPES: dict[Shape, Any] = {
    Shape.WHOLE_NUMBER: int,
    Shape.YES_OR_NO: bool,
    Shape.LIST: list[str],
    Shape.PARTIAL_DATE: PartialDate,
    Shape.IDS: list[str],
}


class Problem(Schema):
    """What is wrong with a request, and what to do about it."""

    type: str
    title: str
    status: int
    detail: str | None = None


class Recorded(Schema):
    """The entry of the public record that holds exactly this state."""

    number: int
    at: str = Field(description="the moment from which on it was public")
    sha256: str = Field(description="of the bytes of the document as it was recorded")
    hash: str = Field(description="of the entry, which covers the entry before")


class Entry(Recorded):
    """An entry of the public record."""

    previous: str = Field(description="the hash of the entry before")
    signature: str
    redaction: dict[str, Any] | None
    document: str = Field(description="the address of the bytes")


class Page(Schema):
    """One part of a list."""

    count: int = Field(description="how many there are in all parts")
    page: int
    pages: int
    next: str | None = Field(description="the address of the part after this one")
    previous: str | None


class Summary(Schema):
    """A district in the list."""

    id: str
    slug: str
    name: str
    region: str
    approach: str | None
    as_of: PartialDate
    address: str = Field(description="of its document")
    website: str = Field(description="its page for families, in English")


class Districts(Page):
    """Public districts."""

    results: list[Summary]


class Entries(Page):
    """The public record of a district, the last entry first."""

    head: Recorded | None
    results: list[Entry]


def _facts(kind: Kind) -> Any:
    fields: dict[str, Any] = {}
    for name, shape in shapes_of(kind).items():
        codes = f"one of {', '.join(codes_of(kind, name))}" if shape is Shape.CODE else shape.value
        fields[name] = (_TYPES.get(shape, str) | None, Field(None, description=codes))
    return create_model(f"{_name(kind)}Facts", __base__=Schema, **fields)


def _record(kind: Kind) -> Any:
    return create_model(
        _name(kind),
        __base__=Schema,
        type=(str, Field(description=f"always {kind.type}")),
        id=(str, ...),
        parent=(str | None, Field(description="the id of what it belongs to")),
        facts=(_facts(kind), ...),
        words=(Words, ...),
    )


def _name(kind: Kind) -> str:
    return kind.model.__name__


def _listed(model: Any) -> Any:
    return list.__class_getitem__(model)


RECORDS: dict[str, Any] = {name: _record(kind) for name, kind in COLLECTIONS.items()}
LISTS: dict[str, Any] = {
    name: create_model(f"{_name(kind)}List", __base__=Page, results=(_listed(RECORDS[name]), ...))
    for name, kind in COLLECTIONS.items()
}
_DISTRICT = next(kind for kind in KINDS if kind.type == "district")
_make: Any = create_model  # whose types do not know of fields that are computed
_Records: Any = _make(
    "Records",
    __base__=Schema,
    **{
        name.replace("-", "_"): (_listed(record), Field(alias=name))
        for name, record in RECORDS.items()
    },
)
District: Any = create_model(
    "DistrictDocument",
    __base__=Schema,
    version=(int, Field(alias="schema", description="rises when the shape of documents changes")),
    id=(str, ...),
    slug=(str, ...),
    license=(str, ...),
    website=(str, ...),
    at=(str | None, Field(description="the moment asked about")),
    language=(str | None, Field(description="the language asked for")),
    recorded=(Recorded | None, ...),
    facts=(_facts(_DISTRICT), ...),
    words=(Words, ...),
    records=(_Records, ...),
)

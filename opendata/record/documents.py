"""Everything public of one district at one moment, as one JSON document.

It depends only on what is published then, never on today: nothing in it is current, past or late.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import translation

from districts.models import District
from districts.readable import AT, DISTRICT
from languages.columns import word_column, words_in
from languages.edtf import PartialDate
from languages.freshness import mark_in, state_of
from languages.prepared import Prepared
from languages.registry import LANGUAGES, SOURCE
from opendata.kinds import KINDS, Kind
from publishing.models import Record

SCHEMA = 1  # rises when the shape of documents changes, so that readers can tell

Json = dict[str, Any]
Ids = dict[tuple[type[Record], int], str]
"""The ids of records that are public, by model and primary key."""
Links = dict[Any, dict[int, list[int]]]
"""The primary keys at the other end of each relation to several records, by that of its holder."""


def district_document(district: District, at: datetime) -> Json:
    """What of `district` is public at the moment `at`, in a fixed number of queries.

    `{"schema", "district", "slug", "records": [{"type", "id", "parent", "facts", "words"}]}`; there
    are no records while the district itself is not public.
    """
    given = {"district": district.pk, "at": at}
    rows = {kind: _records_of(kind).run(given) for kind in KINDS}
    links = {field: _linked(field, given) for kind in KINDS for field in kind.links}
    ids = {(kind.model, row.pk): str(row.uuid) for kind, found in rows.items() for row in found}
    made = [_record(kind, row, ids, links) for kind, found in rows.items() for row in found]
    return {
        "schema": SCHEMA,
        "district": str(district.uuid),
        "slug": district.slug,
        "records": sorted(made, key=lambda record: (record["type"], record["id"])),
    }


def canonical(document: Json) -> bytes:
    """The bytes of a document of which hashes are made: one way to write each document."""
    said = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return said.encode()


def is_empty(document: Json) -> bool:
    """Whether nothing of the district is public."""
    return not document["records"]


@cache
def _records_of(kind: Kind) -> Prepared:
    """The query for the public records of one kind in one district."""
    paths = kind.model.district_paths()
    own = Q(*((path, DISTRICT) for path in paths), _connector=Q.OR)
    with translation.override(SOURCE):  # the query names every language's columns itself
        rows: QuerySet[Any] = kind.model._base_manager.all()
        rows = rows.public(AT).filter(own, kind.shown).order_by("pk")  # type: ignore[attr-defined]
        return Prepared(QuerySet.only(rows, *_columns(kind)))


def _columns(kind: Kind) -> Iterable[str]:
    names = {"uuid", *kind.model.published_under, *(field.name for field in kind.fields)}
    if kind.words:
        names |= {word_column(field, code) for field in kind.words for code in LANGUAGES}
        names.add("translations")
    return names


def _linked(field: Any, given: Json) -> dict[int, list[int]]:
    here, there = field.m2m_field_name(), field.m2m_reverse_field_name()
    found: dict[int, list[int]] = {}
    for row in _links_of(field).run(given):
        found.setdefault(getattr(row, f"{here}_id"), []).append(getattr(row, f"{there}_id"))
    return found


@cache
def _links_of(field: Any) -> Prepared:
    """The query for the rows of a relation to several records, for one district."""
    (path,) = field.model.district_paths()
    rows = field.remote_field.through._base_manager
    return Prepared(rows.filter(**{f"{field.m2m_field_name()}__{path}": DISTRICT}).order_by("pk"))


def _record(kind: Kind, row: Record, ids: Ids, links: Links) -> Json:
    facts = {field.name: _fact(field, row, ids) for field in kind.fields}
    for field in kind.links:
        keys = links[field].get(row.pk, ())
        known = (ids.get((field.related_model, key)) for key in keys)
        facts[field.name] = sorted(each for each in known if each)
    return {
        "type": kind.type,
        "id": str(row.uuid),
        "parent": _parent(row, ids),
        "facts": facts,
        "words": _words(kind, row),
    }


def _parent(row: Record, ids: Ids) -> str | None:
    """What the record hangs on: of several, the last is within the others."""
    for name in reversed(row.published_under):
        field: Any = row._meta.get_field(name)
        if key := getattr(row, field.attname):
            return ids[field.related_model, key]
    return None


def _fact(field: Any, row: Record, ids: Ids) -> Any:
    """A value for JSON; a record that is not public is told as if there were none."""
    value = getattr(row, field.attname)
    if field.is_relation:
        return ids.get((field.related_model, value))
    if isinstance(value, PartialDate):
        return partial_date(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if value is None or isinstance(value, bool | int | list):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value) or None


def partial_date(when: PartialDate) -> Json:
    """A partial date with the days that bound it, each None where nothing does."""
    return {"edtf": str(when), "from": _day(when.lower), "to": _day(when.upper)}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _words(kind: Kind, row: Any) -> Json:
    """`{field: {language: {"text", "state"}}}`, as pages tell them: nothing without English."""
    found: Json = {}
    for field in kind.words:
        if not (english := words_in(row, field, SOURCE)):
            continue
        found[field] = {SOURCE: {"text": english, "state": "source"}}
        for code in LANGUAGES:
            if code != SOURCE and (text := words_in(row, field, code)):
                state = state_of(english, text, mark_in(row.translations, field, code))
                found[field][code] = {"text": text, "state": state.value}
    return found

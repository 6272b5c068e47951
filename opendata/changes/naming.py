"""What families call the records of a document, and where they read them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString

from languages.edtf import PartialDate, parse
from languages.freshness import TranslationState
from languages.html import when_html
from languages.registry import SOURCE, active_language
from languages.texts import Text
from opendata.changes.for_families import Json, Records
from opendata.kinds import KINDS
from timeline.wording import phase_named

MODELS: Mapping[str, Any] = {kind.type: kind.model for kind in KINDS}
# The fields that name a record, of those that have no title. Others are facts.
_NAMES = {
    "commitment": "text",
    "involvement_rule": "text",
    "standard": "text",
    "finding": "text",
    "school_decision": "applies_to",
    "published_answer": "question",
}
_ROUTES = {
    "district": "district",
    "document": "district",
    "school_decision": "schools",
    **dict.fromkeys(("phase", "workstream", "milestone"), "timeline"),
    "published_answer": "ask",
}


@dataclass(frozen=True)
class Reading:
    """What sentences need besides a change: the records that it names, and the district's clock.

    `address` gives the address of a page by its name and what follows the district's in it; "" to
    name records without links.
    """

    known: Records
    zone: ZoneInfo
    address: Callable[..., str] = lambda *_names: ""


def text_in(record: Json, field: str) -> Text:
    """The words of a record in the active language, else in English; empty if there are none."""
    wanted, words = active_language(), record["words"].get(field, {})
    english = words.get(SOURCE, {}).get("text", "")
    own = words.get(wanted)
    if wanted == SOURCE or own is None:
        return Text(english, SOURCE, wanted)
    state = TranslationState(own["state"])
    if state is not TranslationState.STALE:
        return Text(own["text"], wanted, wanted, state)
    part = part_name(record["type"], field)
    return Text(own["text"], wanted, wanted, state, part, english)


def name_of(record: Json, reading: Reading) -> SafeString:
    """The name of a record as a link to the page that shows it, if it is still there."""
    name, address = _name_of(record, reading.known), address_of(record, reading)
    return format_html('<a href="{}">{}</a>', address, name) if address else name


def address_of(record: Json, reading: Reading) -> str:
    """The address of the page that shows a record; "" if it is gone."""
    return reading.address(*_route(record)) if record["id"] in reading.known else ""


def label(record: Json, field: str) -> str:
    """What families call the value of a fact that is one of several choices; "" without one.

    A value of another release, which has no name here, stands for itself.
    """
    value = record["facts"][field] or ""
    return str(_choices(record["type"], field).get(value, value))


def part_name(kind: str, field: str) -> str:
    """What families call a field of words, inside a sentence."""
    return str(MODELS[kind].part_names[field])


def moment(fact: Json | None) -> PartialDate | None:
    """A partial date of a document."""
    return parse(fact["edtf"]) if fact else None


def when(fact: Json | None) -> SafeString:
    """A partial date of a document in words, or that it is not known."""
    return when_html(moment(fact))


def _name_of(record: Json, known: Records) -> SafeString:
    kind, facts = record["type"], record["facts"]
    if kind in ("district", "school"):
        return format_html("<bdi>{}</bdi>", facts["name"])
    if kind == "staffing_change":
        return format_html("{}", label(record, "kind"))
    title = text_in(record, _NAMES.get(kind, "title"))
    if kind == "school_decision" and not title and record["parent"] in known:
        return _name_of(known[record["parent"]], known)
    return phase_named(facts["number"], title) if kind == "phase" else title.html


def _route(record: Json) -> tuple[str, ...]:
    kind = record["type"]
    if kind in ("meeting", "school"):
        return kind, record["facts"]["slug"]
    return (_ROUTES.get(kind, "plan"),)


@cache
def _choices(kind: str, field: str) -> dict[Any, Any]:
    return dict(MODELS[kind]._meta.get_field(field).flatchoices)

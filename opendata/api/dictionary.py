"""The data dictionary: what each kind of record, each field and each shape of values means.

Words are named as notices about stale translations name them (`part_names`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from opendata.api.shapes import Shape, codes_of, shapes_of
from opendata.api.tables import TABLES
from opendata.kinds import Kind

_KINDS = {
    "district": pgettext_lazy("glossary", "School district"),
    "documents": pgettext_lazy("document", "Document"),
    "schools": _("Schools"),
    "school-statuses": _("SROs at this school over time"),
    "school-decisions": _("Decisions on SROs at schools"),
    "meetings": _("Meetings"),
    "interpretations": pgettext_lazy("glossary", "Interpretation"),
    "materials": _("Materials"),
    "meeting-moves": pgettext_lazy("data", "meetings that were moved"),
    "phases": pgettext_lazy("glossary", "Phase"),
    "workstreams": pgettext_lazy("glossary", "Workstream"),
    "milestones": pgettext_lazy("glossary", "Milestone"),
    "milestone-statuses": pgettext_lazy("data", "statuses of milestones"),
    "time-changes": pgettext_lazy("data", "times that were moved"),
    "plan-areas": _("Parts of the plan"),
    "programs": _("Parts of the plan that are only named"),
    "commitments": pgettext_lazy("data", "commitments and recommendations"),
    "commitment-statuses": pgettext_lazy("data", "statuses of commitments and recommendations"),
    "staffing-changes": _("Changes in staff"),
    "involvement-rules": _("When a school may involve SROs"),
    "standards": _("What is asked of SROs"),
    "findings": _("What the sources also say"),
    "published-answers": _("Questions and answers"),
}
_FACTS = {
    "id": pgettext_lazy("data", "id that never changes"),
    "parent": pgettext_lazy("data", "id of what it belongs to"),
    "slug": pgettext_lazy("data", "name in web addresses"),
    "name": pgettext_lazy("data", "name"),
    # Translators: NCES is the office of the U.S. that counts schools, and stays as it is.
    "nces_id": pgettext_lazy("data", "ID of the school in U.S. statistics (NCES), 12 digits"),
    "short_name": pgettext_lazy("data", "short name"),
    "region": pgettext_lazy("data", "U.S. state"),
    "time_zone": pgettext_lazy("data", "time zone"),
    "approach": _("Approach"),
    "as_of": _("Information as of"),
    "known_from": pgettext_lazy("data", "time before which nothing is known"),
    "content_languages": pgettext_lazy("data", "languages of the pages"),
    "helpline_languages": pgettext_lazy("data", "languages of the helpline"),
    "helpline_phone": pgettext_lazy("data", "telephone number of the helpline"),
    "decided": pgettext_lazy("data", "time of the decision"),
    "schools_count": _("Number of schools"),
    "url": pgettext_lazy("data", "web address"),
    "language": _("Language"),
    "kind": pgettext_lazy("data", "kind"),
    "has_sro": pgettext_lazy("data", "whether there is an SRO"),
    "since": pgettext_lazy("data", "time from which on this holds"),
    "confirmed": pgettext_lazy("data", "whether it has happened; otherwise it is planned"),
    "outcome": _("Outcome"),
    "effective": _("Takes effect"),
    "uid": pgettext_lazy("data", "id in calendars"),
    "sequence": pgettext_lazy("data", "number of the version in calendars"),
    "starts_at": pgettext_lazy("data", "start"),
    "ends_at": pgettext_lazy("data", "end"),
    "status": _("Status"),
    "mode": pgettext_lazy("data", "way in which it is held or given"),
    "place": _("Place"),
    "address": pgettext_lazy("data", "street address"),
    "link": _("Link to join"),
    "phone": _("Phone number to join"),
    "phone_code": pgettext_lazy("data", "access code for the phone"),
    "postponed_to": pgettext_lazy("data", "meeting that is held instead"),
    "schools": pgettext_lazy("part", "schools"),
    "service": pgettext_lazy("data", "interpretation or captions"),
    "channel": pgettext_lazy("data", "where it is heard"),
    "access": pgettext_lazy("data", "link or number by which it is heard"),
    "ask_by": pgettext_lazy("data", "last day to ask for it"),
    "ask_contact": pgettext_lazy("data", "who to ask for it"),
    "was_starts_at": pgettext_lazy("data", "start before the move"),
    "was_ends_at": pgettext_lazy("data", "end before the move"),
    "was_place": pgettext_lazy("data", "place before the move"),
    "was_address": pgettext_lazy("data", "street address before the move"),
    "announced_on": pgettext_lazy("data", "day on which it was announced"),
    "number": pgettext_lazy("data", "number"),
    "when": _("When"),
    "position": pgettext_lazy("data", "place in the order"),
    "ongoing": pgettext_lazy("data", "whether it goes on without an end date"),
    "reduction_percent": pgettext_lazy("data", "reduction of SROs in percent"),
    "document": pgettext_lazy("document", "Document"),
    "meeting": pgettext_lazy("data", "meeting at which it is decided"),
    "was": pgettext_lazy("data", "time before the move"),
    "now": pgettext_lazy("data", "time after the move"),
    "asked_of": pgettext_lazy("data", "who is to do it"),
    "answered": pgettext_lazy("data", "day of the answer"),
    "due": pgettext_lazy("data", "time by which it is due"),
    "evidence_link": pgettext_lazy("data", "web address of the evidence"),
    "count": _("How many"),
    "over_years": pgettext_lazy("data", "over how many years"),
    "low": pgettext_lazy("data", "lowest number"),
    "high": pgettext_lazy("data", "highest number"),
}
_SHAPES = {
    Shape.TEXT: pgettext_lazy("data", "text"),
    Shape.CODE: pgettext_lazy("data", "one of these words"),
    Shape.WHOLE_NUMBER: pgettext_lazy("data", "whole number"),
    Shape.YES_OR_NO: pgettext_lazy("data", "true or false"),
    Shape.LIST: pgettext_lazy("data", "language codes"),
    Shape.PARTIAL_DATE: pgettext_lazy("data", "time as exact as it is known (EDTF)"),
    Shape.DAY: pgettext_lazy("data", "day"),
    Shape.INSTANT: pgettext_lazy("data", "date and time (UTC)"),
    Shape.ID: pgettext_lazy("data", "id of a record"),
    Shape.IDS: pgettext_lazy("data", "ids of records"),
}
_WORDS = pgettext_lazy("data", "text in each language, with its state")


@dataclass(frozen=True, slots=True)
class FieldTold:
    """A field by its name in the data, what it means, how it is written, and its codes."""

    name: str
    meaning: str
    shape: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KindTold:
    """A kind of record by its name in addresses, and its fields; in the active language."""

    collection: str
    name: str
    fields: list[FieldTold]


def kinds_told() -> list[KindTold]:
    """All kinds, in the order in which documents have them."""
    return [
        KindTold(name, capfirst(str(_KINDS[name])), list(_fields(kind)))
        for name, kind in TABLES.items()
    ]


def _fields(kind: Kind) -> Iterator[FieldTold]:
    for name, shape in shapes_of(kind).items():
        codes = codes_of(kind, name) if shape is Shape.CODE else ()
        yield FieldTold(name, str(_FACTS[name]), str(_SHAPES[shape]), codes)
    model: Any = kind.model  # a kind with words is of a translated record
    for name in kind.words:
        yield FieldTold(name, str(model.part_names[name]), str(_WORDS))


def ids_told() -> list[FieldTold]:
    """The fields that every record has."""
    return [FieldTold(name, str(_FACTS[name]), str(_SHAPES[Shape.ID])) for name in ("id", "parent")]

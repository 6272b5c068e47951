"""Which fields of which records are facts that anybody may have; a test compares them with models.

Words are those that languages translate. What a record hangs on is its parent. Everything else of
a record is a fact, or is listed in `INTERNAL`.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q

from districts.models import District, Document, School, SchoolDecision, SchoolStatus
from events.models import Interpretation, Material, Meeting, MeetingMove
from languages.columns import translated_fields
from publishing.models import Record
from publishing.states import ChangeKind
from timeline.models import (
    Commitment,
    CommitmentStatus,
    Finding,
    InvolvementRule,
    Milestone,
    MilestoneStatus,
    Phase,
    PlanArea,
    Program,
    StaffingChange,
    Standard,
    TimeChange,
    Workstream,
)

# What tells of the work of staff or of the database, and nothing about the district.
INTERNAL = frozenset(
    {
        "id",
        "uuid",  # each record of a document has it as its id
        "state",
        "publish_at",
        "modified_at",
        "recorded_at",
        "recorded_by",
        "translations",
        "last_public",
        "folded_name",
        "editors_publish",
        "reply_address",
        "is_test",
    }
)


@dataclass(frozen=True)
class Kind:
    """A kind of record: its model, the names of the fields that are facts, and which are shown."""

    model: type[Record]
    facts: tuple[str, ...]
    shown: Q = field(default_factory=Q)

    @cached_property
    def type(self) -> str:
        """Its name in documents, such as "school_status"."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.model.__name__).lower()

    @cached_property
    def collection(self) -> str:
        """The name of all records of this kind in addresses, such as "school-statuses"."""
        name = self.type.replace("_", "-")
        return f"{name}es" if name.endswith("s") else f"{name}s"

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The names of the translated fields."""
        return translated_fields(self.model)

    @cached_property
    def fields(self) -> tuple[Any, ...]:
        """The fields of its facts that are in its own row."""
        every = (self.model._meta.get_field(name) for name in self.facts)
        return tuple(each for each in every if not each.many_to_many)

    @cached_property
    def links(self) -> tuple[Any, ...]:
        """Those of its facts that lead to several records."""
        every = (self.model._meta.get_field(name) for name in self.facts)
        return tuple(each for each in every if each.many_to_many)


KINDS: list[Kind] = [
    Kind(
        District,
        (
            "slug",
            "name",
            "short_name",
            "region",
            "time_zone",
            "approach",
            "as_of",
            "known_from",
            "content_languages",
            "helpline_languages",
            "helpline_phone",
            "decided",
            "schools_count",
        ),
    ),
    Kind(Document, ("url", "language", "kind", "known_from")),
    Kind(School, ("slug", "name", "nces_id", "known_from")),
    Kind(SchoolStatus, ("has_sro", "since", "confirmed")),
    Kind(SchoolDecision, ("decided", "outcome", "effective", "known_from")),
    Kind(
        Meeting,
        (
            "slug",
            "uid",
            "sequence",
            "language",
            "starts_at",
            "ends_at",
            "status",
            "mode",
            "place",
            "address",
            "link",
            "phone",
            "phone_code",
            "postponed_to",
            "schools",
            "known_from",
        ),
    ),
    Kind(
        Interpretation,
        ("language", "service", "mode", "status", "channel", "access", "ask_by", "ask_contact"),
    ),
    Kind(Material, ("kind", "language", "url")),
    Kind(
        MeetingMove,
        ("was_starts_at", "was_ends_at", "was_place", "was_address", "kind", "announced_on"),
    ),
    Kind(Phase, ("number", "when", "known_from")),
    Kind(Workstream, ("position", "known_from")),
    Kind(
        Milestone,
        (
            "position",
            "when",
            "ongoing",
            "reduction_percent",
            "schools",
            "document",
            "meeting",
            "known_from",
        ),
    ),
    Kind(MilestoneStatus, ("status", "since")),
    # Families read of moves; that a mistake was mended, or a time told more exactly, is no move.
    Kind(TimeChange, ("was", "now", "kind", "announced_on"), Q(kind=ChangeKind.SLIP)),
    Kind(PlanArea, ("kind", "number", "position", "known_from")),
    Kind(Program, ("position", "known_from")),
    Kind(
        Commitment,
        (
            "position",
            "kind",
            "asked_of",
            "due",
            "document",
            "schools",
            "evidence_link",
            "known_from",
        ),
    ),
    Kind(CommitmentStatus, ("status", "since")),
    Kind(StaffingChange, ("kind", "count", "over_years", "when", "known_from")),
    Kind(InvolvementRule, ("position", "known_from")),
    Kind(Standard, ("kind", "position", "known_from")),
    Kind(Finding, ("low", "high", "when", "known_from")),
]


def register(*kinds: Kind) -> None:
    """Have these kinds in documents as well.

    An app above calls this in its package `models`, so that all kinds are known before others ask.
    """
    KINDS.extend(kinds)

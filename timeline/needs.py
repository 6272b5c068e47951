"""Milestones and commitments whose time has passed, and nobody has said what happened."""

from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from languages.columns import word_column
from languages.date_input import input_text
from languages.edtf import PartialDate
from languages.registry import SOURCE
from publishing.needs import LOOKED, Asked, Item, Need, Urgency, finds_needs
from timeline.models import (
    Commitment,
    CommitmentStatus,
    Milestone,
    MilestoneStatus,
    Phase,
)

PHASES = 250  # past phases in which milestones without a time of their own are looked for
OpenRow = tuple[int, str, int, PartialDate, date]
"""Key and words of a record, key of its district, its time, and the last day of that."""


@finds_needs
def milestones_without_outcome(asked: Asked) -> Iterator[Need]:
    """Milestones by their own time, or by that of their phase."""
    every = Milestone.objects.in_districts(asked.districts)
    own = every.filter(pk__in=_latest_over(every, "when", asked))
    phases = Phase.objects.in_districts(asked.districts)
    past = _latest_over(phases, "when", asked, PHASES)
    phased = every.filter(when=None, ongoing=False, phase__in=past)
    rows = [
        *_open(own, MilestoneStatus, "title", "when", asked),
        *_open(phased, MilestoneStatus, "title", "phase__when", asked),
    ]
    said = "The time of these milestones has passed. Say what happened: add a status."
    return _needs(rows, "timeline_milestone", said, asked)


@finds_needs
def commitments_without_outcome(asked: Asked) -> Iterator[Need]:
    """Commitments and recommendations that were due."""
    every = Commitment.objects.in_districts(asked.districts)
    due = every.filter(pk__in=_latest_over(every, "due", asked))
    rows = _open(due, CommitmentStatus, "text", "due", asked)
    said = "These commitments were due. Say what happened: add a status."
    return _needs(rows, "timeline_commitment", said, asked)


def _latest_over(
    rows: QuerySet[Any], time: str, asked: Asked, count: int = LOOKED
) -> QuerySet[Any]:
    """The keys of the records whose time has passed last."""
    over = rows.filter(**{f"{time}_upper__lt": asked.day})
    return over.order_by(f"-{time}_upper").values("pk")[:count]


def _open(rows: Any, statuses: Any, words: str, time: str, asked: Asked) -> list[OpenRow]:
    """Those that families see and of which no outcome is stated, the latest first."""
    name = str(rows.model._meta.model_name)
    outcomes = statuses._base_manager.filter(**{name: OuterRef("pk")}, status__in=statuses.OUTCOMES)
    found = rows.public(asked.now).exclude(Exists(outcomes)).order_by(f"-{time}_upper", "pk")
    columns = "pk", word_column(words, SOURCE), "district_id", time, f"{time}_upper"
    return list(found.values_list(*columns)[:LOOKED])


def _needs(rows: list[OpenRow], kind: str, said: str, asked: Asked) -> Iterator[Need]:
    """One for each district, the one whose time passed last first."""
    found: dict[int, list[OpenRow]] = {}
    for row in sorted(rows, key=itemgetter(4), reverse=True):
        found.setdefault(row[2], []).append(row)
    for district, own in found.items():
        items = tuple(
            Item(f"{words} ({input_text(time)})", reverse(f"admin:{kind}_change", args=[key]), day)
            for key, words, _, time, day in own
        )
        passed = (asked.day - own[0][4]).days
        yield Need(district, Urgency.OUTCOME, passed, said, items, is_open=True)

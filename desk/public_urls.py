"""The public pages on which the words of a record stand."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils import translation

from districts.models import District, Document, School, SchoolDecision
from events.models import Meeting, MeetingMove
from languages.models import Translated
from timeline.models import (
    Commitment,
    Finding,
    InvolvementRule,
    Milestone,
    Phase,
    PlanArea,
    Program,
    StaffingChange,
    Standard,
    TimeChange,
    Workstream,
)

Address = tuple[str, ...]
"""The name of a page, and its arguments."""


def _on(page: str) -> Callable[[Any, str], Address]:
    return lambda record, field: (page, record.district.slug)


def _meeting(meeting: Meeting, field: str) -> Address:
    return "meeting", meeting.district.slug, meeting.slug


def _district(district: District, field: str) -> Address:
    pages = {"schools_note": "schools", "schools_kind": "plan"}
    pages |= {"plan_summary": "plan", "plan_note": "plan"}
    return pages.get(field, "district"), district.slug


def _decision(decision: SchoolDecision, field: str) -> Address:
    school = decision.school
    page = ("school", school.slug) if school else ("schools",)
    return page[0], decision.district.slug, *page[1:]


def _document(document: Document, field: str) -> Address:
    cited = "plan" if document.commitments.exists() else "timeline"
    return cited, document.district.slug


_PAGES: dict[type[Translated], Callable[[Any, str], Address]] = {
    District: _district,
    Document: _document,
    School: lambda school, field: ("school", school.district.slug, school.slug),
    SchoolDecision: _decision,
    Meeting: _meeting,
    MeetingMove: lambda move, field: _meeting(move.meeting, field),
    Phase: _on("timeline"),
    Workstream: lambda workstream, field: ("timeline", workstream.phase.district.slug),
    Milestone: _on("timeline"),
    TimeChange: lambda change, field: _PAGES[type(change.record)](change.record, field),
    PlanArea: _on("plan"),
    Commitment: _on("plan"),
    Program: lambda program, field: ("plan", program.area.district.slug),
    StaffingChange: _on("plan"),
    InvolvementRule: _on("plan"),
    Standard: _on("plan"),
    Finding: _on("plan"),
}


def public_url(record: Translated, field: str, language: str) -> str:
    """The address of the page on which families read this field in this language."""
    name, *args = _PAGES[type(record)](record, field)
    with translation.override(language):
        return reverse(name, args=args)

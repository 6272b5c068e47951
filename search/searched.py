"""The records of the apps below that families can find, and where each of them stands."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy, pgettext_lazy

from districts.models import District, Document, School, SchoolDecision
from districts.readable import DAY
from districts.standing import school_entry
from events.models import Meeting, MeetingMove
from languages.dates import say_weekday_day
from languages.html import said_html, when_html
from languages.models import Days, days_of
from languages.registry import active_language
from languages.texts import Text, text_of
from publishing.states import ChangeKind
from search.kinds import Kind, Standing, own_text, register
from timeline.entries import milestone_entry, time_and_moves
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
from timeline.plan_entries import commitment_entry
from timeline.standing import STAGE_WORDS, PhaseStage, phase_stage

DISTRICTS = pgettext_lazy("navigation", "Districts")
TIMELINE = gettext_lazy("Timeline")
MEETINGS = gettext_lazy("Meetings")
SCHOOLS = gettext_lazy("Schools")
PLAN = gettext_lazy("Plan")
DOCUMENTS = gettext_lazy("Documents")


def _district(district: District, _district: District, _day: date) -> Standing:
    return Standing(district.get_approach_display())


def _phase(phase: Phase, _district: District, day: date) -> Standing:
    when, _moves = time_and_moves(phase, day)
    stage = phase_stage(when, day)
    tone = "now" if stage is PhaseStage.CURRENT else "planned"
    return Standing(str(STAGE_WORDS[stage]), tone, when_html(when), f"#phase-{phase.number}")


def _milestone(milestone: Milestone, district: District, day: date) -> Standing:
    entry = milestone_entry(milestone, day, district.known_until)
    said = when_html(entry.time) if entry.time else ""
    return Standing(entry.word, entry.tone, said, f"#{entry.anchor}")


def _meeting(meeting: Meeting, district: District, day: date) -> Standing:
    said = say_weekday_day(meeting.starts_at.astimezone(district.zone).date(), active_language())
    word = meeting.get_status_display() if meeting.was_confirmed else ""
    return Standing(word, "planned", said_html(said))


def _school(school: School, district: District, day: date) -> Standing:
    entry = school_entry(school, district, day)
    return Standing(
        entry.word, "planned", when_html(entry.since) if entry.since else Standing().time
    )


def _commitment(commitment: Commitment, district: District, day: date) -> Standing:
    entry = commitment_entry(commitment, day, district.known_until)
    said = when_html(entry.due) if entry.due else ""
    return Standing(entry.word, entry.tone, said)


def _document(document: Document, _district: District, _day: date) -> Standing:
    return Standing(document.get_kind_display())


def _finding(finding: Finding, _district: District, _day: date) -> Standing:
    return Standing(time=when_html(finding.when) if finding.when else "")


def _decision(decision: SchoolDecision, _district: District, _day: date) -> Standing:
    said = when_html(decision.decided) if decision.decided else ""
    return Standing(decision.get_outcome_display(), "planned", said)


def _decided(decision: SchoolDecision) -> Days:
    return days_of(decision.decided)


def _staffing(change: StaffingChange, _district: District, _day: date) -> Standing:
    return Standing(time=when_html(change.when) if change.when else "")


def _own_time(record: Phase | Milestone | Finding | StaffingChange) -> Days:
    return days_of(record.when)


def _moved(change: TimeChange, _district: District, _day: date) -> Standing:
    place = ""
    if change.phase:
        place = f"#phase-{change.phase.number}"
    elif change.milestone:
        place = f"#milestone-{change.milestone_id}"
    return Standing(time=when_html(change.now) if change.now else "", place=place)


def _what_moved(change: TimeChange) -> Text:
    owner: Any = change.owner
    return text_of(owner, "text" if change.commitment else "title")


def _due(commitment: Commitment) -> Days:
    return days_of(commitment.due)


def _held(meeting: Meeting) -> Days:
    return meeting.days


MOVED = ("statuses", "time_changes")
OF_DISTRICT = (
    *("short_name", "region", "summary", "decision", "decision_reason", "police", "board"),
    *("schools_kind", "schools_note", "plan_summary", "plan_note", "sources", "helpline_name"),
)
OF_MEETING = (
    *("description", "hosts", "place", "address", "cancel_reason", "accessibility"),
    *("report_said", "report_response"),
)
OF_MILESTONE = ("detail", "scope")
OF_COMMITMENT = ("advised_by", "responsible")
WITH_PHASE = (*MOVED, "phase", "phase__time_changes")

register(
    Kind("district", District, DISTRICTS, "name", OF_DISTRICT, stands=_district),
    Kind("phase", Phase, TIMELINE, "title", (), _own_time, ("time_changes",), _phase),
    Kind("workstream", Workstream, TIMELINE, "title", related=("phase",)),
    Kind(
        "milestone", Milestone, TIMELINE, "title", OF_MILESTONE, _own_time, WITH_PHASE, _milestone
    ),
    Kind(
        "time_change",
        TimeChange,
        TIMELINE,
        "",
        ("reason",),
        related=("phase", "milestone", "commitment"),
        stands=_moved,
        named=_what_moved,
        shown=Q(kind=ChangeKind.SLIP, announced_on__lte=DAY),
    ),
    Kind("meeting", Meeting, MEETINGS, "title", OF_MEETING, _held, (), _meeting),
    Kind(
        "meeting_move",
        MeetingMove,
        MEETINGS,
        "",
        ("was_place", "was_address", "announced_by"),
        related=("meeting",),
        named=lambda move: text_of(move.meeting, "title"),
    ),
    Kind("school", School, SCHOOLS, "name", related=("history",), stands=_school),
    Kind(
        "school_decision",
        SchoolDecision,
        SCHOOLS,
        "applies_to",
        ("outcome", "decided_by"),
        _decided,
        ("school",),
        _decision,
        lambda decision: own_text(decision.school.name),
    ),
    Kind("staffing_change", StaffingChange, PLAN, "kind", ("where",), _own_time, (), _staffing),
    Kind("area", PlanArea, PLAN, "title", ("summary",)),
    Kind("program", Program, PLAN, "title", related=("area",)),
    Kind("commitment", Commitment, PLAN, "text", OF_COMMITMENT, _due, MOVED, _commitment),
    Kind("rule", InvolvementRule, PLAN, "text"),
    Kind("standard", Standard, PLAN, "text"),
    Kind("finding", Finding, PLAN, "text", (), _own_time, (), _finding),
    Kind("document", Document, DOCUMENTS, "title", stands=_document),
)

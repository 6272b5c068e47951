"""What pages load of a district's timeline and plan, each in a fixed number of queries."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from districts.models import Document, School
from districts.pages import DistrictPage
from events.models import Meeting
from timeline.entries import MilestoneEntry, Timeline, build_timeline, milestone_entry
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
from timeline.plan_entries import CommitmentEntry, Plan, area_entries, commitment_entry


def load_timeline(page: DistrictPage) -> Timeline:
    """The timeline of the page's district on the page's day."""
    return build_timeline(
        page.readable(Phase).prefetch_related(_time_changes(page)),
        list(page.readable(Workstream)),
        _milestones(page).prefetch_related(_schools(page)),
        page.day,
        page.district.known_until,
    )


def load_plan(page: DistrictPage) -> Plan:
    """The plan of the page's district on the page's day."""
    programs = Prefetch("programs", page.linked(Program))
    commitments = _linked_commitments(page).prefetch_related(_schools(page))
    entries = [_commitment_entry(each, page) for each in commitments]
    return Plan(
        areas=area_entries(page.readable(PlanArea).prefetch_related(programs), entries),
        loose=[entry for entry in entries if entry.record.area_id is None],
        staffing=list(page.readable(StaffingChange)),
        rules=list(page.readable(InvolvementRule)),
        standards=list(page.readable(Standard)),
        findings=list(page.readable(Finding)),
    )


def school_at(page: DistrictPage, slug: str) -> School | None:
    """The school at an address, with its `history`; None if this reader may not see it."""
    return page.readable(School).filter(slug=slug).prefetch_related("history").first()


def school_milestones(page: DistrictPage, school: School) -> list[MilestoneEntry]:
    """The milestones of one school, without their `schools`, in order of time, undated last."""
    milestones = _milestones(page, "phase").prefetch_related(_time_changes(page, "phase__"))
    entries = [
        milestone_entry(milestone, page.day, page.district.known_until)
        for milestone in milestones.filter(schools=school)
    ]
    return sorted(entries, key=lambda e: (e.when is None, e.when.lower if e.when else page.day))


def school_commitments(page: DistrictPage, school: School) -> list[CommitmentEntry]:
    """The commitments to one school, without their `schools`."""
    found = _linked_commitments(page).filter(schools=school)
    return [_commitment_entry(each, page) for each in found]


def commitments_of(page: DistrictPage) -> QuerySet[Commitment]:
    """The commitments that this reader may see, with their statuses and moves."""
    return page.readable(Commitment).prefetch_related("statuses", _time_changes(page))


def _linked_commitments(page: DistrictPage) -> QuerySet[Commitment]:
    """The commitments, each linked only to what this reader may see too."""
    return commitments_of(page).prefetch_related(Prefetch("document", page.linked(Document)))


def _milestones(page: DistrictPage, *joined: str) -> QuerySet[Milestone]:
    """The milestones, each linked only to what this reader may see too."""
    return page.readable(Milestone, *joined).prefetch_related(
        "statuses",
        _time_changes(page),
        Prefetch("document", page.linked(Document)),
        Prefetch("meeting", page.linked(Meeting)),
    )


def _schools(page: DistrictPage) -> Any:
    return Prefetch("schools", page.linked(School))


def _time_changes(page: DistrictPage, path: str = "") -> Any:
    return Prefetch(f"{path}time_changes", page.worded(TimeChange.objects.all()))


def _commitment_entry(commitment: Commitment, page: DistrictPage) -> CommitmentEntry:
    return commitment_entry(commitment, page.day, page.district.known_until)

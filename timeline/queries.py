"""What pages load of a district's timeline and plan, each in a fixed number of queries."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from districts.models import School
from districts.pages import DistrictPage
from districts.readable import KEYS, SLUG, Query, Readable
from languages.prepared import Given, give_related
from timeline.entries import Timeline, build_timeline, milestone_entry
from timeline.milestone_entries import MilestoneEntry
from timeline.models import (
    Commitment,
    Finding,
    InvolvementRule,
    Milestone,
    Phase,
    PlanArea,
    StaffingChange,
    Standard,
    TimeChange,
    Workstream,
)
from timeline.plan_entries import CommitmentEntry, Plan, area_entries, commitment_entry

LINKED = ("document", "meeting", "schools")  # what milestones lead to
_PHASES = Given("phases", KEYS.output_field)


def load_timeline(page: DistrictPage, *linked: str) -> Timeline:
    """The timeline of the page's district on the page's day.

    `linked`: those of LINKED that the page shows of its milestones.
    """
    phases, milestones = page.load(Phase), page.load(Milestone)
    _load_moves(page, phases, milestones)
    page.load_related(milestones, "statuses", *linked)
    streams = page.load(Workstream)
    return build_timeline(phases, streams, milestones, page.day, page.district.known_until)


def load_plan(page: DistrictPage) -> Plan:
    """The plan of the page's district on the page's day."""
    areas, commitments = page.load(PlanArea), load_commitments(page)
    page.load_related(areas, "programs")
    page.load_related(commitments, "document", "schools")
    entries = [_commitment_entry(each, page) for each in commitments]
    return Plan(
        areas=area_entries(areas, entries),
        loose=[entry for entry in entries if entry.record.area_id is None],
        staffing=page.load(StaffingChange),
        rules=page.load(InvolvementRule),
        standards=page.load(Standard),
        findings=page.load(Finding),
    )


def school_at(page: DistrictPage, slug: str) -> School | None:
    """The school at an address, with its `history`; None if this reader may not see it."""
    found = page.load(_school_at, slug=slug)
    page.load_related(found, "history")
    return found[0] if found else None


def school_milestones(page: DistrictPage, school: School) -> list[MilestoneEntry]:
    """The milestones of one school, without their `schools`, in order of time, undated last."""
    milestones = page.load(_milestones_of_school, keys=[school.pk])
    page.load_related(milestones, "statuses", "document", "meeting", "phase")
    phases = list({each.phase.pk: each.phase for each in milestones if each.phase}.values())
    _load_moves(page, phases, milestones)
    entries = [
        milestone_entry(milestone, page.day, page.district.known_until) for milestone in milestones
    ]
    return sorted(entries, key=lambda e: (e.when is None, e.when.lower if e.when else page.day))


def school_commitments(page: DistrictPage, school: School) -> list[CommitmentEntry]:
    """The commitments to one school, without their `schools`."""
    found = load_commitments(page, _commitments_of_school, keys=[school.pk])
    page.load_related(found, "document")
    return [_commitment_entry(each, page) for each in found]


def load_commitments(
    page: DistrictPage, query: Query | type[Commitment] = Commitment, **given: object
) -> list[Commitment]:
    """The commitments that this reader may see, with their statuses and moves."""
    found = page.load(query, **given)
    page.load_related(found, "statuses", "time_changes")
    return found


def _school_at(readable: Readable) -> QuerySet[School]:
    return readable.of_district(School).filter(slug=SLUG)


def _milestones_of_school(readable: Readable) -> QuerySet[Milestone]:
    return readable.of_district(Milestone).filter(schools__pk__in=[KEYS])


def _commitments_of_school(readable: Readable) -> QuerySet[Commitment]:
    return readable.of_district(Commitment).filter(schools__pk__in=[KEYS])


def _load_moves(
    page: DistrictPage, phases: Sequence[Phase], milestones: Sequence[Milestone]
) -> None:
    """Load the `time_changes` of all of these in one query."""
    keys = {"phases": [each.pk for each in phases], "keys": [each.pk for each in milestones]}
    changes = page.load(_moves, **keys)
    give_related(phases, "time_changes", changes, "phase_id")
    give_related(milestones, "time_changes", changes, "milestone_id")


def _moves(readable: Readable) -> QuerySet[TimeChange]:
    moved = Q(phase__pk__in=[_PHASES]) | Q(milestone__pk__in=[KEYS])
    return readable.worded(TimeChange.objects.filter(moved))


def _commitment_entry(commitment: Commitment, page: DistrictPage) -> CommitmentEntry:
    return commitment_entry(commitment, page.day, page.district.known_until)

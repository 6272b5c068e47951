"""What the pages fetch of a district's plan, each in a fixed number of queries."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from districts.models import School
from districts.pages import DistrictPage
from languages.querysets import in_language
from languages.registry import SOURCE
from timeline.models import (
    Commitment,
    Finding,
    InvolvementRule,
    PlanArea,
    Program,
    StaffingChange,
    Standard,
    TimeChange,
)
from timeline.plan_entries import CommitmentEntry, Plan, area_entries, commitment_entry


def load_plan(page: DistrictPage) -> Plan:
    """The whole plan of the page's district on its day."""

    def of_district(model: Any) -> QuerySet[Any]:
        return _readable(model.objects.filter(district=page.district), page)

    programs = Prefetch("programs", _readable(Program.objects.all(), page))
    entries = [_entry(each, page) for each in _commitments(page)]
    return Plan(
        areas=area_entries(of_district(PlanArea).prefetch_related(programs), entries),
        loose=[entry for entry in entries if entry.record.area_id is None],
        staffing=list(of_district(StaffingChange)),
        rules=list(of_district(InvolvementRule)),
        standards=list(of_district(Standard)),
        findings=list(of_district(Finding)),
    )


def school_commitments(page: DistrictPage, school: School) -> list[CommitmentEntry]:
    """What has been promised to one school."""
    return [_entry(each, page) for each in _commitments(page).filter(schools=school)]


def _entry(commitment: Commitment, page: DistrictPage) -> CommitmentEntry:
    return commitment_entry(commitment, page.day, page.district.known_until)


def _commitments(page: DistrictPage) -> QuerySet[Commitment]:
    """The commitments, linked only to schools that this reader may see as well."""
    changes = in_language(TimeChange.objects.all(), get_language() or SOURCE)
    commitments = Commitment.objects.filter(district=page.district).select_related("document")
    return _readable(commitments, page, "document").prefetch_related(
        "statuses",
        Prefetch("time_changes", changes),
        Prefetch("schools", _readable(School.objects.all(), page)),
    )


def _readable(records: Any, page: DistrictPage, *related: str) -> QuerySet[Any]:
    return in_language(records.readable(drafts=page.drafts), get_language() or SOURCE, *related)

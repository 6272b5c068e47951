"""What the pages fetch of a district's timeline, each in a fixed number of queries."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from districts.models import Document, School
from districts.pages import DistrictPage
from events.models import Meeting
from languages.querysets import in_language
from languages.registry import SOURCE
from timeline.entries import MilestoneEntry, Timeline, build_timeline, milestone_entry
from timeline.models import Milestone, Phase, TimeChange, Workstream


def load_timeline(page: DistrictPage) -> Timeline:
    """The whole timeline of the page's district on its day."""
    language = get_language() or SOURCE
    phases = Phase.objects.filter(district=page.district).readable(drafts=page.drafts)
    workstreams = Workstream.objects.filter(phase__district=page.district)
    return build_timeline(
        in_language(phases, language),
        list(in_language(workstreams.readable(drafts=page.drafts), language)),
        _milestones(page),
        page.day,
        page.district.known_until,
    )


def school_milestones(page: DistrictPage, school: School) -> list[MilestoneEntry]:
    """What changes at one school, in the order of time, undated last."""
    entries = [
        milestone_entry(milestone, page.day, page.district.known_until)
        for milestone in _milestones(page).filter(schools=school)
    ]
    return sorted(entries, key=lambda e: (e.when is None, e.when.lower if e.when else page.day))


def _milestones(page: DistrictPage) -> QuerySet[Milestone]:
    """The milestones, each linked only to what this reader may see as well."""
    language = get_language() or SOURCE

    def readable(objects: Any) -> QuerySet[Any]:
        return in_language(objects.readable(drafts=page.drafts), language)

    milestones = Milestone.objects.filter(district=page.district).readable(drafts=page.drafts)
    return in_language(milestones.select_related("phase"), language, "phase").prefetch_related(
        "statuses",
        Prefetch("time_changes", in_language(TimeChange.objects.all(), language)),
        Prefetch("schools", readable(School.objects)),
        Prefetch("document", readable(Document.objects)),
        Prefetch("meeting", readable(Meeting.objects)),
    )

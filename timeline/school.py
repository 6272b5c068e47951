"""What the page of a school shows: SROs over time, decisions, milestones, and meetings."""

from typing import Any

from districts.models import School
from districts.pages import DistrictPage
from districts.queries import decisions_of_school
from districts.standing import history_entries, school_entry
from events.entries import meeting_entry
from events.queries import load_meetings, meetings_of_school
from timeline.queries import school_commitments, school_milestones
from timeline.standing import Standing

AHEAD = (Standing.UNDER_WAY, Standing.PLANNED, Standing.PLANNED_NOW, Standing.ONGOING)


def school_context(page: DistrictPage, school: School) -> dict[str, Any]:
    """The template's variables for `school`, whose `history` has to be prefetched."""
    decisions = page.load(decisions_of_school, keys=[school.pk])
    milestones = school_milestones(page, school)
    commitments = school_commitments(page, school)
    found = load_meetings(page, meetings_of_school, keys=[school.pk])
    meetings = [meeting_entry(meeting, page.district, page.day) for meeting in found]
    return page.context | {
        "school": school_entry(school, page.district, page.day),
        "history": history_entries(school, page.district, page.day),
        "decisions": decisions,
        "coming": [entry for entry in milestones if entry.standing in AHEAD],
        "over": [entry for entry in milestones if entry.standing not in AHEAD],
        "open": [entry for entry in commitments if entry.is_open],
        "settled": [entry for entry in commitments if not entry.is_open],
        "upcoming": [meeting for meeting in meetings if not meeting.is_past],
        "past": [meeting for meeting in reversed(meetings) if meeting.is_past],
    }

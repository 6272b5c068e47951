"""Meetings that are held soon, and of which families do not know enough to come."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from events.models import Interpretation, Meeting, MeetingMode, MeetingStatus
from languages.querysets import in_language
from languages.registry import SOURCE
from languages.staff_hours import said_moment
from publishing.needs import FOUND, Asked, Item, Need, Urgency, finds_needs
from publishing.states import PublicationState

SOON = timedelta(days=14)
JOINED = (MeetingMode.ONLINE, MeetingMode.HYBRID)
# What `_missing` puts into words.
LACKING = (
    Q(has_interpretation=False)
    | (Q(place="") & ~Q(mode=MeetingMode.ONLINE))
    | Q(mode__in=JOINED, link="", phone="")
)


@finds_needs
def meetings_soon(asked: Asked) -> Iterator[Need]:
    """Meetings within 14 days without interpretation, place or link."""
    listed = Interpretation._base_manager.filter(meeting=OuterRef("pk"))
    every = Meeting.objects.in_districts(asked.districts).select_related("district")
    soon = every.filter(starts_at__gt=asked.now, starts_at__lt=asked.now + SOON)
    held = soon.exclude(status=MeetingStatus.CANCELLED).exclude(state=PublicationState.WITHDRAWN)
    lacking = held.annotate(has_interpretation=Exists(listed)).filter(LACKING)
    rows = in_language(lacking, SOURCE, "district").order_by("starts_at", "pk")
    for meeting in rows[:FOUND]:
        address = reverse("admin:events_meeting_change", args=[meeting.pk])
        held_at = said_moment(meeting.starts_at, meeting.district.zone)
        said = f"A meeting is soon, and families don’t know {' or '.join(_missing(meeting))}."
        items = (Item(f"{meeting}: {held_at}", address),)
        days = (meeting.starts_at - asked.now).days
        yield Need(meeting.district_id, Urgency.MEETING, days, said, items)


def _missing(meeting: Any) -> list[str]:
    """What families ask before they come and nobody has entered, in words."""
    found = []
    if not meeting.place and meeting.mode != MeetingMode.ONLINE:
        found.append("the place")
    if meeting.mode in JOINED and not (meeting.link or meeting.phone):
        found.append("the link or phone number to join")
    if not meeting.has_interpretation:
        found.append("into which languages it is interpreted")
    return found

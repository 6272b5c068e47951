"""Meetings that are held soon, and of which families do not know enough to come."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from events.models import Interpretation, Meeting, MeetingMode, MeetingStatus
from languages.querysets import in_language
from languages.registry import SOURCE
from languages.staff_hours import said_moment
from publishing.needs import LOOKED, Asked, Item, Need, Urgency, finds_needs
from publishing.states import PublicationState

SOON = timedelta(days=14)


@finds_needs
def meetings_soon(asked: Asked) -> Iterator[Need]:
    """Meetings within 14 days without interpretation, place or link."""
    listed = Interpretation._base_manager.filter(meeting=OuterRef("pk"))
    every = Meeting.objects.in_districts(asked.districts).select_related("district")
    soon = every.filter(starts_at__gt=asked.now, starts_at__lt=asked.now + SOON)
    held = soon.exclude(status=MeetingStatus.CANCELLED).exclude(state=PublicationState.WITHDRAWN)
    rows = in_language(held.annotate(has_interpretation=Exists(listed)), SOURCE, "district")
    for meeting in rows.order_by("starts_at", "pk")[:LOOKED]:
        if missing := _missing(meeting):
            address = reverse("admin:events_meeting_change", args=[meeting.pk])
            held_at = said_moment(meeting.starts_at, meeting.district.zone)
            said = f"A meeting is soon, and families don’t know {' or '.join(missing)}."
            items = (Item(f"{meeting}: {held_at}", address),)
            days = (meeting.starts_at - asked.now).days
            yield Need(meeting.district_id, Urgency.MEETING, days, said, items)


def _missing(meeting: Any) -> list[str]:
    """What families ask before they come and nobody has entered, in words."""
    found = []
    if not meeting.place and meeting.mode != MeetingMode.ONLINE:
        found.append("the place")
    joined = meeting.mode in (MeetingMode.ONLINE, MeetingMode.HYBRID)
    if joined and not (meeting.link or meeting.phone):
        found.append("the link or phone number to join")
    if not meeting.has_interpretation:
        found.append("into which languages it is interpreted")
    return found

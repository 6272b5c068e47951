"""Meetings to come for which families need an interpreter, and still wait."""

from collections.abc import Iterator

from django.urls import reverse

from districts.access import rights_of
from events.models import Meeting, MeetingStatus
from feedback.interpreters.counts import asked_for
from feedback.models import InterpreterRequest
from languages.querysets import in_language
from languages.registry import SOURCE
from publishing.needs import FOUND, Asked, Item, Need, Urgency, finds_needs

WANTED = "Families need an interpreter. Arrange one, and tell them whether one comes."
CANCELED = "Families need an interpreter for a meeting that is canceled. Tell them."


@finds_needs
def interpreters_wanted(asked: Asked) -> Iterator[Need]:
    """One for each meeting, for editors of its district and for its question desk."""
    rows = InterpreterRequest.objects.waiting(asked.now)
    answered = rights_of(asked.user).answered()
    if asked.districts is not None and answered is not None:
        rows = rows.filter(meeting__district__in={*asked.districts, *answered})
    wanted = asked_for(rows)
    meetings = Meeting._base_manager.filter(pk__in=list(wanted)[:FOUND])
    for meeting in in_language(meetings.order_by("starts_at", "pk"), SOURCE):
        address = reverse("admin:events_meeting_change", args=[meeting.pk])
        said = CANCELED if meeting.status == MeetingStatus.CANCELLED else WANTED
        items = (Item(f"{meeting}: {wanted[meeting.pk]}", address),)
        days = (meeting.starts_at - asked.now).days
        yield Need(meeting.district_id, Urgency.MEETING, days, said, items)

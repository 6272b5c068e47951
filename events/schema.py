"""Meetings in the vocabulary of schema.org, for search engines."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from districts.schema import organization
from events.entries import MeetingEntry
from events.models import MeetingMode, MoveKind

_ATTENDANCE: dict[str, str] = {
    MeetingMode.IN_PERSON: "OfflineEventAttendanceMode",
    MeetingMode.ONLINE: "OnlineEventAttendanceMode",
    MeetingMode.HYBRID: "MixedEventAttendanceMode",
}


def event(entry: MeetingEntry, absolute: Callable[[str], str]) -> dict[str, Any]:
    """An Event; `absolute` turns a path into a full address. Unknown values are left out."""
    record, zone = entry.record, entry.district.zone
    found = {
        "@type": "Event",
        "@id": f"urn:uid:{record.uid}",
        "name": str(entry.title),
        "url": absolute(reverse("meeting", args=[entry.district.slug, record.slug])),
        "startDate": record.starts_at.astimezone(zone).isoformat(),
        "endDate": record.ends_at.astimezone(zone).isoformat(),
        "eventStatus": f"https://schema.org/{_status(entry)}",
        "previousStartDate": _previous(entry),
        "eventAttendanceMode": _attendance(entry),
        "location": _locations(entry),
        "inLanguage": record.language,
        "organizer": organization(entry.district, absolute),
    }
    return {key: value for key, value in found.items() if value}


def _status(entry: MeetingEntry) -> str:
    if entry.is_canceled:
        return "EventPostponed" if entry.record.postponed_to_id else "EventCancelled"
    return "EventRescheduled" if _previous(entry) else "EventScheduled"


def _previous(entry: MeetingEntry) -> str:
    """The start from before its last move to another time."""
    moved = [
        move.record.was_starts_at
        for move in entry.moves
        if move.record.kind == MoveKind.MOVE and move.starts_otherwise
    ]
    return moved[-1].astimezone(entry.district.zone).isoformat() if moved else ""


def _attendance(entry: MeetingEntry) -> str:
    attendance = _ATTENDANCE.get(entry.record.mode)
    return f"https://schema.org/{attendance}" if attendance else ""


def _locations(entry: MeetingEntry) -> list[dict[str, str]]:
    record, found = entry.record, []
    if entry.where:
        place = {"@type": "Place", "name": record.place, "address": record.address}
        found.append({key: value for key, value in place.items() if value})
    if entry.link:
        found.append({"@type": "VirtualLocation", "url": entry.link})
    return found

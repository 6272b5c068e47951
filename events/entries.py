"""The one builder that turns a meeting's record into what its pages show."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from districts.models import District
from events.models import Meeting
from languages.dates import SaidMeeting, date_parts, say_meeting
from languages.registry import SOURCE
from languages.texts import Text, text_of


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A meeting as its pages show it on one day, its times in the district's zone."""

    record: Meeting
    title: Text
    said: SaidMeeting
    day_of_month: str
    month: str
    is_past: bool


def meeting_entry(meeting: Meeting, district: District, day: date) -> MeetingEntry:
    """What to show of `meeting`, its `interpretation` prefetched."""
    language = get_language() or SOURCE
    starts = meeting.starts_at.astimezone(district.zone)
    day_of_month, month = date_parts(starts.date(), language)
    return MeetingEntry(
        record=meeting,
        title=text_of(meeting, "title"),
        said=say_meeting(meeting.starts_at, meeting.ends_at, district.zone, language),
        day_of_month=day_of_month,
        month=month,
        is_past=meeting.ends_at < district.start_of(day),
    )

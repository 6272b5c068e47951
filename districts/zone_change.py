"""A new time zone for a district that has meetings to come: what becomes of their times."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from districts.models import District, time_zones
from languages.hours import say_meeting
from languages.registry import SOURCE

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[District]
else:
    _ModelForm = forms.ModelForm

CLOCK, MOMENT = "clock", "moment"
KEEPS = (
    ("", "---------"),
    (CLOCK, "Keep the clock times: 6:00 PM stays 6:00 PM, in the new time zone"),
    (MOMENT, "Keep the moments: the clock times on the pages change"),
)
LISTED = 5


def meetings_to_come(district: District) -> list[Any]:
    """The meetings of a district that are not over, in order; apps above bring the relation."""
    meetings: Any = getattr(district, "meetings")  # noqa: B009 - unknown to this app's models
    return list(meetings.filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk"))


class ZoneForm(_ModelForm):
    """Asks what stays if the time zone changes; without meetings to come there is no question.

    Stands before the form it is combined with.
    """

    zone_keeps = forms.ChoiceField(
        label="Meetings to come", required=False, choices=KEEPS, widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        new = cleaned.get("time_zone")
        changes = self.instance.pk and "time_zone" in self.changed_data
        # The model, which is checked after the form, refuses a name that is not known.
        if changes and new in time_zones() and not cleaned.get("zone_keeps"):
            self._ask_what_stays(ZoneInfo(self.initial["time_zone"]), ZoneInfo(new))
        return cleaned

    def _ask_what_stays(self, old: ZoneInfo, new: ZoneInfo) -> None:
        meetings = meetings_to_come(self.instance)
        if not meetings:
            return
        self.fields["zone_keeps"].widget = forms.Select(choices=KEEPS)
        listed = "; ".join(_both_times(meeting, old, new) for meeting in meetings[:LISTED])
        more = len(meetings) - LISTED
        listed += f"; and {more} more" if more > 0 else ""
        said = f"Meetings to come would be at other times: {listed}. Choose below what stays."
        self.add_error("time_zone", said)


def keep_clock_times(district: District, old: ZoneInfo) -> list[Any]:
    """Move the meetings to come so that clocks in the new zone show what those in `old` showed.

    What families have seen of a meeting that moves is recorded as a correction. Returns those
    that moved.
    """
    meetings = meetings_to_come(district)
    for meeting in meetings:
        if meeting.is_settled:
            seen = {f"was_{name}": value for name, value in meeting.last_seen.items()}
            today = district.today(timezone.now())
            meeting.moves.create(kind="correction", announced_on=today, **seen)
        meeting.starts_at = _same_clock(meeting.starts_at, old, district.zone)
        meeting.ends_at = _same_clock(meeting.ends_at, old, district.zone)
        meeting.save()
    return meetings


def _same_clock(at: datetime, old: ZoneInfo, new: ZoneInfo) -> datetime:
    return at.astimezone(old).replace(tzinfo=new)


def _both_times(meeting: Any, old: ZoneInfo, new: ZoneInfo) -> str:
    was, now = (say_meeting(meeting.starts_at, meeting.ends_at, z, SOURCE) for z in (old, new))
    return f"{meeting}, {was.day.text}, {was.hours} would become {now.hours}"

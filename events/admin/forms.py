"""The form of a meeting: times on the district's clock, and what was announced about a move."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils import timezone

from districts.record_forms import RecordForm
from events.models import MeetingMove, MoveKind
from languages.cleaning import EnglishField
from languages.clock import DAY
from languages.clock_forms import WallTimeField
from languages.columns import word_column
from languages.forms import DayField
from languages.registry import SOURCE
from languages.staff_hours import said_time
from publishing.settled_forms import SettledForm

TIMES = ("starts_at", "ends_at")
PLACES = ("place", "address")
MOVED = ("moved_kind", "moved_announced_by", "moved_announced_on")


class MeetingForm(SettledForm, RecordForm):
    """Asks when and by whom a move of a published meeting was announced."""

    clocks = (*TIMES, "publish_at")
    starts_at = WallTimeField(label="Starts")
    ends_at = WallTimeField(label="Ends")
    lasts_days = forms.BooleanField(
        label="It does last more than 24 hours", required=False, widget=forms.HiddenInput
    )
    moved_kind = forms.ChoiceField(
        label="Why is it changing?",
        required=False,
        choices=[("", "---------"), *MoveKind.choices],
        help_text="Families see the earlier time or place, the new one, and what you enter below.",
    )
    moved_announced_by = EnglishField(
        label="Announced by, in English",
        required=False,
        max_length=300,
        help_text="For example: Department of Safety. Translate it under “Meeting moves”.",
    )
    moved_announced_on = DayField(label="Announced on", required=False, widget=AdminDateWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was |= {name: getattr(self.instance, name) for name in PLACES}

    def clean(self) -> dict[str, Any]:
        """Refuse times that cannot be meant, and ask about a move if families saw the meeting."""
        cleaned = super().clean()
        starts_at, ends_at = (cleaned.get(name) for name in TIMES)
        if starts_at and ends_at and not self.errors and ends_at <= starts_at:
            self.add_error("ends_at", "The meeting ends before it starts.")
        if starts_at and ends_at and not self.errors and ends_at - starts_at > DAY:
            self._ask_if_it_lasts_days(starts_at, ends_at, self.zone_in(cleaned))
        if self.settled:
            self._check_move(cleaned)
        return cleaned

    def _ask_if_it_lasts_days(self, starts_at: datetime, ends_at: datetime, zone: Any) -> None:
        """Asked once, of times that were edited: more often than not the day is a slip."""
        if self.cleaned_data.get("lasts_days") or not {*TIMES} & {*self.changed_data}:
            return
        self.fields["lasts_days"].widget = forms.CheckboxInput()
        when = said_time(starts_at, ends_at, zone)
        said = f"This meeting lasts more than 24 hours: {when}. Correct it, or check the box below."
        self.add_error("ends_at", said)

    def _check_move(self, cleaned: dict[str, Any]) -> None:
        if self.errors:
            return
        if not self.find_move(cleaned):
            self.refuse_explanation(cleaned, *MOVED)
            return
        if not cleaned.get("moved_kind"):
            said = "Families last saw a different time or place. Say why it is changing."
            self.add_error("moved_kind", said)
        if cleaned.get("moved_kind") == MoveKind.MOVE and not cleaned.get("moved_announced_by"):
            self.add_error("moved_announced_by", "Enter who announced it. Families see this.")
        announced: Any = cleaned.get("moved_announced_on")
        if not announced:
            self.add_error("moved_announced_on", "Enter the date it was announced.")
        elif announced > self.instance.district.today(timezone.now()):
            self.add_error("moved_announced_on", "This date is in the future.")

    def moved_record(self, user: Any) -> MeetingMove:
        """The record of the move that this valid form describes; save it with the meeting."""
        words = {word_column("announced_by", SOURCE): self.cleaned_data["moved_announced_by"]}
        return MeetingMove(
            meeting=self.instance,
            kind=self.cleaned_data["moved_kind"],
            announced_on=self.cleaned_data["moved_announced_on"],
            recorded_by=user,
            **{f"was_{name}": value for name, value in self.last_seen.items()},
            **words,
        )

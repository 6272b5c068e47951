"""Forms that ask what a change of a published time is, and for its reason."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils import timezone

from districts.record_forms import RecordForm
from languages.cleaning import EnglishField
from languages.columns import word_column
from languages.date_input import input_text
from languages.edtf import PartialDate, narrows, parse
from languages.forms import DayField
from languages.registry import SOURCE
from publishing.scheduled_forms import ScheduledForm
from publishing.settled_forms import SettledForm
from timeline.models import ChangeKind, TimeChange

MOVED = ("moved_kind", "moved_reason", "moved_announced_on")


class KeepsTime(SettledForm, ScheduledForm):
    """Refuses to move a published time in an inline row, which has no room for the questions."""

    def clean(self) -> dict[str, Any]:
        """Refuse a move, and say where it can be explained."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.find_move(cleaned):
            seen = _said(self.last_seen[self.instance.time_name])
            said = f"Families last saw “{seen}”. Change the date on its own page, which asks why."
            self.add_error(self.instance.time_name, said)
        return cleaned


class MovesTime(SettledForm, RecordForm):
    """Asks about a move if families have seen the time; drafts move freely until published."""

    moved_kind = forms.ChoiceField(
        label="Why is it changing?",
        required=False,
        choices=[("", "---------"), *ChangeKind.choices],
        help_text=(
            "If the district moved it, families see the earlier date, the new "
            "one, the reason and the day of the announcement."
        ),
    )
    moved_reason = EnglishField(
        label="Reason, in English",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="Required if the district moved it. Translate it under “Time changes”.",
    )
    moved_announced_on = DayField(
        label="Announced on",
        required=False,
        widget=AdminDateWidget,
        help_text="The date the district announced the change. Required if the district moved it.",
    )

    def clean(self) -> dict[str, Any]:
        """Require an explanation of a move, and refuse one without a move."""
        cleaned = super().clean()
        if self.find_move(cleaned):
            self._check_kind(cleaned)
        elif not self.errors:
            self.refuse_explanation(cleaned, *MOVED)
        return cleaned

    @property
    def times(self) -> tuple[PartialDate | None, PartialDate | None]:
        """The time that families last saw, and the one that was typed."""
        name = self.instance.time_name
        return self.last_seen[name], self.cleaned_data[name]

    def _check_kind(self, cleaned: dict[str, Any]) -> None:
        was, now = self.times
        change = f"Families last saw “{_said(was)}” and will now see “{_said(now)}”"
        match cleaned.get("moved_kind"):
            case "":
                self.add_error("moved_kind", f"{change}. Say why it is changing.")
            case ChangeKind.NARROWING if not narrows(was, now):
                self.add_error("moved_kind", f"{change}, which is not a part of the earlier date.")
            case ChangeKind.SLIP:
                self._check_slip(cleaned)

    def _check_slip(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("moved_reason"):
            self.add_error("moved_reason", "Enter why the date changed. Families see this.")
        announced = cleaned.get("moved_announced_on")
        if announced is None:
            if "moved_announced_on" not in self.errors:
                self.add_error("moved_announced_on", "Enter the date it was announced.")
            return
        if announced > self._today:
            self.add_error("moved_announced_on", "This date is in the future.")
        last = self.instance.time_changes.filter(kind=ChangeKind.SLIP).last()
        if last and announced < last.announced_on:
            day = input_text(parse(last.announced_on.isoformat()))
            said = f"The previous change was announced later than this, on {day}."
            self.add_error("moved_announced_on", said)

    @property
    def _today(self) -> Any:
        return self.instance.district.today(timezone.now())

    def moved_record(self, user: Any) -> TimeChange:
        """The record of the move that this valid form describes; save it with the record."""
        was, now = self.times
        return TimeChange(
            **{
                self.instance._meta.model_name: self.instance,
                word_column("reason", SOURCE): self.cleaned_data["moved_reason"],
            },
            was=was,
            now=now,
            kind=self.cleaned_data["moved_kind"],
            announced_on=self.cleaned_data["moved_announced_on"] or self._today,
            recorded_by=user,
        )


def _said(when: PartialDate | None) -> str:
    return input_text(when) if when else "not known"

"""When the time of something published moves, its form asks what this change is, and why."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils import timezone

from districts.record_admin import ModelForm, RecordForm
from languages.columns import word_column
from languages.date_input import input_text
from languages.edtf import PartialDate, parse
from languages.registry import SOURCE
from publishing.forms import MergingForm
from timeline.changes import narrows
from timeline.models import ChangeKind, TimeChange

MOVED = ("moved_kind", "moved_reason", "moved_announced_on")


class SettledTime(ModelForm):
    """Knows whether the time of what was published is about to move."""

    time_name: ClassVar[str] = "when"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        published = bool(self.instance.pk) and not self.instance.is_draft
        self.settled = published and self.time_name in self.fields

    @property
    def times(self) -> tuple[PartialDate | None, PartialDate | None]:
        """The time before, and the one that was typed."""
        return self.initial.get(self.time_name), self.cleaned_data.get(self.time_name)

    @property
    def moves(self) -> bool:
        """Whether there was a time, or once was, and it changes."""
        was, now = self.times
        if not self.settled or self.time_name in self.errors or was == now:
            return False
        return was is not None or self.instance.time_changes.exists()


class KeepsTime(SettledTime, MergingForm):
    """For a row on another record's page, where there is no room to ask."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.moves:
            said = "It is published: move its time on its own page, which asks what the change is."
            self.add_error(self.time_name, said)
        return cleaned


class MovesTime(SettledTime, RecordForm):
    """Asks only where something published had a time; drafts are moved as one likes."""

    moved_kind = forms.ChoiceField(
        label="What the change is",
        required=False,
        choices=[("", "---------"), *ChangeKind.choices],
        help_text="Families see slips: the earlier time, the new one, the reason and the day.",
    )
    moved_reason = forms.CharField(
        label="Why, in English",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="Required for a slip. It is translated under “Time changes”.",
    )
    moved_announced_on = forms.DateField(
        label="Announced on",
        required=False,
        widget=AdminDateWidget,
        help_text="The day on which the district said so. Required for a slip.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.moves:
            self._check_kind(cleaned)
        elif not self.errors and any(cleaned.get(name) for name in MOVED):
            self.add_error(self.time_name, "The time is as it was: there is no change to explain.")
        return cleaned

    def _check_kind(self, cleaned: dict[str, Any]) -> None:
        was, now = self.times
        change = f"The time changes from “{_said(was)}” to “{_said(now)}”"
        match cleaned.get("moved_kind"):
            case "":
                self.add_error("moved_kind", f"{change}, and is published. Say what the change is.")
            case ChangeKind.NARROWING if not narrows(was, now):
                self.add_error("moved_kind", f"{change}, which is not within the old bounds.")
            case ChangeKind.SLIP:
                self._check_slip(cleaned)

    def _check_slip(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("moved_reason"):
            self.add_error("moved_reason", "Say why the time has moved: families read it.")
        announced = cleaned.get("moved_announced_on")
        if announced is None:
            if "moved_announced_on" not in self.errors:
                self.add_error("moved_announced_on", "Give the day on which it was announced.")
            return
        if announced > self._today:
            self.add_error("moved_announced_on", "This day is still to come.")
        last = self.instance.time_changes.filter(kind=ChangeKind.SLIP).last()
        if last and announced < last.announced_on:
            day = input_text(parse(last.announced_on.isoformat()))
            said = f"The slip before was announced later, on {day}."
            self.add_error("moved_announced_on", said)

    @property
    def _today(self) -> Any:
        return self.instance.district.today(timezone.now())

    def time_change(self, user: Any) -> TimeChange:
        """The record of a move that this valid form describes, to be saved with it."""
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

"""Admin pages of a district's plan: areas, commitments, staff and rules."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.utils import timezone

from districts.inlines import ChildInline, SameDistrict
from districts.list_filters import RelatedFilter
from districts.models import still_to_come
from districts.publish_all_admin import PublishesAll
from districts.record_admin import BY_DISTRICT, RecordAdmin
from districts.record_forms import DatedForm
from districts.spreadsheet_admin import SpreadsheetAdmin
from languages.admin import said
from languages.columns import word_column
from languages.forms import PartialDateFormField
from languages.registry import SOURCE
from publishing.scheduled_forms import ScheduledForm
from publishing.state_actions import StateFilter
from timeline.admin.moved import MovableAdmin, TimeChangeInline
from timeline.admin.moved_forms import KeepsTime, MovesTime
from timeline.admin.spreadsheets import COMMITMENTS
from timeline.models import (
    Commitment,
    CommitmentState,
    CommitmentStatus,
    Finding,
    InvolvementRule,
    PlanArea,
    Program,
    StaffingChange,
    Standard,
)
from timeline.plan_entries import commitment_entry

TITLE, TEXT = word_column("title", SOURCE), word_column("text", SOURCE)


class CommitmentRow(KeepsTime):
    """A commitment on the page of its area; choosing a status adds one to those stated."""

    status = forms.ChoiceField(
        label="New status",
        required=False,
        choices=[("", "---------"), *((state.value, state.name) for state in CommitmentState)],
    )
    since = PartialDateFormField(label="Status since", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("due", "since"):
            if name in self.fields:
                self.fields[name].help_text = ""  # it would be repeated in full above the column

    def clean(self) -> dict[str, Any]:
        """Require a status for a day, and refuse a day in the future."""
        cleaned = super().clean()
        if cleaned.get("since") and not cleaned.get("status"):
            self.add_error("status", "Choose the status that has applied since then.")
        stated = CommitmentStatus(commitment=self.instance, since=cleaned.get("since"))
        for name, error in still_to_come(stated, "since").items():
            self.add_error(name, error)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Also add the chosen status to those stated."""
        commitment = super().save(commit)
        if commit and self.cleaned_data["status"]:
            told = {name: self.cleaned_data[name] for name in ("status", "since")}
            CommitmentStatus.objects.create(commitment=commitment, **told)
        return commitment


class CommitmentInline(ChildInline, admin.StackedInline[Commitment, PlanArea]):
    """The English text and what is known; everything else is on the commitment's own page."""

    model = Commitment
    form = CommitmentRow
    formset = SameDistrict
    fields = (
        TEXT,
        ("kind", "asked_of"),
        ("due", "status", "since"),
        ("position", "state", "publish_at"),
    )
    show_change_link = True
    can_delete = False


class ProgramInline(ChildInline, admin.TabularInline[Program, PlanArea]):
    model = Program
    form = ScheduledForm
    fields = (TITLE, "position", "state", "publish_at")
    show_change_link = True
    can_delete = False


class PlanRecordAdmin(RecordAdmin[Any]):
    """A record that families read on the plan page of its district."""

    list_filter: ClassVar[tuple[Any, ...]] = (BY_DISTRICT, StateFilter)
    list_select_related: ClassVar[tuple[str, ...]] = ("district",)
    ordering: ClassVar[tuple[str, ...]] = ("district__name", "position", "pk")


@admin.register(PlanArea)
class PlanAreaAdmin(PublishesAll[Any], PlanRecordAdmin):
    main_fields = (TITLE, "district", "kind", "number", "position")
    list_display = ("__str__", "district", "kind", "number", "state_now")
    list_filter = (BY_DISTRICT, StateFilter, "kind")
    inlines = [CommitmentInline, ProgramInline]


class CommitmentStatusInline(ChildInline, admin.TabularInline[CommitmentStatus, Commitment]):
    model = CommitmentStatus
    fields = ("status", "since")


@admin.register(Commitment)
class CommitmentAdmin(PlanRecordAdmin, MovableAdmin[Commitment], SpreadsheetAdmin[Commitment]):
    spreadsheet = COMMITMENTS
    read_with = ("statuses", "time_changes")
    form = MovesTime
    instead = (
        "Give it the status “dropped” instead, so that families see it is no longer "
        "planned. If it was never promised, withdraw it."
    )
    main_fields = (
        TEXT,
        "district",
        "area",
        "kind",
        "asked_of",
        word_column("advised_by", SOURCE),
        "due",
        word_column("responsible", SOURCE),
        "document",
        "evidence_link",
        "schools",
        "position",
    )
    list_display = ("__str__", "district", "area", "kind", "asked_of", said("due"), "state_now")
    list_filter = (
        BY_DISTRICT,
        StateFilter,
        ("area", RelatedFilter),
        "kind",
        "asked_of",
        "statuses__status",
    )
    list_select_related = ("district", "area")
    ordering = ("district__name", "area__position", "area_id", "position", "pk")
    filter_horizontal = ("schools",)
    inlines = [CommitmentStatusInline, TimeChangeInline]

    def read_of_the_past(self, record: Commitment) -> str:
        """The word for a missed time, if it is over and no outcome is stated."""
        district = record.district
        today = district.today(timezone.now())
        return commitment_entry(record, today, district.known_until).missed


@admin.register(Program)
class ProgramAdmin(PlanRecordAdmin):
    set_once = ("area",)
    main_fields = (TITLE, "area", "position")
    list_display = ("__str__", "area", "position", "state_now")
    list_filter = (("area__district", RelatedFilter), StateFilter)
    list_select_related = ("area", "area__district")
    ordering = ("area__district__name", "area__position", "position", "pk")


@admin.register(StaffingChange)
class StaffingChangeAdmin(PlanRecordAdmin):
    form = DatedForm
    main_fields = ("kind", "district", "count", word_column("where", SOURCE), "over_years", "when")
    list_display = ("__str__", "district", "kind", "count", said("when"), "state_now")
    list_filter = (BY_DISTRICT, StateFilter, "kind")
    ordering = ("district__name", "pk")


@admin.register(InvolvementRule)
class InvolvementRuleAdmin(PlanRecordAdmin):
    main_fields = (TEXT, "district", "position")
    list_display = ("__str__", "district", "position", "state_now")


@admin.register(Standard)
class StandardAdmin(PlanRecordAdmin):
    main_fields = (TEXT, "district", "kind", "position")
    list_display = ("__str__", "district", "kind", "position", "state_now")
    list_filter = (BY_DISTRICT, StateFilter, "kind")
    ordering = ("district__name", "kind", "position", "pk")


@admin.register(Finding)
class FindingAdmin(PlanRecordAdmin):
    form = DatedForm
    main_fields = (TEXT, "district", "low", "high", "when")
    list_display = ("__str__", "district", "low", "high", said("when"), "state_now")
    ordering = ("district__name", "pk")

"""Admin pages of the timeline: phases, workstreams and milestones."""

from typing import Any

from django.contrib import admin
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from districts.inlines import ChildInline, SameDistrict
from districts.list_filters import RelatedFilter
from districts.models import District
from districts.publish_all_admin import PublishesAll
from districts.record_admin import BY_DISTRICT, RecordAdmin
from districts.spreadsheet_admin import SpreadsheetAdmin
from languages.admin import said
from languages.columns import word_column
from languages.registry import SOURCE
from publishing.state_actions import StateFilter
from timeline.admin.moved import TimeChangeInline
from timeline.admin.moved_forms import KeepsTime, MovesTime
from timeline.admin.shifting import ShiftsPhases
from timeline.admin.spreadsheets import MILESTONES
from timeline.admin.titles import TITLE, AsksAboutTitles
from timeline.entries import milestone_entry
from timeline.models import Milestone, MilestoneStatus, Phase, Workstream

PHASE_ORDER = F("phase__number").asc(nulls_last=True)


class MilestoneInline(ChildInline, admin.TabularInline[Milestone, Phase]):
    """The English title, time and state; everything else is on the milestone's own page."""

    model = Milestone
    form = KeepsTime
    formset = SameDistrict
    fields = (TITLE, "when", "state", "publish_at")
    show_change_link = True
    can_delete = False

    def get_extra(self, request: HttpRequest, obj: Phase | None = None, **kwargs: Any) -> int:
        """Empty rows to fill in, without a script too."""
        return 1 if obj and obj.milestones.exists() else 3


@admin.register(Phase)
class PhaseAdmin(PublishesAll[Phase], ShiftsPhases, AsksAboutTitles):
    form = MovesTime
    main_fields = (TITLE, "district", "number", "when")
    list_display = ("__str__", "district", said("when"), "state_now")
    list_filter = (BY_DISTRICT, StateFilter)
    list_select_related = ("district",)
    ordering = ("district__name", "number", "pk")
    inlines = [MilestoneInline, TimeChangeInline]


@admin.register(Workstream)
class WorkstreamAdmin(RecordAdmin[Workstream]):
    set_once = ("phase",)
    main_fields = (TITLE, "phase", "position")
    list_display = ("__str__", "phase", "district", "position", "state_now")
    list_filter = (("phase__district", RelatedFilter), StateFilter)
    list_select_related = ("phase", "phase__district")
    ordering = ("phase__district__name", "phase__number", "position", "pk")

    @admin.display(ordering="phase__district__name")
    def district(self, obj: Workstream) -> str:
        """The district of its phase, for the list."""
        return obj.phase.district.name

    def choice_label(self, districts: dict[int, District], obj: Any) -> str:
        """With the phase, since several phases have a workstream of the same name."""
        return super().choice_label(districts, obj) + f" (phase {obj.phase})"


class MilestoneStatusInline(ChildInline, admin.TabularInline[MilestoneStatus, Milestone]):
    model = MilestoneStatus
    fields = ("status", "since")


@admin.register(Milestone)
class MilestoneAdmin(AsksAboutTitles, SpreadsheetAdmin[Milestone]):
    spreadsheet = MILESTONES
    read_with = ("statuses", "time_changes")
    form = MovesTime
    instead = (
        "Give it the status “canceled” instead, so that families see it will not "
        "happen. If it was never going to be a milestone, withdraw it."
    )
    main_fields = (
        TITLE,
        "district",
        "phase",
        "workstream",
        "when",
        "ongoing",
        word_column("detail", SOURCE),
        "reduction_percent",
        "schools",
        word_column("scope", SOURCE),
        "document",
        "meeting",
        "position",
    )
    list_display = ("__str__", said("when"), "state_now", "district", "phase", "workstream")
    list_filter = (
        BY_DISTRICT,
        StateFilter,
        ("phase", RelatedFilter),
        "statuses__status",
    )
    list_select_related = ("district", "phase", "workstream")
    ordering = (
        "district__name",
        PHASE_ORDER,
        F("workstream__position").asc(nulls_first=True),
        "workstream_id",
        "position",
        "pk",
    )
    filter_horizontal = ("schools",)
    inlines = [MilestoneStatusInline, TimeChangeInline]

    def read_of_the_past(self, record: Milestone) -> str:
        """Its standing in words, if its time is over and no outcome is stated."""
        district = record.district
        entry = milestone_entry(record, district.today(timezone.now()), district.known_until)
        return entry.word if entry.missed else ""

"""Community meetings in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from districts.record_admin import BY_DISTRICT
from events.admin.forms import MOVED, TIMES, MeetingForm
from events.admin.inlines import InterpretationInline, MaterialInline, MeetingMoveInline
from events.admin.repeats import RepeatsMeetings
from events.admin.spreadsheet import MEETINGS
from events.entries import meeting_entry
from events.models import Meeting
from events.wording import HELD_UNKNOWN
from languages.columns import word_column
from languages.registry import SOURCE
from languages.staff_hours import said_time
from publishing.state_actions import StateFilter

HEADING = "If the time or the place changes"


@admin.register(Meeting)
class MeetingAdmin(RepeatsMeetings):
    change_form_template = "admin/events/meeting/change_form.html"
    spreadsheet = MEETINGS
    form = MeetingForm
    read_with = ("interpretation", "moves")
    instead = (
        "Set its status to “Canceled” instead. It stays on the pages and in "
        "subscribers’ calendars, marked as canceled. If it was never going to be a "
        "meeting, withdraw it."
    )
    main_fields = (
        word_column("title", SOURCE),
        "district",
        "slug",
        "starts_at",
        "ends_at",
        "lasts_days",
        "status",
        word_column("cancel_reason", SOURCE),
        "postponed_to",
        "mode",
        "place",
        "address",
        "link",
        "phone",
        "phone_code",
        "language",
        "schools",
    )
    filter_horizontal = ("schools",)
    prepopulated_fields = {"slug": (word_column("title", SOURCE),)}
    list_display = ("__str__", "district", "local_time", "status", "mode", "state_now")
    list_filter = (BY_DISTRICT, StateFilter, "status", "mode", "language")
    list_select_related = ("district",)
    ordering = ("district__name", "-starts_at", "-pk")
    inlines = [InterpretationInline, MaterialInline, MeetingMoveInline]

    def get_fieldsets(self, request: HttpRequest, obj: Meeting | None = None) -> Any:
        """Users who may only read see the times on the district's clock, not in UTC."""
        fieldsets = super().get_fieldsets(request, obj)
        edits = self.edits(request, obj)
        if obj is None or (edits and not obj.is_settled):
            return fieldsets
        if edits:
            return [fieldsets[0], (HEADING, {"fields": MOVED}), *fieldsets[1:]]
        name, options = fieldsets[0]
        facts = [field for field in options["fields"] if field not in TIMES]
        return [(name, {**options, "fields": ["local_time", *facts]}), *fieldsets[1:]]

    @admin.display(description="time", ordering="starts_at")
    def local_time(self, obj: Meeting) -> str:
        """Day, hours and zone on the clock of the district, for the list."""
        return said_time(obj.starts_at, obj.ends_at, obj.district.zone)

    def read_of_the_past(self, record: Meeting) -> str:
        """ "Whether it was held is not known", if it is past and was never confirmed."""
        today = record.district.today(timezone.now())
        entry = meeting_entry(record, record.district, today)
        return str(HELD_UNKNOWN) if entry.may_have_been else ""

    def save_model(
        self, request: HttpRequest, obj: Meeting, form: "forms.ModelForm[Meeting]", change: bool
    ) -> None:
        """Show the time as it was understood, and store a move together with its meeting."""
        super().save_model(request, obj, form, change)
        if set(TIMES) & set(form.changed_data):
            self.message_user(request, f"Time: {self.local_time(obj)}.")
        if isinstance(form, MeetingForm) and form.moves:
            moved = form.moved_record(request.user)
            moved.save()
            self.log_change(request, obj, f"Moved: {moved.get_kind_display()}.")

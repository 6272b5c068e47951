"""Community meetings in the admin."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from districts.access import rights_of
from districts.record_admin import BY_DISTRICT, RecordAdmin
from districts.spreadsheet_admin import SpreadsheetAdmin
from events.admin.forms import MOVED, TIMES, MeetingForm
from events.admin.inlines import InterpretationInline, MaterialInline, MeetingMoveInline
from events.admin.spreadsheet import MEETINGS
from events.entries import meeting_entry
from events.models import InterpretationStatus, Meeting, new_uid
from events.wording import HELD_UNKNOWN
from languages.columns import word_column
from languages.registry import LANGUAGES, SOURCE
from languages.staff_hours import said_time
from publishing.state_actions import StateFilter
from publishing.states import PublicationState

HEADING = "If the time or the place changes"


@transaction.atomic
def duplicate(meeting: Meeting) -> Meeting:
    """A saved draft with the same words, place, times and interpretation at a new address."""
    copy: Meeting = Meeting.objects.get(pk=meeting.pk)
    copy.pk, copy._state.adding = None, True
    copy.uid, copy.slug = new_uid(), _free_slug(meeting)
    copy.state, copy.status, copy.postponed_to, copy.sequence = PublicationState.DRAFT, "", None, 0
    copy.publish_at, copy.last_public = None, {}
    copy.link = copy.phone = copy.phone_code = ""
    for name in ("cancel_reason", "report_said", "report_response"):
        for language in LANGUAGES:
            setattr(copy, word_column(name, language), "")
    copy.save()
    copy.schools.set(meeting.schools.all())
    for interpretation in meeting.interpretation.all():
        interpretation.pk, interpretation._state.adding = None, True
        interpretation.meeting, interpretation.ask_by, interpretation.access = copy, None, ""
        if interpretation.status == InterpretationStatus.CONFIRMED:
            interpretation.status = InterpretationStatus.ANNOUNCED
        interpretation.save()
    return copy


def _free_slug(meeting: Meeting) -> str:
    longest = Meeting._meta.get_field("slug").max_length or 0
    stem = re.sub(r"-copy(-\d+)?$", "", meeting.slug)[: longest - len("-copy-999")].rstrip("-")
    meetings = Meeting.objects.filter(district=meeting.district_id, slug__startswith=stem)
    taken = set(meetings.values_list("slug", flat=True))
    slug, number = f"{stem}-copy", 1
    while slug in taken:
        number += 1
        slug = f"{stem}-copy-{number}"
    return slug


@admin.register(Meeting)
class MeetingAdmin(SpreadsheetAdmin[Meeting]):
    spreadsheet = MEETINGS
    form = MeetingForm
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
    actions = (*RecordAdmin.actions, "duplicate_selected")

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

    def response_change(self, request: HttpRequest, obj: Meeting) -> HttpResponse:
        """After *Save and duplicate*, open the copy."""
        if "_duplicate" not in request.POST:
            return super().response_change(request, obj)
        if not self._may_copy(request, obj):
            raise PermissionDenied
        return self._show_copy(request, obj)

    @admin.action(description="Duplicate selected meetings", permissions=["add"])
    def duplicate_selected(
        self, request: HttpRequest, meetings: QuerySet[Meeting]
    ) -> HttpResponse | None:
        """List action: copy each selected meeting as a draft; a single copy is opened."""
        mine = [meeting for meeting in meetings if self._may_copy(request, meeting)]
        if len(mine) == 1:
            return self._show_copy(request, mine[0])
        for meeting in mine:
            self.log_addition(request, duplicate(meeting), f"Duplicated from {meeting.slug}.")
        self.message_user(request, f"Duplicated as drafts: {len(mine)}.")
        return None

    def _may_copy(self, request: HttpRequest, meeting: Meeting) -> bool:
        """For editors: a copy of what is public is a draft."""
        return rights_of(request.user).edits(meeting.district_key)

    def _show_copy(self, request: HttpRequest, meeting: Meeting) -> HttpResponse:
        copy = duplicate(meeting)
        self.log_addition(request, copy, f"Duplicated from {meeting.slug}.")
        self.message_user(
            request, ("This is the copy. It is a draft. Give it its own time and web address.")
        )
        return HttpResponseRedirect(reverse("admin:events_meeting_change", args=[copy.pk]))

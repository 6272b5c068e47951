"""Community meetings in the admin."""

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from districts.inlines import ChildInline
from districts.record_admin import BY_DISTRICT, RecordAdmin, public_page
from events.forms import TIMES, MeetingForm, zone_label
from events.models import Interpretation, Meeting, new_uid
from languages.dates import say_meeting
from languages.registry import SOURCE
from publishing.models import State

if TYPE_CHECKING:
    _InlineFormSet = BaseInlineFormSet[Interpretation, Meeting, forms.ModelForm[Interpretation]]
else:
    _InlineFormSet = BaseInlineFormSet


@transaction.atomic
def duplicate(meeting: Meeting) -> Meeting:
    """A draft with the same words, place, times and interpretation, at an address of its own."""
    copy: Meeting = Meeting.objects.get(pk=meeting.pk)
    copy.pk, copy._state.adding = None, True
    copy.uid, copy.slug = new_uid(), _free_slug(meeting)
    copy.state, copy.status = State.DRAFT, ""
    copy.save()
    copy.schools.set(meeting.schools.all())
    for interpretation in meeting.interpretation.all():
        interpretation.pk, interpretation._state.adding = None, True
        interpretation.meeting = copy
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


class InterpretationFormSet(_InlineFormSet):
    """Looks at every row, those that nobody touched as well: the meeting's language may change."""

    def clean(self) -> None:
        super().clean()
        kept = (form for form in self.forms if form not in self.deleted_forms)
        for form in kept:
            language = getattr(form, "cleaned_data", {}).get("language")
            if language and language == self.instance.language:
                form.add_error("language", "The meeting itself is held in this language.")


class InterpretationInline(ChildInline, admin.TabularInline[Interpretation, Meeting]):
    model = Interpretation
    formset = InterpretationFormSet
    fields = ("language", "mode")


@admin.register(Meeting)
class MeetingAdmin(RecordAdmin[Meeting]):
    form = MeetingForm
    main_fields = (
        "district",
        "slug",
        "state",
        "starts_at",
        "ends_at",
        "status",
        "mode",
        "place",
        "address",
        "link",
        "language",
        "schools",
    )
    filter_horizontal = ("schools",)
    prepopulated_fields = {"slug": (f"title_{SOURCE}",)}
    list_display = ("__str__", "district", "local_time", "status", "mode", "state")
    list_filter = (BY_DISTRICT, "state", "status", "mode", "language")
    list_select_related = ("district",)
    search_fields = ("slug", "place", "address")
    ordering = ("district__name", "-starts_at", "-pk")
    inlines = [InterpretationInline]
    actions = (*RecordAdmin.actions, "duplicate_selected")

    def get_fieldsets(self, request: HttpRequest, obj: Meeting | None = None) -> Any:
        """Who only reads the times reads them on the clock of the district, not in UTC."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.edits(request, obj):
            return fieldsets
        name, options = fieldsets[0]
        facts = [field for field in options["fields"] if field not in TIMES]
        return [(name, {**options, "fields": ["local_time", *facts]}), *fieldsets[1:]]

    def view_on_site(self, obj: Meeting) -> str:
        return public_page("meeting", obj.district.slug, obj.slug)

    @admin.display(description="time", ordering="starts_at")
    def local_time(self, obj: Meeting) -> str:
        return f"{_said(obj)} ({zone_label(obj.district)})"

    def save_model(
        self, request: HttpRequest, obj: Meeting, form: "forms.ModelForm[Meeting]", change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if set(TIMES) & set(form.changed_data):
            self.message_user(request, f"Time: {_said(obj)} ({zone_label(obj.district)}).")
        for aside in getattr(form, "asides", ()):
            self.message_user(request, aside, messages.WARNING)

    def response_change(self, request: HttpRequest, obj: Meeting) -> HttpResponse:
        if "_duplicate" not in request.POST:
            return super().response_change(request, obj)
        if not self.edits(request, obj):
            raise PermissionDenied
        return self._show_copy(request, obj)

    @admin.action(description="Duplicate selected meetings", permissions=["publish"])
    def duplicate_selected(
        self, request: HttpRequest, meetings: QuerySet[Meeting]
    ) -> HttpResponse | None:
        mine = [meeting for meeting in meetings if self.edits(request, meeting)]
        if len(mine) == 1:
            return self._show_copy(request, mine[0])
        for meeting in mine:
            duplicate(meeting)
        self.message_user(request, f"Duplicated as drafts: {len(mine)}.")
        return None

    def _show_copy(self, request: HttpRequest, meeting: Meeting) -> HttpResponse:
        copy = duplicate(meeting)
        self.log_addition(request, copy, f"Duplicated from {meeting.slug}.")
        self.message_user(request, "This is the copy, a draft. Give it its own time and address.")
        return HttpResponseRedirect(reverse("admin:events_meeting_change", args=[copy.pk]))


def _said(meeting: Meeting) -> str:
    said: Any = say_meeting(meeting.starts_at, meeting.ends_at, meeting.district.zone, SOURCE)
    return f"{said.day.text}, {said.hours}"

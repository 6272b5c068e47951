"""Those who need an interpreter, for the question desk, which arranges one and tells them."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from events.asking import contact_link
from events.models import MeetingStatus
from feedback.admin.desk import DeskAdmin
from feedback.models import InterpreterRequest
from languages.querysets import in_language
from languages.registry import LANGUAGES, SOURCE
from languages.staff_hours import said_moment

TOLD = ("needs", "meeting_link", "held", "reach", "answer_in", "received")


@admin.register(InterpreterRequest)
class InterpreterRequestAdmin(DeskAdmin[InterpreterRequest]):
    to_district = "meeting__district"
    fields = (*TOLD, "is_done")
    readonly_fields = TOLD
    list_display = (*TOLD[:-1], "is_done", "received_on")
    search_fields = ("contact", "meeting__title_en", "meeting__district__name")
    list_filter = ("is_done",)
    list_per_page = 50
    actions = ("mark_done",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[InterpreterRequest]":
        """With their meetings and districts, in English."""
        return in_language(super().get_queryset(request), SOURCE, "meeting", "meeting__district")

    @admin.action(description="Mark as dealt with", permissions=["change"])
    def mark_done(self, request: HttpRequest, rows: "QuerySet[InterpreterRequest]") -> None:
        """Those that are marked already stay so."""
        keys = list(rows.values_list("pk", flat=True))  # the list may be sorted by other tables
        count = InterpreterRequest.objects.filter(pk__in=keys).update(is_done=True)
        self.message_user(request, f"Dealt with: {count}.")

    @admin.display(description="needs")
    def needs(self, obj: InterpreterRequest) -> str:
        """The language, and whether it is captions."""
        return str(obj)

    @admin.display(description="meeting")
    def meeting_link(self, obj: InterpreterRequest) -> SafeString:
        """Leads to the meeting, where its interpretation is entered."""
        address = reverse("admin:events_meeting_change", args=[obj.meeting_id])
        return format_html('<a href="{}">{}</a>', address, obj.meeting)

    @admin.display(description="held", ordering="meeting__starts_at")
    def held(self, obj: InterpreterRequest) -> str:
        """When it begins, and whether it is canceled: then the family has to know."""
        when = said_moment(obj.meeting.starts_at, obj.district.zone)
        return f"{when}, canceled" if obj.meeting.status == MeetingStatus.CANCELLED else when

    @admin.display(description="contact")
    def reach(self, obj: InterpreterRequest) -> SafeString:
        """A link that calls or writes."""
        return contact_link(obj.contact)

    @admin.display(description="answer in")
    def answer_in(self, obj: InterpreterRequest) -> str:
        """The language of the page on which they asked."""
        return LANGUAGES[obj.page_language].name

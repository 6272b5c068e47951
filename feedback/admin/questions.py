"""The question desk: a list of what families have sent, and one page to settle each of them."""

from typing import Any

from django.contrib import admin, messages
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from districts.record_admin import BY_DISTRICT
from feedback.admin.desk import DeskAdmin
from feedback.admin.settling import SettleForm, settle
from feedback.models import Question, QuestionStatus
from languages.registry import LANGUAGES
from languages.staff_hours import said_moment

SENT = ("said", "contact", "wants", "about", "received", "came_of_it")
DONE = ("act", "public_question", "public_answer", "reply", "same_as")


@admin.register(Question)
class QuestionAdmin(DeskAdmin[Question]):
    form = SettleForm
    fieldsets = (
        ("What was sent", {"fields": SENT}),
        ("What you do", {"fields": DONE}),
    )
    readonly_fields = SENT
    list_display = ("received", "kind", "district", "language", "beginning", "status")
    list_display_links = ("received", "beginning")
    list_filter = ("status", BY_DISTRICT, "kind", "language")
    list_per_page = 50
    ordering = ("-received_at", "-pk")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """Locked while one is settled."""
        own = super().get_queryset(request)
        settles = request.method == "POST" and connection.in_atomic_block
        return own.select_for_update(no_key=True, of=("self",)) if settles else own

    def save_model(self, request: HttpRequest, obj: Question, form: Any, change: bool) -> None:
        """Do what was chosen."""
        self.message_user(request, settle(obj, form.cleaned_data), messages.SUCCESS)

    @admin.display(description="text")
    def said(self, obj: Question) -> SafeString:
        """All that was written, in whichever script."""
        language = LANGUAGES[obj.language]
        html = '<p class="question" dir="auto" lang="{}">{}</p>'
        return format_html(html, language.code, obj.text)

    @admin.display(description="text")
    def beginning(self, obj: Question) -> str:
        """Its first words."""
        return obj.text if len(obj.text) <= 80 else f"{obj.text[:80]}…"

    @admin.display(description="wants to read")
    def wants(self, obj: Question) -> str:
        """The language that was chosen."""
        return obj.get_language_display()

    @admin.display(description="about the page")
    def about(self, obj: Question) -> SafeString | str:
        """A link to the page from which it came."""
        return format_html('<a href="{0}">{0}</a>', obj.page) if obj.page else "-"

    @admin.display(description="received", ordering="received_at")
    def received(self, obj: Question) -> str:
        """When it arrived, on the clock of the district."""
        return said_moment(obj.received_at, obj.district.zone)

    @admin.display(description="so far")
    def came_of_it(self, obj: Question) -> SafeString | str:
        """What has become of it, with a link to its answer or to the question like it."""
        said = QuestionStatus(obj.status).label
        if obj.published_id:
            address = reverse("admin:feedback_publishedanswer_change", args=[obj.published_id])
            return format_html('{}: <a href="{}">the published answer</a>', said, address)
        if obj.merged_into_id:
            address = reverse("admin:feedback_question_change", args=[obj.merged_into_id])
            return format_html('{}: <a href="{}">that question</a>', said, address)
        return said

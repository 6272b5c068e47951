"""The question desk: a list of what families have sent, and one page to settle each of them."""

from typing import Any

from django.contrib import admin, messages
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from districts.access import rights_of
from districts.record_admin import BY_DISTRICT
from feedback.admin.settling import SettleForm, settle
from feedback.models import Question, QuestionStatus
from languages.registry import LANGUAGES
from languages.staff_hours import said_moment
from publishing.once_admin import OnceAdmin

SENT = ("said", "contact", "wants", "about", "received", "came_of_it")


@admin.register(Question)
class QuestionAdmin(OnceAdmin[Question]):
    """For the question desk of the question's district alone: no other role sees any of it."""

    form = SettleForm
    fieldsets = (
        ("What was sent", {"fields": SENT}),
        ("What you do", {"fields": ("act", "public_question", "public_answer", "same_as")}),
    )
    readonly_fields = SENT
    list_display = ("received", "kind", "district", "language", "beginning", "status")
    list_display_links = ("received", "beginning")
    list_filter = ("status", BY_DISTRICT, "kind", "language")
    list_select_related = ("district",)
    list_per_page = 50
    ordering = ("-received_at", "-pk")
    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        """For whoever is on the desk of any district."""
        return rights_of(request.user).answered() != set()

    def has_view_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """For the desk of its district."""
        if obj is None:
            return self.has_module_permission(request)
        return rights_of(request.user).answers(obj.district_id)

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only families send something."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """What was sent about the districts of the desk; locked while one is settled."""
        rows = super().get_queryset(request).select_related("district")
        keys = rights_of(request.user).answered()
        own = rows if keys is None else rows.filter(district__in=keys)
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

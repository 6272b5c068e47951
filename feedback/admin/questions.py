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
from feedback.models import MailState, OutgoingMail, Question, QuestionStatus
from languages.registry import LANGUAGES

SENT = ("said", "contact", "wants", "about", "received", "came_of_it", "mailed")
BECAME = {
    MailState.WAITING: "waiting to be sent",
    MailState.SENT: "sent",
    MailState.REFUSED: "refused by the server of that address",
    MailState.GIVEN_UP: "not sent, although tried for days",
}
DONE = ("act", "public_question", "public_answer", "reply", "reply_in", "same_as")


@admin.register(Question)
class QuestionAdmin(DeskAdmin[Question]):
    form = SettleForm
    fieldsets = (
        ("What was sent", {"fields": SENT}),
        ("What you do", {"fields": DONE}),
    )
    readonly_fields = SENT
    list_display = ("beginning", "kind", "status", "language", "received_on", "asked_in")
    search_fields = ("text", "contact", "page", "district__name")
    list_filter = ("status", BY_DISTRICT, "kind", "language")
    list_per_page = 50
    ordering = ("-received_at", "-pk")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """Locked with its district while one is settled, so that no two are merged crosswise."""
        own = super().get_queryset(request)
        settles = request.method == "POST" and connection.in_atomic_block
        return own.select_for_update(no_key=True, of=("self", "district")) if settles else own

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

    @admin.display(description="district", ordering="district__name")
    def asked_in(self, obj: Question) -> str:
        """Its name in as many lines as it takes: Django keeps that of a relation in one."""
        return obj.district.name

    @admin.display(description="wants to read")
    def wants(self, obj: Question) -> str:
        """The language that was chosen."""
        return obj.get_language_display()

    @admin.display(description="about the page")
    def about(self, obj: Question) -> SafeString | str:
        """A link to the page from which it came."""
        return format_html('<a href="{0}">{0}</a>', obj.page) if obj.page else "-"

    @admin.display(description="emails to the family")
    def mailed(self, obj: Question) -> str:
        """What became of each."""
        mails = OutgoingMail.objects.filter(about=obj.token).order_by("pk")
        states = mails.values_list("state", "bounced_at")
        became = ("came back" if bounced else BECAME[MailState(state)] for state, bounced in states)
        return ", ".join(became) or "-"

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

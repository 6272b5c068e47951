"""The admin pages for published questions and answers."""

from django.contrib import admin

from districts.record_admin import BY_DISTRICT, RecordAdmin
from feedback.models import PublishedAnswer
from languages.admin import said
from languages.columns import word_column
from languages.registry import SOURCE
from publishing.state_actions import StateFilter


@admin.register(PublishedAnswer)
class PublishedAnswerAdmin(RecordAdmin[PublishedAnswer]):
    main_fields = (
        word_column("question", SOURCE),
        word_column("answer", SOURCE),
        "district",
        "answered",
    )
    list_display = ("__str__", "district", said("answered"), "state_now")
    list_filter = (BY_DISTRICT, StateFilter)
    list_select_related = ("district",)
    ordering = ("district__name", "-answered_lower", "-pk")

"""Moves of meetings in the admin: only who announced a move can be translated."""

from django.contrib import admin

from districts.append_only_admin import AppendOnlyAdmin
from events.models import MeetingMove
from languages.staff_hours import said_time


@admin.register(MeetingMove)
class MeetingMoveAdmin(AppendOnlyAdmin[MeetingMove]):
    main_fields = (
        "meeting",
        "kind",
        "was",
        "was_place",
        "was_address",
        "announced_on",
        "recorded_by",
    )
    list_display = ("__str__", "kind", "announced_on", "was")
    list_filter = ("kind",)
    list_select_related = ("meeting", "meeting__district")
    ordering = ("-announced_on", "-pk")

    @admin.display(description="earlier time")
    def was(self, obj: MeetingMove) -> str:
        """The earlier time on the clock of the district."""
        return said_time(obj.was_starts_at, obj.was_ends_at, obj.meeting.district.zone)

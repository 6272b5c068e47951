"""Moved times in the admin: a move is written once, and then only translated."""

from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from districts.append_only_admin import AppendOnlyAdmin
from districts.inlines import ChildInline
from districts.record_admin import RecordAdmin
from languages.admin import said
from languages.columns import word_column
from languages.registry import SOURCE
from publishing.models import Publishable
from timeline.admin.moved_forms import MOVED, MovesTime
from timeline.models import TimeChange
from timeline.models.changes import OWNERS

P = TypeVar("P", bound=Publishable)
HEADING = "If the date changes"


class TimeChangeInline(ChildInline, admin.TabularInline[TimeChange, Any]):
    """How the time of a record has moved; everybody may read it, nobody may change it."""

    model = TimeChange
    fields = ("kind", "was", "now", word_column("reason", SOURCE), "announced_on", "recorded_by")
    show_change_link = True
    can_delete = False
    only_stored = True

    def edits(self, request: HttpRequest, obj: Model | None) -> bool:
        return False


class MovableAdmin(RecordAdmin[P]):
    """Records whose time, once published, can only be moved with a reason that is kept."""

    def get_fieldsets(self, request: HttpRequest, obj: P | None = None) -> Any:
        """With the questions about a move, if families have seen the time."""
        fieldsets: list[Any] = super().get_fieldsets(request, obj)
        timed: Any = obj
        if obj is None or not timed.is_settled or not self.edits(request, obj):
            return fieldsets
        return [fieldsets[0], (HEADING, {"fields": MOVED}), *fieldsets[1:]]

    def save_model(
        self, request: HttpRequest, obj: P, form: "forms.ModelForm[P]", change: bool
    ) -> None:
        """Store a move together with its record, and log it."""
        super().save_model(request, obj, form, change)
        if change and isinstance(form, MovesTime) and form.moves:
            moved = form.moved_record(request.user)
            moved.save()
            self.log_change(request, obj, f"Time moved: {moved.get_kind_display()}. {moved}.")


@admin.register(TimeChange)
class TimeChangeAdmin(AppendOnlyAdmin[TimeChange]):
    """Moves of times; only the reason can be translated."""

    main_fields = (*OWNERS, "kind", "was", "now", "announced_on", "recorded_by")
    list_display = ("__str__", "kind", "announced_on", said("was"), said("now"))
    list_filter = ("kind",)
    list_select_related = OWNERS
    ordering = ("-announced_on", "-pk")
    date_hierarchy = "announced_on"

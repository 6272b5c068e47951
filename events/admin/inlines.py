"""Inline rows on the page of a meeting: interpretation, materials, and its moves."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from districts.inlines import ChildInline
from events.models import Interpretation, Material, Meeting, MeetingMove
from languages.columns import word_column
from languages.registry import SOURCE
from languages.staff_hours import said_time
from publishing.formsets import MergingFormSet


class InterpretationFormSet(MergingFormSet):
    """Checks every row, even unedited ones, because the meeting itself may have changed."""

    def clean(self) -> None:
        """Compare each row with the language and start that were typed for the meeting."""
        super().clean()
        for form in self.forms:
            if form in self.deleted_forms or not getattr(form, "cleaned_data", {}).get("language"):
                continue
            found = form.instance.contradictions_with(
                self.instance.language, self.instance.local_start
            )
            for name, error in found.items():
                if name not in form.errors:
                    form.add_error(name, error)


class InterpretationInline(ChildInline, admin.StackedInline[Interpretation, Meeting]):
    model = Interpretation
    formset = InterpretationFormSet
    fields = (
        ("language", "service", "mode", "status"),
        ("channel", "access"),
        ("ask_by", "ask_contact"),
    )

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> int:
        """A new meeting shows empty rows, so that they can be filled in without scripts."""
        return 0 if obj else 2


class MaterialInline(ChildInline, admin.TabularInline[Material, Meeting]):
    model = Material
    fields = ("kind", "language", "url")


class MeetingMoveInline(ChildInline, admin.TabularInline[MeetingMove, Meeting]):
    """How the meeting has moved; everybody may read it, nobody may change it."""

    model = MeetingMove
    fields = (
        "kind",
        "was",
        "was_place",
        word_column("announced_by", SOURCE),
        "announced_on",
        "recorded_by",
    )
    show_change_link = True
    can_delete = False
    verbose_name_plural = "meeting moves"
    only_stored = True

    def edits(self, request: HttpRequest, obj: Model | None) -> bool:
        return False

    @admin.display(description="earlier time")
    def was(self, obj: MeetingMove) -> str:
        """The earlier time on the clock of the district."""
        return said_time(obj.was_starts_at, obj.was_ends_at, obj.meeting.district.zone)

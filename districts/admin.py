"""Admin pages for districts, schools and documents."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from districts.access import rights_of
from districts.access_admin import ShowsAccess
from districts.choices import (
    content_languages_field,
    helpline_languages_field,
    state_field,
    zone_field,
)
from districts.confirm_admin import ConfirmsDistricts
from districts.embed_admin import ShowsEmbeds
from districts.inlines import ChildInline, SameDistrict
from districts.models import (
    District,
    Document,
    School,
    SchoolDecision,
    time_zones,
)
from districts.previews_admin import ShowsPreviews
from districts.publish_all_admin import PublishesAll
from districts.record_admin import BY_DISTRICT, RecordAdmin
from districts.record_forms import DatedForm, RecordForm
from districts.school_spreadsheet import SCHOOLS
from districts.spreadsheet_admin import SpreadsheetAdmin
from districts.sro_statuses_admin import SchoolStatusInline
from districts.zone_change import CLOCK, ZoneForm, keep_clock_times
from languages.admin import said
from languages.columns import word_column
from languages.registry import SOURCE
from publishing.state_actions import StateFilter
from publishing.why_moved import AsksWhy

TITLE = word_column("title", SOURCE)


class DistrictForm(ZoneForm, RecordForm):
    """`publish_at` is on the clock of the time zone that is being saved."""

    region = state_field()
    time_zone = zone_field()
    content_languages = content_languages_field()
    helpline_languages = helpline_languages_field()

    @property
    def stored_zone(self) -> ZoneInfo | None:
        """None for a new district."""
        return self.instance.zone if self.instance.pk else None

    def zone_in(self, cleaned: dict[str, Any]) -> ZoneInfo | None:
        """The zone that was typed; the model refuses one that is not known."""
        typed = cleaned.get("time_zone")
        return ZoneInfo(typed) if typed in time_zones() else self.zone


@admin.register(District)
class DistrictAdmin(
    ShowsAccess, ShowsPreviews, ShowsEmbeds, ConfirmsDistricts, PublishesAll[District]
):
    form = DistrictForm
    duplicates = False  # another district has other words
    main_fields = (
        "name",
        "short_name",
        "slug",
        "region",
        "time_zone",
        "zone_keeps",
        "approach",
        word_column("summary", SOURCE),
        "decided",
        "as_of",
        word_column("sources", SOURCE),
        "schools_count",
        "content_languages",
        "helpline_phone",
        "helpline_languages",
        "reply_address",
        "editors_publish",
        "is_test",
    )
    prepopulated_fields = {"slug": ("short_name",)}
    list_display = ("name", "region", "approach", said("as_of"), "state_now")
    list_filter = (StateFilter, "approach", "region", "is_test")
    ordering = ("name", "pk")

    def save_model(
        self, request: HttpRequest, obj: District, form: "forms.ModelForm[District]", change: bool
    ) -> None:
        """Meetings to come keep their clock times in a new time zone if that was chosen."""
        super().save_model(request, obj, form, change)
        if change and "time_zone" in form.changed_data and form.cleaned_data["zone_keeps"] == CLOCK:
            for meeting in keep_clock_times(obj, ZoneInfo(form.initial["time_zone"])):
                self.log_change(request, meeting, f"Kept its clock time in {obj.time_zone}.")

    def get_readonly_fields(self, request: HttpRequest, obj: District | None = None) -> Any:
        """Who may publish is decided by superusers, and on the page for the district's access."""
        fields = super().get_readonly_fields(request, obj)
        return fields if rights_of(request.user).everything else [*fields, "editors_publish"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only editors of all districts may add one."""
        return rights_of(request.user).edits_everywhere()

    def has_delete_permission(self, request: HttpRequest, obj: District | None = None) -> bool:
        """Only editors of all districts may delete one."""
        return rights_of(request.user).edits_everywhere()


class SchoolDecisionInline(ChildInline, admin.TabularInline[SchoolDecision, School]):
    model = SchoolDecision
    form = AsksWhy
    can_delete = False
    formset = SameDistrict
    fields = (
        "outcome",
        word_column("decided_by", SOURCE),
        "decided",
        "effective",
        "state",
        "publish_at",
    )
    show_change_link = True


@admin.register(School)
class SchoolAdmin(SpreadsheetAdmin[School]):
    spreadsheet = SCHOOLS
    main_fields = ("name", "district", "slug", "nces_id")
    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "district", "state_now")
    list_filter = (BY_DISTRICT, StateFilter, "history__has_sro")
    list_select_related = ("district",)
    ordering = ("district__name", "name", "pk")
    inlines = [SchoolStatusInline, SchoolDecisionInline]

    def get_inlines(self, request: HttpRequest, obj: School | None) -> Any:
        """A new school has no rows yet: they need a saved school."""
        return super().get_inlines(request, obj) if obj else [SchoolStatusInline]


@admin.register(SchoolDecision)
class SchoolDecisionAdmin(RecordAdmin[SchoolDecision]):
    form = DatedForm
    main_fields = (
        "district",
        "school",
        word_column("applies_to", SOURCE),
        "outcome",
        word_column("decided_by", SOURCE),
        "decided",
        "effective",
    )
    list_display = (
        "__str__",
        "district",
        "outcome",
        said("decided"),
        said("effective"),
        "state_now",
    )
    list_filter = (BY_DISTRICT, StateFilter, "outcome")
    list_select_related = ("district", "school")
    ordering = ("district__name", "school__name", "pk")


@admin.register(Document)
class DocumentAdmin(RecordAdmin[Document]):
    main_fields = (TITLE, "district", "kind", "url", "language")
    list_display = ("__str__", "district", "kind", "language", "state_now")
    list_filter = (BY_DISTRICT, StateFilter, "kind", "language")
    list_select_related = ("district",)
    ordering = ("district__name", "pk")


# Last: a district lists what hangs on it in the order in which pages are registered.
from districts import people_admin  # noqa: E402, F401

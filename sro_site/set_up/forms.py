"""The form that sets up a district: who it is, and the phases of its transition."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.text import slugify

from districts.choices import (
    ZONES,
    content_languages_field,
    helpline_languages_field,
    state_field,
    zone_field,
)
from districts.models import District
from districts.record_forms import RecordForm
from languages.columns import word_column
from languages.date_input import input_text
from languages.edtf import parse
from languages.registry import SOURCE
from timeline.models import Phase

TITLE, SUMMARY, SOURCES = (word_column(name, SOURCE) for name in ("title", "summary", "sources"))
# What districts commonly go through; each can be reworded or left out.
USUAL_PHASES = (
    "Planning with the community",
    "Change at the first schools",
    "Change at all remaining schools",
    "Looking back and adjusting",
)
MORE_ROWS, MOST_ROWS = 2, 20


class SetUpForm(RecordForm):
    """What a district needs from the beginning; all else is on its own page."""

    required_css_class = "required"

    short_name = forms.CharField(
        max_length=50,
        required=False,
        help_text="What people call it. Leave empty to use the name.",
    )
    slug = forms.CharField(
        label="Web address",
        max_length=50,
        required=False,
        help_text="Its part of the address, such as “denver”. Leave empty to make it from "
        "the short name. It cannot change once families have seen it.",
    )
    region = state_field()
    time_zone = zone_field()
    content_languages = content_languages_field()
    helpline_languages = helpline_languages_field()

    class Meta:
        model = District
        fields = (
            "name",
            "short_name",
            "slug",
            "region",
            "time_zone",
            "approach",
            SUMMARY,
            SOURCES,
            "as_of",
            "content_languages",
            "helpline_phone",
            "helpline_languages",
            "is_test",
        )
        labels = {SUMMARY: "Summary", SOURCES: "Sources", "name": "Name of the district"}
        widgets = {
            SUMMARY: forms.Textarea(attrs={"rows": 3}),
            SOURCES: forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {SUMMARY: "In English, in one or two sentences: what happens with SROs."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        begun = timezone.now().astimezone(ZoneInfo(ZONES[-1])).date()  # everywhere in the U.S.
        known = {"as_of": input_text(parse(begun.isoformat())), "content_languages": [SOURCE]}
        super().__init__(*args, initial=known, **kwargs)

    def clean_short_name(self) -> str:
        """The name, as far as it fits, where nothing was typed."""
        typed: str = self.cleaned_data["short_name"]
        return typed or self.cleaned_data.get("name", "")[:50].strip()

    def clean_slug(self) -> str:
        """Made from the short name where nothing was typed; the model says if it is taken."""
        typed: str = self.cleaned_data["slug"]
        made = typed or slugify(self.cleaned_data.get("short_name", ""))[:50].strip("-")
        if not made:
            raise forms.ValidationError("Enter a web address, such as “denver”.")
        return made


class PhaseRow(RecordForm):
    """One phase; a row without a title adds none."""

    class Meta:
        model = Phase
        fields = (TITLE, "when")
        labels = {TITLE: "Title of the phase", "when": "Time"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[TITLE].required = False
        self.fields["when"].help_text = ""  # said once above the rows

    def _get_validation_exclusions(self) -> set[str]:
        """The district is saved only after its phases have been checked."""
        return super()._get_validation_exclusions() | {"district"}

    def clean(self) -> dict[str, Any]:
        """Refuse a time without a title."""
        cleaned = super().clean()
        if cleaned.get("when") and not cleaned.get(TITLE) and TITLE not in self.errors:
            self.add_error(TITLE, "Enter the title of this phase, or empty its time.")
        return cleaned


PhaseRows = forms.formset_factory(
    PhaseRow, extra=MORE_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
)


def phase_rows(data: Any) -> Any:
    """The rows as they were sent, or else those of a new page: the usual phases and empty ones."""
    usual = [{TITLE: title} for title in USUAL_PHASES]
    return PhaseRows(data, prefix="phases", initial=None if data else usual)


def add_district(form: SetUpForm, rows: Any) -> list[Any]:
    """Save the district and its phases, numbered in the order of the rows; all are drafts.

    Both have to be valid. Returns the records, the district first.
    """
    district = form.save()
    added: list[Any] = [district]
    for row in rows:
        if row.cleaned_data.get(TITLE):
            row.instance.district = district
            added.append(row.save())
    return added

"""SRO statuses of a school in the admin; staff are asked what became of past ones."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils import timezone

from districts.inlines import ChildInline
from districts.models import School, SchoolStatus
from districts.standing import outcome_is_unknown
from languages.date_input import input_text
from publishing.why_moved import AsksWhy


class SchoolStatusRow(AsksWhy):
    """A row that asks, for a status whose time is over, whether it happened or is not known."""

    advice = (
        f"{AsksWhy.advice} If the district moved it, also change the date of the milestone for "
        "this school: its page asks for the reason, which families see."
    )

    outcome_unknown = forms.BooleanField(
        label="planned; outcome not known",
        required=False,
        help_text="Check this if the date has passed and the district has not said what happened.",
    )

    def clean(self) -> dict[str, Any]:
        """Ask about a changed row whose time is over; nothing is asked of an unchanged one."""
        cleaned = super().clean()
        district = getattr(cleaned.get("school"), "district", None)
        if district and self.has_changed() and {"since", "confirmed"} <= {*cleaned}:
            told = SchoolStatus(since=cleaned["since"], confirmed=cleaned["confirmed"])
            today = district.today(timezone.now())
            self._ask_what_came_of(told, is_past=outcome_is_unknown(told, district, today))
        return cleaned

    def moves(self, name: str, cleaned: dict[str, Any]) -> bool:
        """Whether families would read another time for something that is still planned."""
        planned = not (self.instance.confirmed or cleaned.get("confirmed"))
        return planned and super().moves(name, cleaned)

    def _ask_what_came_of(self, told: SchoolStatus, *, is_past: bool) -> None:
        answered = self.cleaned_data["outcome_unknown"]
        if told.since and is_past and not answered:
            said = f"{input_text(told.since)} is over or ends today. Did this happen? Check "
            said += "“confirmed” if the district has said so, else “planned; outcome not known”."
            self.add_error("since", said)  # the column that narrow windows show, too
        elif answered and told.confirmed:
            self.add_error("outcome_unknown", "This is confirmed, so the outcome is known.")
        elif answered and not is_past:
            self.add_error(
                "outcome_unknown", "This date has not passed yet. It is shown as planned."
            )


class SchoolStatusInline(ChildInline, admin.TabularInline[SchoolStatus, School]):
    model = SchoolStatus
    form = SchoolStatusRow
    fields = ("has_sro", "since", "confirmed", "outcome_unknown")

"""The form with which a family finds commitments and recommendations."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from languages.texts import text_of
from timeline.plan_entries import STATE_WORDS, AreaEntry, CommitmentEntry, Plan

NO_AREA = "none"


class PlanFilter(forms.Form):
    """A filter by status and by area, sent with GET."""

    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=[("", gettext_lazy("Any")), *STATE_WORDS.items()],
        required=False,
    )
    area = forms.ChoiceField(label=gettext_lazy("Area of the plan"), required=False)

    def __init__(self, data: Any, areas: Sequence[AreaEntry]) -> None:
        super().__init__(data)
        field: Any = self.fields["area"]
        field.choices = [
            ("", pgettext_lazy("plan area", "Any")),
            *((str(area.record.pk), text_of(area.record, "title").plain) for area in areas),
            (NO_AREA, gettext_lazy("The district as a whole")),
        ]

    @property
    def is_asked(self) -> bool:
        """Whether the form is valid and leaves something out."""
        return self.is_valid() and any(self.cleaned_data.values())

    @property
    def is_sent(self) -> bool:
        """Whether anything was sent by which to choose."""
        return any(name in self.data for name in self.fields)

    def chosen(self, plan: Plan) -> Plan:
        """`plan` with only the commitments that match, in areas that have any.

        The whole plan if nothing is chosen or the form is not valid.
        """
        if not self.is_asked:
            return plan
        area = self.cleaned_data["area"]
        areas = [
            replace(each, commitments=self._in_state(each.commitments))
            for each in plan.areas
            if area in ("", str(each.record.pk))
        ]
        loose = self._in_state(plan.loose) if area in ("", NO_AREA) else []
        return replace(plan, areas=[each for each in areas if each.commitments], loose=loose)

    def _in_state(self, entries: Sequence[CommitmentEntry]) -> list[CommitmentEntry]:
        status = self.cleaned_data["status"]
        return [entry for entry in entries if status in ("", entry.state)]

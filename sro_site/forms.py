"""The forms by which the districts are found, and put into an order."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from districts.models import District
from sro_site.comparison import ComparisonRow

# The sort key of each column; None is unknown, which comes last in either direction.
KEYS: dict[str, Callable[[ComparisonRow], Any]] = {
    "district": lambda row: row.district.name.casefold(),
    "approach": lambda row: str(row.district.get_approach_display()),
    "decided": lambda row: row.district.decided and row.district.decided.lower,
    "first": lambda row: row.first and row.first.lower,
    "last": lambda row: row.last and row.last.lower,
    "reduction": lambda row: row.percent,
    "schools": lambda row: row.district.schools_count,
    "commitments": lambda row: row.commitment_count,
    "recommendations": lambda row: row.recommendation_count,
    "staff": lambda row: row.staff_count,
    "meetings": lambda row: row.meetings_held,
    "as_of": lambda row: row.district.as_of.lower,
}
LABELS = {
    "district": gettext_lazy("District"),
    "approach": gettext_lazy("Approach"),
    "decided": gettext_lazy("Decision"),
    "first": gettext_lazy("First date"),
    "last": gettext_lazy("Last date"),
    "reduction": gettext_lazy("Reduction of SROs"),
    "schools": gettext_lazy("Schools"),
    "commitments": gettext_lazy("Commitments"),
    "recommendations": gettext_lazy("Recommendations"),
    "staff": gettext_lazy("Staff"),
    "meetings": gettext_lazy("Past meetings"),
    "as_of": gettext_lazy("Information as of"),
}


class Order(forms.Form):
    """Column and direction of sorting; sent with GET."""

    sort = forms.ChoiceField(
        label=gettext_lazy("Sort by"), choices=list(LABELS.items()), required=False
    )
    order = forms.ChoiceField(
        # Translators: the direction in which a table is sorted.
        label=pgettext_lazy("sorting", "Order"),
        choices=[
            ("up", pgettext_lazy("sorting", "Ascending")),
            ("down", pgettext_lazy("sorting", "Descending")),
        ],
        required=False,
    )

    @property
    def by(self) -> str:
        """The column to sort by; the name if the form is not valid."""
        return (self.is_valid() and self.cleaned_data["sort"]) or "district"

    def ordered(self, rows: Iterable[ComparisonRow]) -> list[ComparisonRow]:
        """The rows in this order; equal rows keep their order."""
        key, downwards = KEYS[self.by], self.is_valid() and self.cleaned_data["order"] == "down"
        every = list(rows)
        known = sorted((r for r in every if key(r) is not None), key=key, reverse=downwards)
        return known + [row for row in every if key(row) is None]


class DistrictFilter(forms.Form):
    """A filter by name and by state, sent with GET."""

    q = forms.CharField(
        label=gettext_lazy("Name of the district"), max_length=100, required=False, strip=True
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, data: Any, districts: Iterable[District]) -> None:
        super().__init__(data)
        states = sorted({district.region for district in districts if district.region})
        any_state = [("", pgettext_lazy("state", "All states"))]
        self.fields["state"].choices = [*any_state, *((each, each) for each in states)]  # type: ignore[attr-defined]

    def chosen(self, districts: Iterable[District]) -> list[District]:
        """Those of `districts` that were asked for; all of them where the form is not valid."""
        if not self.is_valid():
            return list(districts)
        name, state = self.cleaned_data["q"].casefold(), self.cleaned_data["state"]
        return [
            each
            for each in districts
            if name in f"{each.name} {each.short_name}".casefold() and state in ("", each.region)
        ]

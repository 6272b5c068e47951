"""The forms by which families find districts, and pick those that they compare."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from districts.models import District
from languages.characters import fold

LEAST, MOST = 2, 4  # columns that a comparison has, and that fit on a page


class DistrictChoice(forms.Form):
    """`?district=denver&district=duluth`; where nothing is asked, the first few are chosen."""

    district = forms.MultipleChoiceField(
        label=gettext_lazy("Districts"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: QueryDict, districts: Sequence[District]) -> None:
        first = {"district": [district.slug for district in districts[:MOST]]}
        super().__init__(data if "district" in data else first)
        self.districts = districts
        field: Any = self.fields["district"]
        field.choices = [(district.slug, district.name) for district in districts]

    def clean_district(self) -> set[str]:
        chosen = set(self.cleaned_data["district"])
        if not min(LEAST, len(self.districts)) <= len(chosen) <= MOST:
            said = _("Choose two to four districts.")
            raise ValidationError(said, code="count")
        return chosen

    @property
    def chosen(self) -> list[District]:
        """In the order of all districts; none where the form is not valid."""
        slugs = self.cleaned_data["district"] if self.is_valid() else set()
        return [district for district in self.districts if district.slug in slugs]


class DistrictFilter(forms.Form):
    """A filter by name and by state, sent with GET."""

    q = forms.CharField(
        label=gettext_lazy("Name of the district"), max_length=100, required=False, strip=True
    )
    state = forms.ChoiceField(label=pgettext_lazy("place", "State"), required=False)

    def __init__(self, data: Any, districts: Iterable[District]) -> None:
        super().__init__(data)
        states = sorted({district.region for district in districts if district.region})
        any_state = [("", pgettext_lazy("place", "All states"))]
        self.fields["state"].choices = [*any_state, *((each, each) for each in states)]  # type: ignore[attr-defined]

    def chosen(self, districts: Iterable[District]) -> list[District]:
        """Those of `districts` that were asked for; all of them where the form is not valid."""
        if not self.is_valid():
            return list(districts)
        name, state = fold(self.cleaned_data["q"]), self.cleaned_data["state"]
        return [
            each
            for each in districts
            if name in fold(f"{each.name} {each.short_name}") and state in ("", each.region)
        ]

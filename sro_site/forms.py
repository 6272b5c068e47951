"""The forms by which families find districts, and pick those that they compare."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from districts.models import District
from languages.characters import fold

MOST = 4  # columns that fit on a page
FILTERED = 10  # districts from which on they are found by name
FOUND = 20  # districts at most that are offered for a name


class NameField(forms.CharField):
    """A box for a part of the name of a district."""

    def __init__(self) -> None:
        label = gettext_lazy("Name of the district")
        super().__init__(label=label, max_length=100, required=False, strip=True)


class DistrictChoice(forms.Form):
    """`?district=denver&district=duluth`; where nothing is asked, the first few are chosen.

    One district alone is the first of a pair, for which `others` has the second.
    Among many, those are offered that are chosen or have what `q` says in their names.
    """

    finds_nothing = False

    q = NameField()
    district = forms.MultipleChoiceField(
        label=gettext_lazy("Districts"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: QueryDict, districts: QuerySet[District]) -> None:
        first = list(districts[:FILTERED])
        asked = data.getlist("district")[:FOUND] or [each.slug for each in first[:MOST]]
        super().__init__({"district": asked, "q": data.get("q", "")})
        if len(first) < FILTERED:
            del self.fields["q"]
            self.offered = first
        else:
            self.offered = self._offered(districts, asked)
        field: Any = self.fields["district"]
        field.choices = [(district.slug, district.name) for district in self.offered]

    def clean_district(self) -> set[str]:
        chosen = set(self.cleaned_data["district"])
        if not min(1, len(self.offered)) <= len(chosen) <= MOST:
            said = _("Choose two to four districts.")
            raise ValidationError(said, code="count")
        return chosen

    @property
    def chosen(self) -> list[District]:
        """In the order of all districts; none where the form is not valid."""
        slugs = self.cleaned_data["district"] if self.is_valid() else set()
        return [district for district in self.offered if district.slug in slugs]

    @property
    def is_long(self) -> bool:
        """Whether there are so many districts that they are found by name."""
        return "q" in self.fields

    @property
    def searches(self) -> bool:
        """Whether a name was typed."""
        return bool(self.data["q"].strip())

    def _offered(self, districts: QuerySet[District], asked: list[str]) -> list[District]:
        chosen = list(districts.filter(slug__in=asked))
        found = list(districts.filter(named(self.data["q"]))[:FOUND]) if self.searches else []
        self.finds_nothing = self.searches and not found
        return [*chosen, *(each for each in found if each not in chosen)]

    @property
    def others(self) -> list[District]:
        """Those that the only chosen district can be compared with; none where it is not alone."""
        chosen = self.chosen
        return [each for each in self.offered if each not in chosen] if len(chosen) == 1 else []


class DistrictFilter(forms.Form):
    """A filter by name and by state, sent with GET."""

    q = NameField()
    state = forms.ChoiceField(label=pgettext_lazy("place", "State"), required=False)

    def __init__(self, data: Any, districts: QuerySet[District]) -> None:
        super().__init__(data)
        states = districts.order_by("region").values_list("region", flat=True).distinct()
        any_state = [("", pgettext_lazy("place", "All states"))]
        field: Any = self.fields["state"]
        field.choices = [*any_state, *((each, each) for each in states if each)]

    def chosen(self, districts: QuerySet[District]) -> QuerySet[District]:
        """Those of `districts` that were asked for; all of them where the form is not valid."""
        if not self.is_valid():
            return districts
        name, state = self.cleaned_data["q"], self.cleaned_data["state"]
        return districts.filter(named(name), Q(region=state) if state else Q())


def named(words: str) -> Q:
    """The districts that have what was typed in one of their names."""
    folded = fold(words)
    return Q(folded_name__contains=folded) if folded else Q()

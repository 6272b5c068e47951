"""The form with which a family finds its school."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy

from districts.standing import WORDS, SchoolEntry
from languages.characters import fold


class SchoolFilter(forms.Form):
    """A filter by name and by SRO status, sent with GET."""

    q = forms.CharField(
        label=gettext_lazy("Name of the school"), max_length=100, required=False, strip=True
    )
    status = forms.ChoiceField(
        label=gettext_lazy("SRO status"),
        choices=[("", gettext_lazy("Any")), *((str(key), word) for key, word in WORDS.items())],
        required=False,
    )

    @property
    def is_sent(self) -> bool:
        """Whether anything was sent by which to choose."""
        return any(name in self.data for name in self.fields)

    def chosen(self, entries: Iterable[SchoolEntry]) -> list[SchoolEntry]:
        """The entries that match; all of them if the form is not valid."""
        if not self.is_valid():
            return list(entries)
        name, status = fold(self.cleaned_data["q"]), self.cleaned_data["status"]
        return [
            entry
            for entry in entries
            if name in fold(entry.record.name) and status in ("", entry.standing)
        ]

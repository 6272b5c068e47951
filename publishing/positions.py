"""A record's place among its neighbors, filled in when nobody has typed one."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import Max

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm

PLACES = ("position", "number")
LAST = "Leave empty to put it last."


def next_place(record: Any, name: str, among: tuple[str, ...]) -> int:
    """The number after the highest of the records that have the same `among`; a first one for none.

    `name` is the field of the number. A position begins with 0, any other number with 1.
    """
    same = {each: getattr(record, each) for each in among}
    highest = type(record)._base_manager.filter(**same).aggregate(found=Max(name))["found"]
    return int(name != "position") if highest is None else highest + 1


class PlacedForm(_ModelForm):
    """A form in which the field of the place may stay empty, or which has no such field.

    Saving puts a record without a place last among those that are published under the same records.
    """

    places: ClassVar[tuple[str, ...]] = PLACES

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self._places) & set(self.fields):
            field = self.fields[name]
            field.required, field.help_text = False, f"{field.help_text} {LAST}".strip()
            if self.instance._state.adding and self.initial.get(name) == 0:
                self.initial[name] = None

    def save(self, commit: bool = True) -> Any:
        """With the next place where none was typed."""
        for name in filter(self._is_left_open, self._places):
            among = self.instance.published_under
            setattr(self.instance, name, next_place(self.instance, name, among))
        return super().save(commit)

    def _is_left_open(self, name: str) -> bool:
        if name in self.fields:
            return self.cleaned_data.get(name) is None
        return bool(self.instance._state.adding)

    @property
    def _places(self) -> list[str]:
        """The fields of the record that hold its place, and that are never empty."""
        columns = self._meta.model._meta.fields
        return [each.name for each in columns if each.name in self.places and not each.null]

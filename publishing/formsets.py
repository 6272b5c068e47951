"""Inline rows that keep what another user saved after the page was opened."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint
from django.forms import BaseInlineFormSet
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict

from publishing.conflicts import same
from publishing.forms import MergingForm
from publishing.merging_fields import OPENED
from publishing.scheduled_forms import ScheduledForm
from publishing.states import PublicationState

if TYPE_CHECKING:
    _InlineFormSet = BaseInlineFormSet[Any, Any, Any]
else:
    _InlineFormSet = BaseInlineFormSet


class MergingFormSet(_InlineFormSet):
    """Leaves out a row that another user deleted, or asks if it was edited here.

    Rows that another user added stay; a new row that would break a unique constraint is refused.
    The queryset has to lock its rows. A page shows at most `most` stored rows, where that is set;
    `left_out` says how many it does not show. Rows that it did not show stay as they are.
    """

    model: Any
    prefix: str
    drafts_only = False  # leave out what is published
    most: int | None = None
    left_out = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stored: list[Any] = []
        self._elsewhere: set[str] = set()
        if self.is_bound:
            self._stored = list(self.get_queryset())
            self._match_rows()

    def get_queryset(self) -> Any:
        """The rows that are stored, or those of them that the user may change."""
        if not hasattr(self, "_queryset"):
            self._queryset = self._rows()
        return self._queryset

    def _rows(self) -> Any:
        rows: Any = self.queryset
        if self.drafts_only:
            self.queryset = rows.exclude(state=PublicationState.PUBLISHED)
        rows = super().get_queryset()
        if self.is_bound or self.most is None:
            return rows
        shown = list(rows[: self.most + 1])
        if len(shown) > self.most:
            self.left_out = rows.count() - self.most
        return shown[: self.most]

    def clean(self) -> None:
        """Report unique constraints that a row added by another user would break."""
        super().clean()
        if lost := [*self._lost_texts()]:
            texts = ", ".join(f"“{text}”" for text in lost)
            said = "You may no longer change these rows, so nothing that you typed in them is "
            raise ValidationError(f"{said}saved: {texts}. Save again to leave them as they are.")
        for form in self.forms:
            if getattr(form, "cleaned_data", None) and not self._should_delete_form(form):
                for constraint in self._violated(form):
                    form.add_error(None, constraint.get_violation_error_message())

    def _lost_texts(self) -> Iterator[str]:
        """What was typed in rows that this user may no longer change; they have no inputs now."""
        columns = self.model._meta.fields
        new = {each.name: str(each.get_default()) for each in columns if each.has_default()}
        for i in range(self.total_form_count()):
            row = self.form(self.data, prefix=self.add_prefix(i))
            if row.fields.keys() - {OPENED}:
                return
            shown = row.page.shown if row.page else new
            for key, text in self.data.items():
                name = key.removeprefix(self.add_prefix(f"{i}-"))
                if name not in (key, OPENED, self.model._meta.pk.name, self.fk.name) and text:
                    was = shown.get(name, "")
                    known = was if isinstance(was, list) else ["on" if was is True else was]
                    if not any(same(text, each) for each in known):
                        yield text

    def add_fields(self, form: Any, index: int | None) -> None:
        """The box that deletes a row has a name too."""
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].widget.attrs["aria-label"] = "Delete"

    def _should_delete_form(self, form: MergingForm) -> bool:
        ticked: bool = super()._should_delete_form(form)  # type: ignore[misc]
        return ticked and not form.asks_before_deletion

    def _construct_form(self, i: int, **kwargs: Any) -> MergingForm:
        form: MergingForm = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if isinstance(form, ScheduledForm) and form.clocks_here:
            form.show_clocks(self.instance.zone)
        form.can_restore = bool(self.max_num and form.page and form.page.key not in self._elsewhere)
        return form

    def _match_rows(self) -> None:
        """Match the rows that were sent to the stored rows, in the order of the page."""
        stored = {str(row.pk): row for row in self._stored}
        self._queryset, gone = [], {}
        for i in range(self.total_form_count()):
            key = self.data.get(f"{self.add_prefix(i)}-{self.model._meta.pk.name}")
            if key in stored and i < self.initial_form_count():
                self._queryset.append(stored[key])
            elif (row := self.form(self.data, prefix=self.add_prefix(i))).page:
                gone[i] = row
        if gone:
            keys = [row.page.key for row in gone.values() if row.page]
            there = self.model._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
            self._elsewhere = set(map(str, there))
            self._send_as_new(gone)

    def _send_as_new(self, gone: dict[int, MergingForm]) -> None:
        """Turn deleted rows, by their numbers, into new ones; drop those that nobody wants back."""
        initial = len([i for i in range(self.initial_form_count()) if i not in gone])
        order = [i for i in range(self.total_form_count()) if i not in gone]
        order += [i for i, row in gone.items() if not row.is_left_deleted]
        numbers = {str(old): new for new, old in enumerate(order)}
        data = QueryDict(mutable=True)
        for key, values in self.data.lists():  # type: ignore[attr-defined]
            row = re.fullmatch(rf"{re.escape(self.prefix)}-(\d+)-(.+)", key, re.DOTALL)
            if row is None:
                data.setlist(key, values)
            elif row[1] in numbers:
                data.setlist(f"{self.add_prefix(numbers[row[1]])}-{row[2]}", values)
        for i in range(initial, len(order)):
            data[f"{self.add_prefix(i)}-{self.model._meta.pk.name}"] = ""
        data[f"{self.prefix}-{TOTAL_FORM_COUNT}"] = str(len(order))
        data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = str(initial)
        self.data = data
        del self.management_form

    def _violated(self, form: MergingForm) -> Iterator[UniqueConstraint]:
        """Unique constraints that another row breaks, unless that row is deleted first."""
        deleted = {f.instance.pk for f in self.initial_forms if self._should_delete_form(f)}
        others = [row for row in self._stored if row.pk != form.instance.pk]
        if form.instance.pk is None:
            others = [row for row in others if row.pk not in deleted]
        for constraint in self.model._meta.constraints:
            # A constraint with a condition is about empty values, which count as equal here.
            if isinstance(constraint, UniqueConstraint) and constraint.condition is None:
                columns = [self.model._meta.get_field(name).attname for name in constraint.fields]
                if any(_values(row, columns) == _values(form.instance, columns) for row in others):
                    yield constraint


def _values(row: Any, columns: list[str]) -> list[Any]:
    return [getattr(row, column) for column in columns]

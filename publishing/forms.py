"""Forms that keep what another user saved after the page was opened."""

from collections.abc import Iterable, Iterator
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import capfirst

from publishing.conflicts import Choice, Opened, read_signed, same
from publishing.merging_fields import OPENED, MergingField, last_change, question, summary

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm


class MergingForm(_ModelForm):
    """Keeps another user's changes to fields that were not edited here; asks if both edited one.

    The hidden field `opened` carries what the page showed. Lock the record before making the form.
    An inline row may have been deleted meanwhile: `was_deleted`.
    """

    opened = forms.Field(required=False, widget=forms.HiddenInput)
    bound_field_class = MergingField
    can_restore = True

    class Media:
        css = {"all": ["edit_conflicts.css"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The form edits a copy, because the rest of the page needs the record as it is stored.
        super().__init__(*args, **{**kwargs, "instance": copy(kwargs.get("instance"))})
        for name in set(self.declared_fields).difference(self._meta.fields or self.fields):
            del self.fields[name]  # this page does not have it

    if TYPE_CHECKING:

        def __getitem__(self, name: str) -> MergingField: ...

    @cached_property
    def page(self) -> Opened | None:
        """What the page showed when it was opened; None for a new record, or if it got lost."""
        page = read_signed(self._sent, self._meta.model._meta.label) if self.is_bound else None
        key = self.instance.pk
        return page if page and (key is None or page.key == str(key)) else None

    @property
    def is_whole(self) -> bool:
        """Whether what the page showed arrived, if the record is not new."""
        return self.page is not None or (self.instance.pk is None and not self._sent)

    @property
    def columns_read(self) -> Iterable[str]:
        """Text columns that the page shows beside its fields and has to remember."""
        return ()

    @cached_property
    def choices(self) -> dict[str, Choice]:
        """Which version to keep, for each field that has more than one."""
        if self.instance.pk is None or self.page is None:
            return {}
        if self._is_to_be_deleted:
            return dict.fromkeys(self._names, Choice.THEIRS)
        return {name: self[name].choice for name in self._names}

    @cached_property
    def kept(self) -> set[str]:
        """The fields that keep what is stored now."""
        return {name for name, choice in self.choices.items() if choice is Choice.THEIRS}

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields that this user changed, without those that keep what is stored."""
        if self.was_deleted:
            return self._names
        return [n for n in super().changed_data if n != OPENED and n not in self.kept]

    @property
    def was_deleted(self) -> bool:
        """Whether another user deleted this row after the page was opened."""
        return self.instance.pk is None and self.page is not None

    @property
    def is_left_deleted(self) -> bool:
        """Whether such a row stays deleted, because nobody asks for it back."""
        if self.data.get(self.add_prefix("choice")) == Choice.THEIRS:
            return True
        shown = self.page.shown if self.page else {}
        fields = (self[name] for name in self._names if name in shown)
        touched = any(not same(each.as_sent(each.typed), each.shown) for each in fields)
        return not touched or self.add_prefix(DELETION_FIELD_NAME) in self.data

    @property
    def asks_before_deletion(self) -> bool:
        """Whether a row to be deleted has changed since the page showed it."""
        return self._is_to_be_deleted and not (self.is_whole and not self._changed_meanwhile)

    @property
    def signed(self) -> str:
        """What the page shows now; for fields in conflict, what it showed when it was opened."""
        if self.is_bound and not self.is_whole:
            return self._sent
        if self.instance.pk is None:
            return self._sent if self.was_deleted and self.prefix else ""
        asks = self._asks
        opened = Opened(
            key=str(self.instance.pk),
            shown={
                field.name: field.shown if field in asks else field.stored for field in self._fields
            },
            read={name: getattr(self.instance, name) or "" for name in self.columns_read},
            asked={field.name: field.stored for field in asks},
        )
        return opened.signed(self._meta.model._meta.label)

    def clean(self) -> dict[str, Any]:
        """Ask about fields in conflict; kept fields get exactly what is stored."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.kept & set(cleaned) & set(self.initial):
            if isinstance(self.initial[name], str | None):
                cleaned[name] = self.initial[name]  # forms trim texts, which would be a change
        if asks := self._asks:
            self._ask(asks)
        for error in self._other_conflicts():
            self.add_error(None, error)
        return cleaned

    def add_error(self, field: str | None, error: Any) -> None:
        """Attach an error of a field that the page does not show to the whole form."""
        if hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                self.add_error(None if name == NON_FIELD_ERRORS else name, errors)
        elif field is None or self._is_shown(field):
            super().add_error(field, error)
        else:
            messages = ValidationError(error).messages
            super().add_error(None, [f"{self._label(field)}: {each}" for each in messages])

    def _ask(self, fields: list[MergingField]) -> None:
        """Ask above a row, whose cells are narrow; on a page, at each field, with a summary."""
        for field in fields:
            question = field.question(self._changed_by)
            if self.prefix:
                self.add_error(None, question)
            short = "Someone changed this while you were editing. Choose a version above."
            self.add_error(field.name, short if self.prefix else question)
        if not self.prefix:
            self.add_error(None, summary(fields, self._changed_by))

    def _other_conflicts(self) -> Iterator[ValidationError | str]:
        """Errors for the whole form or the whole row."""
        if not self.is_whole:
            yield ValidationError(
                "Part of this page was lost on the way. Please open it again.", code="opened"
            )
        elif self.asks_before_deletion:
            said = f"This row was changed{self._changed_by} after you opened this page."
            told = "Save again to delete it anyway, or uncheck Delete."
            versions = {
                field.title: f"{field.described(field.shown)} → {field.described(field.stored)}"
                for field in self._changed_meanwhile
            }
            yield question("", said, {}, versions=versions, told=told)
        elif self.was_deleted and not self.prefix:
            yield (
                f"This was deleted{self._changed_by} after you opened this page. "
                "Save again to add it again, or leave the page."
            )
        elif self.was_deleted and self.data.get(self.add_prefix("choice")) != Choice.MINE:
            choices = {Choice.THEIRS: "Leave it deleted"}
            if self.can_restore:
                choices[Choice.MINE] = "Add it again, with what you see here"
            said = f"This row was deleted or moved{self._changed_by} after you opened this page."
            yield question(self.add_prefix("choice"), said, choices)
        yield from self._lost_fields()

    def _lost_fields(self) -> Iterator[str]:
        """Fields that were edited on the page but have become read-only meanwhile."""
        for name, shown in self.page.shown.items() if self.page else ():
            sent: Any = self.data
            typed = [] if name in self.fields else sent.getlist(self.add_prefix(name))
            known = shown if isinstance(shown, list) else [shown if shown is not True else "on"]
            for text in typed:
                if not any(same(text, each) for each in known):
                    yield (
                        f"{self._label(name)}: this can no longer be changed here, because it was "
                        f"changed{self._changed_by} after you opened this page. "
                        f"You typed: “{text}”. Save again to leave it as it is."
                    )

    @property
    def _asks(self) -> list[MergingField]:
        return [self[name] for name, choice in self.choices.items() if choice is Choice.ASK]

    @property
    def _sent(self) -> str:
        return str(self.data.get(self.add_prefix(OPENED), ""))

    @property
    def _names(self) -> list[str]:
        """The fields that a user may have changed."""
        return [n for n in self.fields if self._is_shown(n) and n != DELETION_FIELD_NAME]

    @property
    def _fields(self) -> list[MergingField]:
        return [self[name] for name in self._names]

    def _is_shown(self, name: str) -> bool:
        field = self.fields.get(name)
        return field is not None and not field.disabled and not field.widget.is_hidden

    def _label(self, name: str) -> str:
        if name in self.base_fields and self.base_fields[name].label:
            return str(self.base_fields[name].label)
        columns = {field.name: field for field in self._meta.model._meta.fields}
        return capfirst(str(columns[name].verbose_name if name in columns else name))

    @property
    def _is_to_be_deleted(self) -> bool:
        return DELETION_FIELD_NAME in self.fields and bool(self[DELETION_FIELD_NAME].typed)

    @property
    def _changed_meanwhile(self) -> list[MergingField]:
        shown = self.page.shown if self.page else {}
        return [f for f in self._fields if f.name in shown and not same(f.shown, f.stored)]

    @cached_property
    def _changed_by(self) -> str:
        parents = (getattr(each, "parent_instance", None) for each in self.fields.values())
        found = [(type(parent), parent.pk) for parent in parents if parent]
        return last_change([(self._meta.model, self.page and self.page.key), *found])

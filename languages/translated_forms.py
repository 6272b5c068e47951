"""The form of a record with translated words; it checks what is typed in each language."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from modeltranslation.fields import TranslationField

from languages.columns import word_column
from languages.freshness import Mark, Marks, text_hash
from languages.registry import SOURCE
from languages.translating import Slot

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm

OWN = ("anyway", "minor")


class TranslatedForm(_ModelForm):
    """Asks before it saves a doubtful translation, or one that replaces a reviewed one.

    After validation, `told` holds the marks of translations that were made from English that has
    changed meanwhile.
    """

    anyway = forms.BooleanField(
        label="Save anyway",
        required=False,
        widget=forms.HiddenInput,
        help_text="The text is correct. Save it despite the warnings below.",
    )
    minor = forms.BooleanField(
        label="Minor edit",
        required=False,
        help_text="The change in the English is only a typo. Translations stay up to date.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: Marks = {}
        self._columns: dict[str, Any] = {
            field.name: field
            for field in self._meta.model._meta.fields
            if isinstance(field, TranslationField) and field.name in self.fields
        }

    @cached_property
    def changed_data(self) -> list[str]:
        """Without the two checkboxes of the form, which are no columns."""
        return [name for name in super().changed_data if name not in OWN]

    @property
    def is_minor(self) -> bool:
        """Whether the English was changed and the user says that no translation is affected."""
        rewritten = any(self._is_english(name) for name in self.changed_data)
        return rewritten and bool(self.cleaned_data.get("minor"))

    def shown_text(self, column: str) -> str:
        """The text of `column` when the form was opened; here, simply what is stored now."""
        return self._now(column)

    def clean(self) -> dict[str, Any]:
        """Check each changed translation, and note which English it was made from."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in set(self._columns) & set(self.changed_data) & set(cleaned):
            if not self._is_english(name):
                self._tell(name)
                self._check(name)
        return cleaned

    def _is_english(self, column: str) -> bool:
        return column in self._columns and self._columns[column].language == SOURCE

    def _source(self, column: str) -> str:
        """The English column that `column` translates."""
        return word_column(self._columns[column].translated_field.name, SOURCE)

    def _now(self, column: str) -> str:
        return getattr(self.instance, column) or ""

    def _tell(self, column: str) -> None:
        source = self._source(column)
        shown = self.shown_text(source)
        if source not in self.changed_data and shown != self._now(source):
            mark = Mark(text_hash(shown), text_hash(self.cleaned_data[column] or ""))
            field = self._columns[column]
            self.told.setdefault(field.translated_field.name, {})[field.language] = mark

    def _check(self, column: str) -> None:
        source, field = self._source(column), self._columns[column]
        english = self.cleaned_data.get(source) or self._now(source)
        slot = Slot(self.instance, field.translated_field.name, field.language)
        for problem in slot.problems(self.cleaned_data[column] or "", english):
            if problem.refuses or not self.cleaned_data.get("anyway"):
                self.add_error(column, ValidationError(problem.message, code=problem.code))
            if not problem.refuses:
                self.fields["anyway"].widget = forms.CheckboxInput()

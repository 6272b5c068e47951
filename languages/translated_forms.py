"""The form of a record with translated words: it knows what was shown when it was opened."""

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from modeltranslation.fields import TranslationField

from languages.checks import check
from languages.columns import translated_fields, word_column
from languages.forms import SentJSONDecoder
from languages.freshness import Mark, Marks, text_hash
from languages.registry import SOURCE

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm

OWN = ("anyway", "minor", "seen")


class TranslatedForm(_ModelForm):
    """Words that nobody touched stay as somebody else may have written them meanwhile.

    `told` holds, once the form is valid, the marks of translations that were made from English
    which is no longer there. What looks wrong with a translation is asked about once.
    """

    anyway = forms.BooleanField(
        label="Save anyway",
        required=False,
        widget=forms.HiddenInput,
        help_text="What is remarked on below is right as it is.",
    )
    minor = forms.BooleanField(
        label="Minor edit",
        required=False,
        help_text="The change of the English alters nothing in a translation: a slip of the pen.",
    )
    seen = forms.JSONField(required=False, widget=forms.HiddenInput, decoder=SentJSONDecoder)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: Marks = {}
        self._untouched: set[str] = set()
        self._columns: dict[str, Any] = {
            field.name: field
            for field in self._meta.model._meta.fields
            if isinstance(field, TranslationField) and field.name in self.fields
        }
        for name in set(OWN) - set(own_fields(self._columns, self.instance)):
            del self.fields[name]
        if "seen" in self.fields:
            self.initial["seen"] = {name: _shown(self._now(name)) for name in self._all_shown}

    @cached_property
    def changed_data(self) -> list[str]:
        changed = super().changed_data
        return [name for name in changed if name not in self._untouched and name not in OWN]

    @property
    def is_minor(self) -> bool:
        """Whether English was changed that alters nothing in a translation."""
        rewritten = any(self._is_english(name) for name in self.changed_data)
        return rewritten and bool(self.cleaned_data.get("minor"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "seen" in self.fields:
            seen = cleaned.get("seen")
            if not isinstance(seen, dict) or not set(self._all_shown) <= set(seen):
                raise ValidationError("This page did not arrive whole: open it again.", code="seen")
            for name in self._columns:
                if name in cleaned:
                    self._compare(name, cleaned["seen"])
        for name in set(self._columns) & set(self.changed_data) & set(cleaned):
            if cleaned[name] and not self._is_english(name):
                self._check(name)
        return cleaned

    @property
    def _all_shown(self) -> list[str]:
        """The columns that the page shows, the English that is only read among them."""
        english = [word_column(name, SOURCE) for name in translated_fields(self._meta.model)]
        return list(dict.fromkeys([*english, *self._columns]))

    def _now(self, column: str) -> str:
        return getattr(self.instance, column) or ""

    def _is_english(self, column: str) -> bool:
        return column in self._columns and self._columns[column].language == SOURCE

    def _source(self, column: str) -> str:
        """The column of the English that `column` translates."""
        return word_column(self._columns[column].translated_field.name, SOURCE)

    def _compare(self, column: str, seen: dict[str, str]) -> None:
        typed, now = _shown(self.cleaned_data[column] or ""), _shown(self._now(column))
        if typed == seen[column]:
            self._untouched.add(column)
            self.cleaned_data[column] = getattr(self.instance, column)
        elif now not in (seen[column], typed):
            self._refuse(column, now)
        elif not self._is_english(column):
            self._tell(column, seen)

    def _refuse(self, column: str, now: str) -> None:
        said = f"Somebody else has changed this meanwhile, to: “{self._now(column)}”. "
        said += "Save again to put yours in its place."
        self.add_error(column, ValidationError(said, code="conflict"))
        self.cleaned_data["seen"] = {**self.cleaned_data["seen"], column: now}
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = json.dumps(self.cleaned_data["seen"])
        self.data = data

    def _tell(self, column: str, seen: dict[str, str]) -> None:
        source = self._source(column)
        rewritten = source in self._columns and source not in self._untouched
        if not rewritten and seen[source] != _shown(self._now(source)):
            mark = Mark(seen[source], text_hash(self.cleaned_data[column] or ""))
            field = self._columns[column]
            self.told.setdefault(field.translated_field.name, {})[field.language] = mark

    def _check(self, column: str) -> None:
        source = self._source(column)
        english = self.cleaned_data.get(source) or self._now(source)
        field = self._columns[column]
        text = self.cleaned_data[column]
        for problem in check(english, text, field.language, field.max_length):
            if problem.refuses or not self.cleaned_data.get("anyway"):
                self.add_error(column, ValidationError(problem.message, code=problem.code))
            if not problem.refuses:
                self.fields["anyway"].widget = forms.CheckboxInput()


class TranslatedRow(_ModelForm):
    """A row on another record's page, with English words.

    Those that nobody touched stay as somebody else may have written them meanwhile; others give
    way only to who has read them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = self._meta.model._meta.fields if self.instance.pk else ()
        names = {field.name for field in columns if isinstance(field, TranslationField)}
        self._columns = names & set(self.fields)
        for name in self._columns:
            self.fields[name].show_hidden_initial = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self._columns & set(cleaned):
            now, key = getattr(self.instance, name) or "", self.add_initial_prefix(name)
            if name not in self.changed_data:
                cleaned[name] = getattr(self.instance, name)
            elif _shown(now) not in map(_shown, (self.data.get(key, ""), cleaned[name] or "")):
                self._refuse(name, key, now)
        return cleaned

    def _refuse(self, name: str, key: str, now: str) -> None:
        said = f"Somebody else has changed this meanwhile, to: “{now}”. "
        said += "Save again to put yours in its place."
        self.add_error(name, ValidationError(said, code="conflict"))
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[key] = now
        self.data = data


def own_fields(columns: Any, record: Any) -> tuple[str, ...]:
    """Which of `OWN` a form has that changes `columns` of `record` (None or unsaved: a new one)."""
    if not columns:
        return ()
    if record is None or record.pk is None:
        return ("anyway",)
    return (
        OWN
        if any(name.endswith(word_column("", SOURCE)) for name in columns)
        else ("anyway", "seen")
    )


def _shown(text: str) -> str:
    """The hash of a text as a form takes it."""
    return text_hash(text.strip())

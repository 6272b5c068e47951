"""One field of a form, with what was typed and with what is stored now, as a browser sends it."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.timesince import timesince

from languages.registry import LANGUAGES, SOURCE
from publishing.conflicts import Choice, Value, choose
from publishing.history_entries import last_entry

OPENED = "opened"


class MergingField(forms.BoundField):
    """A field of a MergingForm; if it was not edited, its data are what is stored now."""

    form: Any

    @property
    def typed(self) -> Any:
        """What the user typed, as the widget reads it."""
        return super().data

    @property
    def data(self) -> Any:
        """What is stored now if the field is kept, else what was typed."""
        return self.stored if self.name in self.form.kept else self.typed

    @cached_property
    def stored(self) -> Value:
        """What a page that is opened now would show."""
        return self.as_sent(self.initial)

    @property
    def shown(self) -> Value:
        """What the page showed when it was opened."""
        found: Value = self.form.page.shown[self.name]
        return found

    def value(self) -> Any:
        """The value to show; for the hidden field, what the page shows now."""
        return self.form.signed if self.name == OPENED else super().value()

    def as_sent(self, value: Any) -> Value:
        """The value as a browser would send it."""
        value, widget = self.field.prepare_value(value), self.field.widget
        if isinstance(widget, forms.CheckboxInput):
            return bool(value)
        if isinstance(value, list | tuple):
            return [str(each) for each in value]
        if isinstance(widget, forms.widgets.Input):
            # A browser removes line ends from a one-line input.
            return (widget.format_value(value) or "").replace("\r", "").replace("\n", "")
        return "" if value is None else str(value)

    @property
    def choice(self) -> Choice:
        """Which version of the field to keep."""
        form, widget = self.form, self.field.widget
        if self.name not in form.page.shown:
            return Choice.THEIRS
        if widget.value_omitted_from_data(form.data, form.files, self.html_name):
            return Choice.THEIRS
        answer = form.data.get(f"{self.html_name}-choice", "")
        asked = form.page.asked.get(self.name)
        return choose(self.shown, self.as_sent(self.typed), self.stored, asked, answer)

    @property
    def title(self) -> str:
        """The label of the field, with the language if it is a translation."""
        language = LANGUAGES.get(self.field.widget.attrs.get("lang", SOURCE), LANGUAGES[SOURCE])
        translated = language.code != SOURCE
        return f"{self.label} in {language.name}" if translated else str(self.label)

    def described(self, value: Value) -> str:
        """A value in words, as the page shows it."""
        if isinstance(value, bool):
            return "ticked" if value else "not checked"
        offered = {str(key): str(label) for key, label in getattr(self.field, "choices", ())}
        values = value if isinstance(value, list) else [value]
        return ", ".join(offered.get(each, each) for each in values if each) or "(empty)"

    def question(self, changed_by: str) -> ValidationError:
        """An error that shows the versions side by side and asks which to keep."""
        versions = {
            "When you opened this page": self.described(self.shown),
            "Now": self.described(self.stored),
            "Yours": self.described(self.as_sent(self.typed)),
        }
        return question(
            f"{self.html_name}-choice",
            f"{self.title} was changed{changed_by} after you opened this page.",
            {Choice.THEIRS: "Keep what is there now", Choice.MINE: "Replace it with mine"},
            versions=versions,
            attrs=self.field.widget.attrs,
        )


def question(
    name: str, said: str, choices: Mapping[Any, str], **context: object
) -> ValidationError:
    """An error that the user answers by choosing one of `choices`, sent as `name`; no scripts."""
    context |= {"name": name, "said": said, "choices": choices}
    message = render_to_string("admin/edit_conflict.html", context)
    return ValidationError(message, code="conflict")


def summary(fields: Iterable[MergingField], changed_by: str) -> ValidationError:
    """An error that links to the fields in which the user has to choose a version."""
    links = ((field.id_for_label, field.title) for field in fields)
    message = format_html(
        (
            "This was changed{} after you opened this page. Nothing is saved yet, and "
            "nothing is lost. Choose which version to keep: {}"
        ),
        changed_by,
        format_html_join(", ", '<a href="#{}">{}</a>', links),
    )
    return ValidationError(message, code="conflict")


def last_change(records: Iterable[tuple[type[Model], object]]) -> str:
    """Who last changed one of these (model, key), and when, to follow "was changed"; may be ""."""
    entry = last_entry(records)
    if entry is None or entry.by is None:
        return ""
    just_now = timezone.now() - entry.at < timedelta(minutes=1)
    ago = "just now" if just_now else f"{timesince(entry.at)} ago"
    return f" by {entry.by}, {ago},"

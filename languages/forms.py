"""Inputs for partial dates and languages: typed in English; the page shows what was understood."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from languages.characters import is_blank, without_marks
from languages.date_input import EXAMPLES, OR_UNKNOWN, input_text, is_unknown, understand
from languages.dates import say
from languages.edtf import EDTFError, PartialDate
from languages.language_list import NAMES
from languages.registry import LANGUAGES, SOURCE
from languages.tags import language_name, tag_of


class PartialDateInput(forms.TextInput):
    """A text input with "Understood as: Fall 2021 (September 1 – November 30, 2021)" beneath."""

    def format_value(self, value: Any) -> str | None:
        """A stored value in English, as it could be typed; refused text as it was typed."""
        return input_text(value) if isinstance(value, PartialDate) else super().format_value(value)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The input, followed by what was understood; nothing follows text that is refused."""
        control = super().render(name, value, attrs, renderer)
        try:
            meaning = _meaning(value if isinstance(value, PartialDate) else understand(value or ""))
        except EDTFError:
            return control
        return format_html('{}<div class="help">Understood as: {}</div>', control, meaning)


class PartialDateFormField(forms.Field):
    """Cleans to a PartialDate or None; accepts what `languages.date_input` understands."""

    widget = PartialDateInput

    def __init__(self, *, help_text: str = "", **kwargs: Any) -> None:
        advice = EXAMPLES if kwargs.get("required", True) else f"{EXAMPLES} {OR_UNKNOWN}"
        super().__init__(help_text=f"{help_text} {advice}".strip(), **kwargs)

    def to_python(self, value: Any) -> PartialDate | None:
        """Parse EDTF or English. Raises ValidationError with advice for the user."""
        if value is None or isinstance(value, PartialDate):
            return value
        if is_blank(value) or is_unknown(value):
            return None
        try:
            return understand(value)
        except EDTFError as error:
            raise ValidationError(str(error), code="invalid") from error


class DayField(forms.DateField):
    """A single day, typed as a partial date is, or in a format of Django's."""

    def to_python(self, value: Any) -> Any:
        """The date. Raises ValidationError with advice for the user."""
        if not isinstance(value, str):
            return super().to_python(value)
        text = without_marks(value)  # which come along when a date is copied
        try:
            return super().to_python(text)
        except ValidationError:
            return _single_day(text)


def _single_day(text: str) -> date:
    advice = "Type a single day, such as Nov. 20, 2026 or 11/20/2026."
    try:
        understood = understand(text)
    except EDTFError as error:
        raise ValidationError(f"We can’t read “{text.strip()}” as a day. {advice}") from error
    if understood.precision != "day":
        raise ValidationError(f"“{input_text(understood)}” is not a single day. {advice}")
    return understood.lower


def _meaning(value: PartialDate) -> str:
    """What was understood, with its first and last day unless it is a single day."""
    text = input_text(value)
    if value.precision == "day":
        return text
    ends = "day/open" if value.is_open else "day/day"
    return f"{text} ({say(PartialDate(value.lower, value.upper, ends), SOURCE).text})"


class LanguageInput(forms.TextInput):
    """A text input that suggests common languages by name and shows which one was understood."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The input with a list of languages, and the name of a tag that was typed."""
        offer = f"languages-for-{name}"
        control = super().render(name, value, {**(attrs or {}), "list": offer}, renderer)
        offered = ((tag, language_name(tag, SOURCE)[0]) for tag in (*LANGUAGES, *NAMES))
        options = format_html_join("", '<option value="{}">{}</option>', offered)
        meaning = language_name(str(value), SOURCE)[0] if value else ""
        said = format_html('<div class="help">{}</div>', meaning) if meaning != value else ""
        return format_html('{}<datalist id="{}">{}</datalist>{}', control, offer, options, said)


class LanguageField(forms.CharField):
    """Cleans the English name of a language, or its tag, to the tag: "Spanish" to "es"."""

    widget = LanguageInput

    def to_python(self, value: Any) -> str:
        """The tag for a name or a tag; unknown text stays as it is, for the validator."""
        return tag_of(without_marks(super().to_python(value) or ""))

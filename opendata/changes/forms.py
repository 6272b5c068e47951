"""The days that a family asks the page of changes about, sent with GET."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.pages import NotADay, day_from, printable

SINCE, FROM, TO = "since", "from", "to"


class DayInput(forms.DateInput):
    """Browsers show nothing in it but a day."""

    input_type = "date"

    def format_value(self, value: Any) -> str:
        """The day, or "" for what is none."""
        try:
            return date.fromisoformat(value or "").isoformat()
        except ValueError:
            return ""


class DayField(forms.CharField):
    """A day that has begun in the district, as `YYYY-MM-DD`."""

    widget = DayInput
    default_error_messages = {"required": gettext_lazy("Choose a day.")}
    today: date

    def clean(self, value: Any) -> date | None:
        """None without a day. What was typed is in the error, since browsers do not show it."""
        text = super().clean(value)
        if not text:
            return None
        try:
            day = day_from(text)
        except NotADay as error:
            said = _("“%(text)s” is not a day. Write it like this: 2026-05-03.")
            raise ValidationError(
                said, code="day", params={"text": printable(text[:40])}
            ) from error
        if day > self.today:
            raise ValidationError(_("This day has not come yet."), code="future")
        return day


class _DayForm(forms.Form):
    def __init__(self, data: Any, today: date) -> None:
        sent = any(name in data for name in self.base_fields)
        # Some languages end a question with a sign of their own, which Django follows by a colon.
        super().__init__(data if sent else None, label_suffix="")
        for field in self.fields.values():
            assert isinstance(field, DayField)  # noqa: S101 - these forms have no other fields
            field.today = today
            field.widget.attrs["max"] = today.isoformat()


class SinceForm(_DayForm):
    """`?since=`: what is new since a day."""

    since = DayField(label=gettext_lazy("What is new since this day?"))


class TwoDaysForm(_DayForm):
    """`?from=&to=`: two days side by side."""

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        found: dict[str, Any] = super().clean() or {}
        first, last = found.get(FROM), found.get(TO)
        if first and last and first > last:
            raise ValidationError(_("The first day is after the second one."), code="order")
        return found


# "from" is a word of Python, so the fields have no place in the class itself.
TwoDaysForm.base_fields = {
    FROM: DayField(label=gettext_lazy("The first day")),
    TO: DayField(label=gettext_lazy("The second day")),
}

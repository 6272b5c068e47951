"""The form of a meeting, whose times are those of the clocks in its district."""

from datetime import UTC, datetime
from typing import Any

from babel.dates import get_timezone_name
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from districts.models import District
from districts.record_admin import RecordForm
from events.clock import NoSuchTimeError, instant
from languages.registry import LANGUAGES, SOURCE

TIMES = ("starts_at", "ends_at")


def zone_label(district: District) -> str:
    """The zone as staff know it: “Mountain Time: America/Denver”."""
    name = get_timezone_name(district.zone, "long", locale=LANGUAGES[SOURCE].cldr)
    return f"{name}: {district.time_zone}"


class LocalTimeField(forms.DateTimeField):
    """Cleans to a naive datetime: what the clock shows, without saying where."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def prepare_value(self, value: Any) -> Any:
        return value

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, datetime):
            return value
        if self._has_offset(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        with timezone.override(UTC):
            known = super().to_python(value)
        return known.replace(tzinfo=None) if known else None

    def _has_offset(self, value: Any) -> bool:
        try:
            known = parse_datetime(str(value or "").strip())
        except ValueError:
            return False
        return known is not None and known.tzinfo is not None


class MeetingForm(RecordForm):
    """`asides` holds what the person should be told although nothing is wrong."""

    starts_at = LocalTimeField(label="Starts")
    ends_at = LocalTimeField(label="Ends")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asides: list[str] = []
        district = self.instance.district if self.instance.district_id else None
        for name in TIMES:
            if name in self.fields:
                self.fields[name].help_text = self._zone_help(district)
                at = getattr(self.instance, name)
                if at and district:
                    self.initial[name] = at.astimezone(district.zone).replace(tzinfo=None)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        district = cleaned.get("district") or getattr(self.instance, "district", None)
        for name in TIMES:
            if district and cleaned.get(name):
                self._place(name, district)
            elif cleaned.get(name):
                # The form fails for want of a district; what else is wrong is to be said as well.
                cleaned[name] = cleaned[name].replace(tzinfo=UTC)
        starts_at, ends_at = (cleaned.get(name) for name in TIMES)
        if starts_at and ends_at and not self.errors and ends_at <= starts_at:
            self.add_error("ends_at", "The meeting ends before it starts.")
        return cleaned

    def _place(self, name: str, district: District) -> None:
        """Turn a local time into an instant; one that nobody touched stays what it was."""
        known = getattr(self.instance, name)
        if known and name not in self.changed_data:
            self.cleaned_data[name] = known
            return
        local: datetime = self.cleaned_data[name]
        try:
            meant = instant(local, district.zone)
        except NoSuchTimeError:
            said = f"There is no {local:%H:%M} on this day: the clocks are set forward over it."
            self.add_error(name, f"{said} ({zone_label(district)})")
            return
        self.cleaned_data[name] = meant.at
        if meant.twice:
            said = f"The clock shows {local:%H:%M} twice on this day, as it is set back."
            self.asides.append(f"{said} The earlier one was taken.")

    def _zone_help(self, district: District | None) -> str:
        if district:
            return zone_label(district)
        field: Any = self.fields.get("district")
        offered = list(field.queryset[:2]) if field else []
        if len(offered) == 1:
            return zone_label(offered[0])
        return "In the time zone of the district chosen above."

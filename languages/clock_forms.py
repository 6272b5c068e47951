"""Input for a time on the clock of a place; asks which is meant if the clock shows it twice."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from languages.characters import without_marks
from languages.clock import check_year, instants
from languages.registry import LANGUAGES, SOURCE
from languages.staff_hours import zone_label

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:
    _ModelForm = forms.ModelForm

_WRITTEN = "%Y-%m-%dT%H:%M"
FIRST, SECOND = "first", "second"


@dataclass(frozen=True, slots=True)
class WallTime:
    """A naive time as a clock shows it; `which` tells two equal times apart, if answered."""

    local: datetime
    which: str = ""

    @classmethod
    def at(cls, instant: datetime, zone: ZoneInfo) -> "WallTime":
        """What the clock of `zone` shows at an instant."""
        local = instant.astimezone(zone).replace(tzinfo=None, fold=0)
        twice = len(instants(local, zone)) > 1
        which = (SECOND if instant.astimezone(zone).fold else FIRST) if twice else ""
        return cls(local, which)

    def instant(self, zone: ZoneInfo) -> datetime:
        """The instant that is meant.

        Raises ValidationError if the clock skips it, or shows it twice and `which` is not set.
        """
        shown = instants(self.local, zone)
        clock = f"{self.local:%H:%M}"
        if not shown:
            said = f"{clock} does not exist on this day, because the clocks go forward."
            raise ValidationError(said, code="skipped")
        if len(shown) > 1 and not self.which:
            said = (
                f"{clock} happens twice on this day, because the clocks go back. Choose which one."
            )
            raise ValidationError(said, code="twice")
        return shown[-1] if self.which == SECOND else shown[0]


class WallTimeInput(forms.DateTimeInput):
    """With `zone` set, it asks which of two equal times is meant."""

    zone: ZoneInfo | None = None

    def __init__(self) -> None:
        super().__init__(attrs={"type": "datetime-local"}, format=_WRITTEN)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str]:
        """The typed time, and the answer to the question which one is meant."""
        return data.get(name) or "", data.get(f"{name}_which") or ""

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """The answer alone does not count as data."""
        return name not in data

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The input; with a question if the clock of `zone` shows this time twice."""
        typed, which = value or ("", "")
        control = super().render(name, typed, attrs, renderer)
        try:
            shown = instants(datetime.fromisoformat(typed), self.zone) if self.zone else ()
        except ValueError:
            return control
        return control + self._question(name, which, shown) if len(shown) > 1 else control

    def _question(self, name: str, which: str, shown: tuple[datetime, ...]) -> SafeString:
        answers = [("", "", "Which one?")]
        for code, instant in zip((FIRST, SECOND), shown, strict=True):
            local = instant.astimezone(self.zone)
            zone = get_timezone_name(local, "long", locale=LANGUAGES[SOURCE].cldr)
            answers.append((code, " selected" if code == which else "", f"the {code}, {zone}"))
        options = format_html_join("", '<option value="{}"{}>{}</option>', answers)
        label = "Which of the two times"
        return format_html(
            ' <select name="{}_which" aria-label="{}">{}</select>', name, label, options
        )


class WallTimeField(forms.DateTimeField):
    """Cleans to a WallTime: a clock time that is not tied to a place yet."""

    widget = WallTimeInput

    def prepare_value(self, value: Any) -> Any:
        """A WallTime, or None, as the pair that the input shows."""
        if isinstance(value, WallTime):
            return value.local.strftime(_WRITTEN), value.which
        return ("", "") if value is None else value

    def to_python(self, value: Any) -> WallTime | None:  # type: ignore[override]
        """Parse the pair. Raises ValidationError if an offset was typed."""
        typed, which = value if isinstance(value, tuple | list) else (value, "")
        if isinstance(typed, WallTime):
            return typed
        typed = without_marks(typed or "").strip()
        if self._has_offset(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        with timezone.override(UTC):
            known = super().to_python(typed)
        if known is None:
            return None
        check_year(known)
        return WallTime(known.replace(tzinfo=None), which if which in (FIRST, SECOND) else "")

    def _has_offset(self, value: Any) -> bool:
        try:
            known = parse_datetime(str(value or "").strip())
        except ValueError:
            return False
        return known is not None and known.tzinfo is not None


class ClockForm(_ModelForm):
    """A form in which instants are typed as the clock of a place shows them.

    `clocks` names their fields, each a WallTimeField; the page may have only some of them.
    """

    clocks: ClassVar[tuple[str, ...]] = ()
    zone: ZoneInfo | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was = {name: getattr(self.instance, name) for name in self.clocks_here}

    def show_clocks(self, zone: ZoneInfo | None) -> None:
        """Show the stored instants on the clock of `zone`; do this before anything is read."""
        self.zone = zone
        for name in self.clocks_here:
            self._set_zone(name, zone)
            if zone and self.was[name]:
                self.initial[name] = WallTime.at(self.was[name], zone)

    def read_clocks(self, zone: ZoneInfo | None) -> None:
        """Turn what was typed into instants; what was not edited keeps its instant."""
        for name in self.clocks_here:
            if self.cleaned_data.get(name):
                self._read_clock(name, zone)

    def _read_clock(self, name: str, zone: ZoneInfo | None) -> None:
        wall: WallTime = self.cleaned_data[name]
        if zone is None:
            # Without a place the form is invalid; any value lets the other checks run too.
            self.cleaned_data[name] = wall.local.replace(tzinfo=UTC)
        elif self.was[name] and name not in self.changed_data:
            self.cleaned_data[name] = self.was[name]
        else:
            self._set_zone(name, zone)
            try:
                self.cleaned_data[name] = wall.instant(zone)
            except ValidationError as error:
                said = f"{error.message} ({zone_label(zone)})"
                self.add_error(name, ValidationError(said, code=error.code))

    def _set_zone(self, name: str, zone: ZoneInfo | None) -> None:
        widget: Any = self.fields[name].widget
        widget.zone = zone

    @property
    def clocks_here(self) -> list[str]:
        """Those that the page has."""
        return [name for name in self.clocks if name in self.fields]

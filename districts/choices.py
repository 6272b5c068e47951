"""What forms of a district offer: languages, U.S. states and time zones."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms

from languages.registry import LANGUAGES
from languages.staff_hours import zone_label

STATES = (
    *("Alabama", "Alaska", "American Samoa", "Arizona", "Arkansas", "California", "Colorado"),
    *("Connecticut", "Delaware", "District of Columbia", "Florida", "Georgia", "Guam", "Hawaii"),
    *("Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine"),
    *("Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana"),
    *("Nebraska", "Nevada", "New Hampshire", "New Jersey", "New Mexico", "New York"),
    *("North Carolina", "North Dakota", "Northern Mariana Islands", "Ohio", "Oklahoma", "Oregon"),
    *("Pennsylvania", "Puerto Rico", "Rhode Island", "South Carolina", "South Dakota"),
    *("Tennessee", "Texas", "U.S. Virgin Islands", "Utah", "Vermont", "Virginia", "Washington"),
    *("West Virginia", "Wisconsin", "Wyoming"),
)
# From east to west; a state that keeps its clocks otherwise follows its neighbors.
ZONES = (
    *("America/New_York", "America/Chicago", "America/Denver", "America/Phoenix"),
    *("America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu"),
    *("America/Puerto_Rico", "Pacific/Guam", "Pacific/Pago_Pago"),
)
EMPTY = ("", "---------")


class Offered(forms.Select):
    """A list to choose from, which also has a value that is not in it but is the present one."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        """The options, with the present value last if it is none of them."""
        groups = super().optgroups(name, value, attrs)
        if not any(each["selected"] for _, options, _ in groups for each in options):
            extra = [
                self.create_option(name, each, each, True, len(groups)) for each in value if each
            ]
            groups += [(None, [option], len(groups)) for option in extra]
        return groups


def state_choices() -> list[tuple[str, str]]:
    """The states, territories, and none."""
    return [EMPTY, *((name, name) for name in STATES)]


def zone_choices() -> list[tuple[str, Any]]:
    """The zones of the United States by their names first, then all others by their keys."""
    first = [(key, zone_label(ZoneInfo(key))) for key in ZONES]
    others = _same(key for key in available_timezones() if "/" in key and key not in ZONES)
    return [EMPTY, ("United States", first), ("All others", others)]


def _same(keys: Iterable[str]) -> list[tuple[str, str]]:
    return [(key, key) for key in sorted(keys)]


def state_field() -> forms.CharField:
    """A U.S. state."""
    widget = Offered(choices=state_choices())
    return forms.CharField(label="U.S. state", max_length=50, widget=widget)


def zone_field() -> forms.CharField:
    """The key of a time zone; whether there is such a zone is for the model to say."""
    help_text = "The clock that the district’s meetings are announced by."
    widget = Offered(choices=zone_choices())
    return forms.CharField(label="Time zone", max_length=50, widget=widget, help_text=help_text)


def content_languages_field() -> forms.MultipleChoiceField:
    """The languages of a district's content, as a list of codes."""
    help_text = "Languages into which the district translates all its content."
    return _languages_field(help_text, required=True)


def helpline_languages_field() -> forms.MultipleChoiceField:
    """The languages of a district's helpline, as a list of codes."""
    help_text = "Languages for which families are asked to call the helpline."
    return _languages_field(help_text, required=False)


def _languages_field(help_text: str, *, required: bool) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=[(code, language.name) for code, language in LANGUAGES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=required,
        help_text=help_text,
    )

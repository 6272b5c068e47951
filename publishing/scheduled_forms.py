"""Forms in which records are published at once, or from a moment on."""

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from languages.clock_forms import ClockForm, WallTimeField
from languages.staff_hours import zone_label
from publishing.forms import MergingForm
from publishing.positions import PlacedForm
from publishing.states import PublicationState

PUBLISHED = PublicationState.PUBLISHED
PASSED = "This time has passed. Leave it empty to publish now, or choose a later one."
NOT_PUBLISHED = (PublicationState.DRAFT, PublicationState.WITHDRAWN)


class ScheduledForm(PlacedForm, ClockForm, MergingForm):
    """The form of a record with a state; `publish_at` is typed on the clock of its district.

    Call `show_clocks` with the zone of the district once that is known.
    """

    clocks: ClassVar[tuple[str, ...]] = ("publish_at",)
    publish_at = WallTimeField(
        label="Publish at",
        required=False,
        help_text="Families see it from this time on. Leave empty to publish it at once.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            self.fields["state"].label = "Publication state"  # beside a status and a U.S. state
            widget: Any = self.fields["state"].widget
            widget.choices = [(s.value, s.label) for s in (self._if_hidden, PUBLISHED)]
            self.fields["state"].required = not self._is_said

    @cached_property
    def changed_data(self) -> list[str]:
        """Without a state that was not sent."""
        return [name for name in super().changed_data if name != "state" or not self._is_said]

    def clean(self) -> dict[str, Any]:
        """Turn clock times into instants, and refuse a moment that is over or without effect."""
        cleaned = super().clean()
        self.read_clocks(self.zone_in(cleaned))
        if at := cleaned.get("publish_at"):
            self._check_moment(at, cleaned.get("state", self.instance.state))
        return cleaned

    def zone_in(self, cleaned: dict[str, Any]) -> ZoneInfo | None:
        """The time zone of the district that the form leads to, None without one."""
        names = self.instance.published_under
        chosen = (cleaned[name].zone for name in names if cleaned.get(name))
        return self.zone or next(chosen, None)

    def _check_moment(self, at: datetime, state: str) -> None:
        if "publish_at" not in self.changed_data:
            return
        if state != PUBLISHED:
            said = "To publish it at this time, also set the state to “Published”."
            self.add_error("publish_at", said)
        elif at <= timezone.now():
            self.add_error("publish_at", PASSED)

    @property
    def _is_said(self) -> bool:
        """Whether it is new, and a draft because its page only said the state."""
        sent = self.add_prefix("state") in self.data
        return self.is_bound and self.instance.pk is None and not sent

    @property
    def _if_hidden(self) -> PublicationState:
        """The state that the form offers beside "published"."""
        sent = self.data.get(self.add_prefix("state"))
        if sent in NOT_PUBLISHED:
            return PublicationState(sent)
        seen = self.instance.is_published or self.instance.state == PublicationState.WITHDRAWN
        return PublicationState.WITHDRAWN if seen else PublicationState.DRAFT


class MomentForm(forms.Form):
    """Asks from which moment on several records are public, on the clock of `zone`.

    Unless it is `required`, it may be left empty to publish at once.
    """

    publish_at = WallTimeField(label="Publish at")

    def __init__(self, data: Any, zone: ZoneInfo, *, required: bool = True) -> None:
        super().__init__(data)
        self.zone = zone
        field: Any = self.fields["publish_at"]
        field.required = required
        field.widget.zone, field.help_text = zone, zone_label(zone)

    def clean_publish_at(self) -> datetime | None:
        """The instant. Raises ValidationError if it is over, or not a single one."""
        wall = self.cleaned_data["publish_at"]
        at: datetime | None = wall and wall.instant(self.zone)
        if at and at <= timezone.now():
            raise ValidationError("This time has passed. Choose a later one.", code="past")
        return at

"""The form of a record on its own page in the admin."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Model

from languages.columns import translated_fields, word_column
from languages.registry import SOURCE
from languages.staff_hours import zone_label
from languages.translated_forms import TranslatedForm
from publishing.scheduled_forms import ScheduledForm
from publishing.states import PublicationState
from publishing.why_moved import AsksWhy


class RecordForm(ScheduledForm, TranslatedForm):
    """Merges two users' changes, and remembers the English that translators read.

    `may_publish` says of a district, by its key, whether the user may make its records public.
    """

    @staticmethod
    def may_publish(district: int | None) -> bool:
        """The page of the form replaces it by the rights of its user."""
        return False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.clocks_here:
            self.show_clocks(self.stored_zone)
        for name in self.clocks_here:
            field = self.fields[name]
            field.help_text = f"{field.help_text} {self._zone_help()}".strip()

    @property
    def stored_zone(self) -> ZoneInfo | None:
        """The time zone of the record's district, None if it is not chosen yet."""
        zone: ZoneInfo | None = self.instance.zone
        return zone

    def _zone_help(self) -> str:
        field: Any = self.fields.get("district")
        offered = list(field.queryset[:2]) if field and not self.zone else []
        zone = offered[0].zone if len(offered) == 1 else self.zone
        chosen = " chosen above" if field else ""
        return zone_label(zone) if zone else f"In the time zone of the district{chosen}."

    @property
    def columns_read(self) -> Iterable[str]:
        """The English columns, because translators work from what the page showed."""
        model: type[Model] = self._meta.model
        return [word_column(name, SOURCE) for name in translated_fields(model)]

    def shown_text(self, column: str) -> str:
        """The text that the page showed, which the hidden field carries."""
        return self.page.read.get(column, "") if self.page else super().shown_text(column)

    def _get_validation_exclusions(self) -> set[str]:
        """Checks unique constraints with the district even if it is not a field of the form."""
        exclude: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return exclude if "district" in self.fields else exclude - {"district"}

    def clean(self) -> dict[str, Any]:
        """Refuse schools of another district, and what is published without the right to."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        district = cleaned.get("district")
        if district and any(s.district_id != district.pk for s in cleaned.get("schools") or ()):
            self.add_error("schools", "Choose only schools of this district.")
        if not self.instance.pk and cleaned.get("state") == PublicationState.PUBLISHED:
            self._check_right_to_publish(cleaned)
        return cleaned

    def _check_right_to_publish(self, cleaned: dict[str, Any]) -> None:
        names = self.instance.published_under
        owner = next((cleaned[name] for name in names if cleaned.get(name)), None)
        if not self.may_publish(owner and owner.district_key):
            said = "Only publishers of the district make things public. Leave this a draft."
            self.add_error("state", said)


class DatedForm(AsksWhy, RecordForm):
    """The form of a record whose time moves with an answer alone."""

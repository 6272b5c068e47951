"""A school district: who it is, what it has decided, and how families can reach it."""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import cache
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from districts.addresses import validate_not_reserved, validate_slug
from districts.contacts import ContactField, phone_uri, validate_mail, validate_phone
from languages.constraints import Check
from languages.fields import FoldedField, PartialDateField, bounds_in_order
from languages.models import Translated
from languages.registry import LANGUAGES
from publishing.models import STILL_TO_COME, Publishable, state_indexes
from publishing.states import PublicationState

NEVER_PUBLIC = (
    "A test district is never public. Uncheck “test district” first, if families are to see it."
)


@cache
def time_zones() -> frozenset[str]:
    """The names of the IANA database. Looking for its files takes 8 ms, so it is done once."""
    return frozenset(available_timezones())


def validate_time_zone(name: str) -> None:
    """Raise ValidationError unless the name is a time zone of the IANA database."""
    if name not in time_zones():
        raise ValidationError(
            "We don’t know the time zone “%(name)s”. Example: America/Denver.",
            code="time_zone",
            params={"name": name},
        )


def validate_languages(codes: Any) -> None:
    """Raise ValidationError unless it is a list of codes of the site's languages."""
    # JSON may hold anything, even values that are not hashable.
    known = isinstance(codes, list) and all(code in list(LANGUAGES) for code in codes)
    if not known or len(set(codes)) != len(codes):
        raise ValidationError(
            "Choose from the languages of this site, each only once: %(codes)s.",
            code="languages",
            params={"codes": ", ".join(LANGUAGES)},
        )


class Approach(models.TextChoices):
    """What a district does about police in its schools."""

    # Translators: what a district does about its school resource officers (SROs).
    ENDED = "ended", pgettext_lazy("approach", "Removal of SROs from schools")
    # Translators: what a district does about its school resource officers (SROs).
    REPLACED = "replaced", pgettext_lazy("approach", "Other staff and support instead of SROs")
    # Translators: what a district does about its school resource officers (SROs).
    LIMITED = "limited", pgettext_lazy("approach", "SROs stay, within limits")
    # Translators: what a district does about its school resource officers (SROs).
    REVISED = "revised", pgettext_lazy("approach", "The SRO contract is being revised")


class District(Publishable, Translated):
    """A school district; all of its days and meetings are in its `time_zone`."""

    moves_along = ("meetings",)
    also_on = (
        "districts",
        "compare",
        "district",
        "timeline",
        "plan",
        "events",
        "ask",
        "calendar",
        "schools",
        "school",
        "school_handout",
        "handout",
        "notice",
    )
    searched = ("name", "short_name", "slug", "region")
    part_names = {
        "police": pgettext_lazy("part", "police department"),
        "board": pgettext_lazy("part", "board"),
        "helpline_name": pgettext_lazy("part", "name of the helpline"),
        "summary": pgettext_lazy("part", "summary"),
        "decision": pgettext_lazy("part", "decision"),
        "decision_reason": pgettext_lazy("part", "reasons for the decision"),
        "sources": pgettext_lazy("part", "sources"),
        "schools_note": pgettext_lazy("part", "note on the schools"),
        "schools_kind": pgettext_lazy("part", "kind of schools"),
        "plan_summary": pgettext_lazy("part", "summary of the plan"),
        "plan_note": pgettext_lazy("part", "note on the plan"),
    }

    slug = models.CharField(
        "web address", max_length=50, unique=True, validators=[validate_slug, validate_not_reserved]
    )
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=50)
    folded_name = FoldedField("name", "short_name")
    region = models.CharField("U.S. state", max_length=50, help_text="For example: Colorado.")
    time_zone = models.CharField(
        max_length=50, validators=[validate_time_zone], help_text="For example: America/Denver."
    )
    police = models.CharField("police department", max_length=200, blank=True)
    board = models.CharField(max_length=200, blank=True)
    approach = models.CharField(max_length=16, choices=Approach.choices)
    as_of = PartialDateField(
        "information as of",
        null=False,
        blank=False,
        help_text=(
            "The last date for which you have checked that everything on this "
            "district’s pages is correct."
        ),
    )
    content_languages = models.JSONField(
        default=list,
        validators=[validate_languages],
        help_text="Languages into which the district translates all its content.",
    )
    helpline_languages = models.JSONField(
        default=list,
        blank=True,
        validators=[validate_languages],
        help_text="Languages for which families are asked to call the helpline.",
    )
    helpline_name = models.CharField(max_length=200, blank=True)
    helpline_phone = ContactField(max_length=32, blank=True, validators=[validate_phone])
    reply_address = ContactField(
        "email address for replies",
        max_length=254,
        blank=True,
        db_default="",
        default="",
        validators=[validate_mail],
        help_text="Gets what families reply to emails from this site. No page shows it.",
    )
    summary = models.TextField()
    decision = models.TextField(blank=True)
    decision_reason = models.TextField(blank=True)
    decided = PartialDateField("decision date", null=True, blank=True)
    sources = models.TextField(
        help_text="The documents this information comes from, with their dates."
    )
    schools_note = models.TextField(
        blank=True, help_text="What we don’t know about the schools, such as their names."
    )
    schools_count = models.PositiveIntegerField(
        "number of schools in the plan",
        null=True,
        blank=True,
        help_text="How many schools the plan covers. Leave empty if not known.",
    )
    schools_kind = models.CharField(
        "kind of schools in the plan",
        max_length=200,
        blank=True,
        help_text="For example: high schools.",
    )
    plan_summary = models.TextField(blank=True)
    plan_note = models.TextField(blank=True, help_text="What we don’t know about the plan.")
    editors_publish = models.BooleanField(
        "editors may publish",
        default=True,
        help_text="Uncheck this if only publishers may make things public or hide them.",
    )

    is_test = models.BooleanField(
        "test district",
        default=False,
        help_text="To try things out. Only the staff of this district see it; it is never public.",
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            Check(
                condition=Q(is_test=False) | ~Q(state=PublicationState.PUBLISHED),
                name="district_test_is_not_public",
                violation_error_message=NEVER_PUBLIC,
            ),
            bounds_in_order("as_of"),
            bounds_in_order("known_from"),
            bounds_in_order("decided"),
        ]
        indexes = [
            models.Index(fields=["name", "state", "publish_at"], name="district_by_name"),
            models.Index(fields=["as_of_lower"], name="district_confirmed"),
            models.Index(
                fields=["state", "region", "folded_name", "publish_at"], name="district_search"
            ),
            *state_indexes("district"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """What is searched follows its names, also if only these are written."""
        written = None if update_fields is None else {*update_fields}
        if written and written & {"name", "short_name"}:
            written.add("folded_name")
        super().save(*args, update_fields=written, **kwargs)

    def get_absolute_url(self, field: str = "") -> str:
        """The home page, or the page with the schools or the plan for their fields."""
        on_plan = ("schools_kind", "plan_summary", "plan_note")
        page = "schools" if field == "schools_note" else "plan" if field in on_plan else "district"
        return reverse(page, args=[self.slug])

    def clean(self) -> None:
        """Refuse times that are still to come, and an interval as `as_of`."""
        errors = still_to_come(self, "as_of", "decided")
        if self.as_of and self.as_of.is_interval:
            said = "Enter a single date, such as May 2021 or 5/20/2021."
            errors["as_of"] = ValidationError(said, code="interval")
        if errors:
            raise ValidationError(errors)

    @property
    def keeps_sros(self) -> bool:
        """Whether SROs stay in schools, so that nothing comes instead of them."""
        return self.approach in (Approach.LIMITED, Approach.REVISED)

    @property
    def never_public(self) -> str:
        """A test district cannot be published."""
        return NEVER_PUBLIC if self.is_test else ""

    @property
    def hue(self) -> int:
        """Which of the four colors its line is drawn in, 0 to 3; the same on every server."""
        return (crc32(self.slug.encode()) >> 2) % 4

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone, for computing days and clock times."""
        return ZoneInfo(self.time_zone)

    @property
    def helpline_link(self) -> str:
        """The helpline as a `tel:` address."""
        return phone_uri(self.helpline_phone)

    def is_known_on(self, day: date) -> bool:
        """Whether families knew any of the district's information on `day`."""
        return self.known_from is None or not self.known_from.is_ahead(day)

    @property
    def known_until(self) -> date:
        """The last day that `as_of` certainly covers; `as_of` may be a month or a year."""
        return self.as_of.lower

    def today(self, now: datetime) -> date:
        """The date in this district at the instant `now`."""
        return now.astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        """The instant at which `day` begins in this district."""
        return datetime.combine(day, time.min, tzinfo=self.zone)


def of_other_districts(record: Any, *names: str) -> dict[str, ValidationError]:
    """An error for each relation in `names` that leads to a record of another district."""
    found = {name: getattr(record, name) for name in names}
    return {
        name: ValidationError(
            "This belongs to another district. Choose one from this district.", code="district"
        )
        for name, related in found.items()
        if related and related.district_id != record.district_id
    }


def still_to_come(record: Any, *names: str) -> dict[str, ValidationError]:
    """An error for each time in `names`, a date or partial date, that certainly begins after today.

    Today is the district's; without a district or a valid time zone there is no error.
    """
    district = record if isinstance(record, District) else getattr(record, "district", None)
    if district is None or district.time_zone not in time_zones():
        return {}
    today = district.today(timezone.now())
    return {
        name: ValidationError(STILL_TO_COME, code="future")
        for name in names
        if (when := getattr(record, name)) and getattr(when, "lower", when) > today
    }

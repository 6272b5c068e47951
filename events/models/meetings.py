"""A community meeting: when, where, in which language, and whether it will be held."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Expression, F, Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from districts.addresses import validate_not_reserved, validate_slug
from districts.contacts import ContactField, LinkField, validate_phone
from districts.models import District, School, of_other_districts
from languages.clock import check_year
from languages.columns import word_column
from languages.constraints import Check
from languages.fields import bounds_in_order
from languages.hours import last_moment
from languages.models import Days, Translated
from languages.registry import LANGUAGES, SOURCE
from languages.tags import validate_tag
from publishing.last_public import SettledOncePublic
from publishing.models import Publishable, state_indexes
from publishing.querysets import RecordQuerySet


def new_uid() -> str:
    """A UID by RFC 5545, section 3.8.4.7: globally unique, and kept for ever."""
    return f"{uuid.uuid4()}@sro-transition-tracker.invalid"


class MeetingMode(models.TextChoices):
    """Whether people come to a place, join online, or either."""

    IN_PERSON = "in_person", pgettext_lazy("meeting", "In person")
    ONLINE = "online", pgettext_lazy("meeting", "Online")
    HYBRID = "hybrid", pgettext_lazy("meeting", "In person and online")


class MeetingStatus(models.TextChoices):
    """STATUS of a VEVENT in RFC 5545, section 3.8.1.11."""

    TENTATIVE = "tentative", pgettext_lazy("meeting", "Tentative")
    CONFIRMED = "confirmed", pgettext_lazy("meeting", "Confirmed")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Canceled")


M = TypeVar("M", bound="Meeting", covariant=True)


class MeetingQuerySet(RecordQuerySet[M]):
    """Meetings by time; one is upcoming through the local day on which it ends.

    One that ends at midnight ends on the day before.
    """

    def upcoming(self, start: datetime | Expression) -> Self:
        """Meetings that end after the `start` of a day on the district's clock."""
        return self.filter(ends_at__gt=start)


MeetingManager = models.Manager.from_queryset(MeetingQuerySet)


class Meeting(Publishable, SettledOncePublic, Translated):
    """A community meeting. An empty field is not announced yet, and the site says so.

    `sequence` follows RFC 5545, section 3.8.7.4: it rises when a field in `REVISED_BY` changes.
    """

    REVISED_BY: ClassVar[tuple[str, ...]] = (
        "starts_at",
        "ends_at",
        "status",
        "mode",
        "place",
        "address",
        "link",
        "phone",
        "phone_code",
        "language",
        "postponed_to_id",
    )

    published_under = ("district",)
    moves_along = ("moves",)
    copied_with = ("interpretation",)
    comes_first = True
    searched = ("slug", "place", "address")
    settled_fields = ("starts_at", "ends_at", "place", "address")
    also_on = ("events", "calendar", "district", "handout", "compare", "timeline", "school_handout")
    part_names = {
        "title": pgettext_lazy("part", "title"),
        "description": pgettext_lazy("part", "description"),
        "hosts": pgettext_lazy("part", "hosts"),
        "cancel_reason": pgettext_lazy("part", "reason for the cancellation"),
        "accessibility": pgettext_lazy("part", "access for people with disabilities"),
        "report_said": pgettext_lazy("part", "what people said"),
        "report_response": pgettext_lazy("part", "what we will do about it"),
    }

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="meetings")
    slug = models.CharField(
        "web address", max_length=80, validators=[validate_slug, validate_not_reserved]
    )
    uid = models.CharField(max_length=200, unique=True, default=new_uid, editable=False)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    hosts = models.CharField(max_length=300, blank=True)
    language = models.CharField(
        "spoken language",
        max_length=35,
        default=SOURCE,
        validators=[validate_tag],
        help_text="For example: Spanish or es.",
    )
    starts_at = models.DateTimeField("starts")
    ends_at = models.DateTimeField("ends")
    status = models.CharField(
        max_length=16,
        choices=MeetingStatus.choices,
        blank=True,
        help_text="Leave empty if not announced yet.",
    )
    cancel_reason = models.CharField(
        "why it is canceled",
        max_length=300,
        blank=True,
        help_text="Families read it beside “This meeting is canceled”. Leave empty if not known.",
    )
    mode = models.CharField(
        max_length=16,
        choices=MeetingMode.choices,
        blank=True,
        help_text="Leave empty if not announced yet.",
    )
    place = models.CharField(
        max_length=200, blank=True, help_text="Leave empty if not announced yet."
    )
    address = models.CharField("postal address", max_length=300, blank=True)
    link = LinkField(
        "link to join",
        max_length=500,
        blank=True,
        help_text="Starts with https://. Leave empty if not announced yet.",
    )
    phone = ContactField(
        "phone number to join", max_length=32, blank=True, validators=[validate_phone]
    )
    phone_code = models.CharField("access code for the phone number", max_length=32, blank=True)
    accessibility = models.TextField(
        blank=True, help_text="For example: step-free entrance, hearing loop, child care."
    )
    postponed_to = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,
        related_name="instead_of",
        null=True,
        blank=True,
        help_text="The meeting that replaces this one. This one must be “Canceled”.",
    )
    report_said = models.TextField("report: what people said", blank=True)
    report_response = models.TextField("report: what we will do about it", blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    schools = models.ManyToManyField(
        School,
        related_name="meetings",
        blank=True,
        help_text="The schools this meeting is about. Leave empty for the whole district.",
    )

    # django-stubs does not let a subclass replace the manager of an abstract model.
    objects = MeetingManager()  # type: ignore[assignment, misc]

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            bounds_in_order("known_from"),
            models.UniqueConstraint(fields=["district", "slug"], name="meeting_address_once"),
            Check(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message="The meeting ends before it starts.",
            ),
        ]
        indexes = [
            *state_indexes("meeting"),
            models.Index(fields=["language"], name="meeting_language"),
            models.Index(fields=["starts_at"], name="meeting_start"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self, field: str = "") -> str:
        """The meeting's own page, for every field."""
        return reverse("meeting", args=[self.district.slug, self.slug])

    def become_copy(self) -> None:
        """Another meeting: with no status, no way to join and no report yet."""
        self.uid, self.sequence, self.status, self.postponed_to = new_uid(), 0, "", None
        self.link = self.phone = self.phone_code = ""
        for name in ("cancel_reason", "report_said", "report_response"):
            for language in LANGUAGES:
                setattr(self, word_column(name, language), "")

    @property
    def days(self) -> Days:
        """The days on which it starts and ends on the district's clock."""
        zone = self.district.zone
        last = last_moment(self.ends_at.astimezone(zone))
        return self.starts_at.astimezone(zone).date(), last.date()

    @property
    def local_start(self) -> datetime | None:
        """When it starts on the district's clock; None if either is not known yet."""
        known = self.starts_at and self.district_id
        return self.starts_at.astimezone(self.district.zone) if known else None

    def is_past(self, district: District, day: date) -> bool:
        """Whether it ended before `day`; pass its `district`, which then need not be loaded."""
        return self.ends_at <= district.start_of(day)

    @property
    def was_confirmed(self) -> bool:
        """Whether its status is more than tentative; what was not confirmed may not have been."""
        return self.status not in ("", MeetingStatus.TENTATIVE)

    def clean(self) -> None:
        """Refuse contradictions, and a replacement in another district."""
        errors = of_other_districts(self, "postponed_to") | self._contradictions()
        if errors:
            raise ValidationError(errors)

    def _contradictions(self) -> dict[str, ValidationError]:
        errors = {name: error for name in ("starts_at", "ends_at") if (error := self._year(name))}
        joined = self.link or self.phone
        confirmed = self.status == MeetingStatus.CONFIRMED
        if confirmed and self.mode == MeetingMode.ONLINE and not joined:
            said = "A confirmed online meeting needs a link or a phone number to join."
            errors["status"] = ValidationError(said, code="unreachable")
        reason = word_column("cancel_reason", SOURCE)
        if getattr(self, reason) and self.status != MeetingStatus.CANCELLED:
            said = "Only a canceled meeting has this: set the status to “Canceled”, or empty it."
            errors[reason] = ValidationError(said, code="contradiction")
        if self.phone_code and not self.phone:
            said = "Enter the phone number this code is for."
            errors["phone_code"] = ValidationError(said, code="contradiction")
        if self.postponed_to_id and self.status != MeetingStatus.CANCELLED:
            said = "A meeting that is replaced must be “Canceled”."
            errors["status"] = ValidationError(said, code="contradiction")
        if self.postponed_to_id and self in self._held_instead():
            said = "The replacement points back to this meeting."
            errors["postponed_to"] = ValidationError(said, code="circle")
        return errors

    def _year(self, name: str) -> ValidationError | None:
        try:
            if at := getattr(self, name):
                check_year(at)
        except ValidationError as error:
            return error
        return None

    def _held_instead(self) -> Iterator["Meeting"]:
        """The meetings that replace this one; each once, even if they form a circle."""
        seen, meeting = set(), self.postponed_to
        while meeting and meeting.pk not in seen:
            seen.add(meeting.pk)
            yield meeting
            meeting = meeting.postponed_to

    @transaction.atomic
    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Raise `sequence` if calendars have to know of the change."""
        written = None if update_fields is None else {*update_fields}
        if self.pk and not self._state.adding and self._is_revised(written):
            written = written and written | {"sequence"}
        super().save(*args, update_fields=written, **kwargs)

    def _is_revised(self, written: set[str] | None) -> bool:
        """Raise `sequence` if the columns about to be written revise the meeting; True if so."""
        names = [n for n in self.REVISED_BY if written is None or n.removesuffix("_id") in written]
        rows = Meeting.objects.select_for_update().filter(pk=self.pk)
        stored = rows.values("sequence", *names).first() if names else None
        if stored is None:
            return False
        revised = any(stored[name] != getattr(self, name) for name in names)
        self.sequence = stored["sequence"] + revised
        return revised

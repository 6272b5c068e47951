"""Community meetings, and the interpretation of each into other languages."""

import uuid
from datetime import date
from typing import Self, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from districts.addresses import validate_not_reserved, validate_slug
from districts.models import District, School
from languages.models import Days
from languages.registry import SOURCE
from languages.tags import validate_tag
from publishing.models import Publishable, PublishableQuerySet


def new_uid() -> str:
    """A UID by RFC 5545, section 3.8.4.7: unique everywhere, the same for ever."""
    return f"{uuid.uuid4()}@sro-transition-tracker.invalid"


class MeetingMode(models.TextChoices):
    IN_PERSON = "in_person", pgettext_lazy("meeting", "In person")
    ONLINE = "online", pgettext_lazy("meeting", "Online")
    HYBRID = "hybrid", pgettext_lazy("meeting", "In person and online")


class MeetingStatus(models.TextChoices):
    """STATUS of a VEVENT in RFC 5545, section 3.8.1.11."""

    TENTATIVE = "tentative", pgettext_lazy("meeting", "Tentative")
    CONFIRMED = "confirmed", pgettext_lazy("meeting", "Confirmed")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Canceled")


class InterpretationMode(models.TextChoices):
    # Translators: interpretation while the speaker speaks.
    SIMULTANEOUS = "simultaneous", pgettext_lazy("interpretation", "simultaneous")
    # Translators: interpretation in turns, after the speaker.
    CONSECUTIVE = "consecutive", pgettext_lazy("interpretation", "consecutive")


M = TypeVar("M", bound="Meeting", covariant=True)


class MeetingQuerySet(PublishableQuerySet[M]):
    """The vocabulary of time: a meeting is upcoming through the local day on which it ends."""

    def upcoming(self, district: District, day: date) -> Self:
        return self.filter(ends_at__gte=district.start_of(day)).order_by("starts_at", "pk")

    def past(self, district: District, day: date) -> Self:
        return self.filter(ends_at__lt=district.start_of(day)).order_by("-starts_at", "-pk")


MeetingManager = models.Manager.from_queryset(MeetingQuerySet)


class Meeting(Publishable):
    """A community meeting. What is empty has not been announced yet, and the site says so."""

    published_under = ("district",)

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="meetings")
    slug = models.CharField(
        "address", max_length=80, validators=[validate_slug, validate_not_reserved]
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
        help_text="BCP 47 tag, such as es, or ase for American Sign Language.",
    )
    starts_at = models.DateTimeField("starts")
    ends_at = models.DateTimeField("ends")
    status = models.CharField(
        max_length=16, choices=MeetingStatus.choices, blank=True, help_text="Empty: not announced."
    )
    mode = models.CharField(
        max_length=16, choices=MeetingMode.choices, blank=True, help_text="Empty: not announced."
    )
    place = models.CharField(max_length=200, blank=True, help_text="Empty: not announced.")
    address = models.CharField("postal address", max_length=300, blank=True)
    link = models.URLField(
        "link to join",
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["https"])],
        help_text="Begins with https:// – empty: not announced.",
    )
    schools = models.ManyToManyField(
        School,
        related_name="meetings",
        blank=True,
        help_text="Those that it is about. Empty: the whole district.",
    )

    objects = MeetingManager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["district", "slug"], name="meeting_address_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meeting_ends_after_it_starts",
                violation_error_message="The meeting ends before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def words_days(self) -> Days:
        zone = self.district.zone
        return self.starts_at.astimezone(zone).date(), self.ends_at.astimezone(zone).date()


class Interpretation(models.Model):
    """That what is said at a meeting is interpreted into a language."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="interpretation")
    language = models.CharField(
        max_length=35,
        validators=[validate_tag],
        help_text="BCP 47 tag, such as vi, or ase for American Sign Language.",
    )
    mode = models.CharField(
        max_length=16,
        choices=InterpretationMode.choices,
        blank=True,
        help_text="Empty: not announced.",
    )

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "interpretation"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "language"],
                name="interpretation_once",
                violation_error_message="This language is already there.",
            ),
        ]

    def __str__(self) -> str:
        return self.language

    def clean(self) -> None:
        if self.meeting_id and self.language == self.meeting.language:
            raise ValidationError(
                {"language": "The meeting itself is held in this language."}, code="spoken"
            )

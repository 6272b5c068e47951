"""The languages into which a meeting is interpreted or captioned, and how to get them."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import pgettext_lazy

from districts.contacts import ContactField, validate_access, validate_contact
from events.models.meetings import Meeting
from languages.registry import SOURCE
from languages.tags import language_name, primary_language, validate_tag
from publishing.models import Record


class Service(models.TextChoices):
    """What is offered in the language."""

    INTERPRETATION = "interpretation", "Interpretation"
    CAPTIONS = "captions", "Captions"


class InterpretationMode(models.TextChoices):
    """When the interpreter speaks; empty for captions."""

    # Translators: interpretation while the speaker speaks.
    SIMULTANEOUS = "simultaneous", pgettext_lazy("interpretation", "simultaneous")
    # Translators: interpretation in turns, after the speaker.
    CONSECUTIVE = "consecutive", pgettext_lazy("interpretation", "consecutive")


class InterpretationStatus(models.TextChoices):
    """How certain it is that the service is offered."""

    # Translators: interpretation or captions; after a colon or between dots.
    ANNOUNCED = "announced", pgettext_lazy("interpretation", "announced")
    # Translators: interpretation or captions; after a colon or between dots.
    CONFIRMED = "confirmed", pgettext_lazy("interpretation", "confirmed")
    # Translators: interpretation or captions; after a colon or between dots.
    ON_REQUEST = "on_request", pgettext_lazy("interpretation", "on request")
    # Translators: interpretation or captions; after a colon or between dots.
    NOT_OFFERED = "not_offered", pgettext_lazy("interpretation", "not offered")


SURE = (InterpretationStatus.ANNOUNCED, InterpretationStatus.CONFIRMED)


class Channel(models.TextChoices):
    """How the service reaches people."""

    # Translators: where interpretation is heard or read.
    ROOM = "room", pgettext_lazy("interpretation", "in the room")
    # Translators: where interpretation is heard or read.
    HEADSET = "headset", pgettext_lazy("interpretation", "by headset")
    # Translators: where interpretation is heard or read.
    PHONE = "phone", pgettext_lazy("interpretation", "by phone")
    # Translators: where interpretation is heard or read.
    ONLINE = "online", pgettext_lazy("interpretation", "online")


class Interpretation(Record):
    """A meeting is interpreted into a language, or captioned in it."""

    published_under = ("meeting",)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="interpretation")
    language = models.CharField(
        max_length=35, validators=[validate_tag], help_text="For example: Vietnamese or vi."
    )
    service = models.CharField(
        max_length=16, choices=Service.choices, default=Service.INTERPRETATION
    )
    mode = models.CharField(
        max_length=16,
        choices=InterpretationMode.choices,
        blank=True,
        help_text="Leave empty if not announced yet.",
    )
    status = models.CharField(
        max_length=16,
        choices=InterpretationStatus.choices,
        default=InterpretationStatus.ANNOUNCED,
    )
    channel = models.CharField(
        "where",
        max_length=16,
        choices=Channel.choices,
        blank=True,
        help_text="Leave empty if not announced yet.",
    )
    access = ContactField(
        "number or link",
        max_length=500,
        blank=True,
        validators=[validate_access],
        help_text="For interpretation by phone or online.",
    )
    ask_by = models.DateField(
        null=True, blank=True, help_text="The last day to ask for interpretation."
    )
    ask_contact = ContactField(
        "who to ask",
        max_length=254,
        blank=True,
        validators=[validate_contact],
        help_text="A phone number or email address. Leave empty for the district’s helpline.",
    )

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "interpretation"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "language", "service"],
                name="interpretation_once",
                violation_error_message="This language is already listed.",
            ),
        ]

    def __str__(self) -> str:
        name = language_name(self.language, SOURCE)[0]
        return f"{name}, {self.get_service_display().lower()}"

    def become_copy(self) -> None:
        """For another day it is planned, with another last day to ask and another number."""
        self.ask_by, self.access = None, ""
        if self.status == InterpretationStatus.CONFIRMED:
            self.status = InterpretationStatus.ANNOUNCED

    def can_be_asked_for(self, day: date) -> bool:
        """Whether it is on request, and `day` is not after the last day to ask."""
        asked = self.status == InterpretationStatus.ON_REQUEST
        return asked and (self.ask_by is None or day <= self.ask_by)

    def is_offered(self, day: date, *, past: bool) -> bool:
        """Whether somebody who learns of it on `day` can rely on it, or could have.

        `past`: whether the meeting is over by that day.
        """
        if self.status == InterpretationStatus.ON_REQUEST:
            return past or self.can_be_asked_for(day)
        return self.status in SURE

    def clean(self) -> None:
        """Also compares its language and days with those of the meeting, if that is set."""
        errors = self.contradictions()
        if self.meeting_id:
            errors |= self.contradictions_with(self.meeting.language, self.meeting.local_start)
        if errors:
            raise ValidationError(errors)

    def contradictions(self) -> dict[str, ValidationError]:
        """Values of this row that exclude each other: `{field: error}`."""
        errors = {}
        if self.service == Service.CAPTIONS and self.mode:
            errors["mode"] = "Captions are neither simultaneous nor consecutive. Leave this empty."
        if self.status != InterpretationStatus.ON_REQUEST:
            said = "This is only for the status “on request”. Leave it empty, or change the status."
            errors |= {name: said for name in ("ask_by", "ask_contact") if getattr(self, name)}
        if self.access and self.channel not in (Channel.PHONE, Channel.ONLINE):
            errors["access"] = "Give a number or link only for phone or online interpretation."
        elif self.access and self.access.startswith("https:") != (self.channel == Channel.ONLINE):
            errors["access"] = "Phone needs a number; online needs a link."
        return {name: ValidationError(said, code="contradiction") for name, said in errors.items()}

    def contradictions_with(
        self, language: str, starts: datetime | None
    ) -> dict[str, ValidationError]:
        """What does not fit a meeting in `language` that `starts` at a local time.

        Returns `{field: error}`; nothing that depends on the start is checked without one.
        """
        errors = {}
        spoken = primary_language(self.language) == primary_language(language)
        if spoken and self.service == Service.INTERPRETATION:
            said = "The meeting itself is held in this language."
            errors["language"] = ValidationError(said, code="spoken")
        if self.ask_by and starts and self.ask_by > starts.date():
            errors["ask_by"] = ValidationError("This date is after the meeting.", code="late")
        return errors

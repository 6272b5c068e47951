"""What families say of the interpretation of a meeting: that they need it, and how it was."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce, Greatest

from districts.models import District
from events.models import Meeting, Service
from feedback.models.received import Received
from feedback.retention import INTERPRETER_REQUEST
from languages.registry import SOURCE
from languages.tags import language_name


class InterpreterRequestQuerySet(models.QuerySet["InterpreterRequest"]):
    """The requests of families, by the time of their meetings."""

    def waiting(self, now: datetime) -> Self:
        """Those that nobody has dealt with, for meetings that are not over."""
        return self.filter(is_done=False, meeting__ends_at__gt=now)

    def over(self, now: datetime) -> Self:
        """Those that are kept no longer: their meeting is over, and so is the one held instead."""
        held = Coalesce("meeting__postponed_to__ends_at", "meeting__ends_at")
        last = Greatest("meeting__ends_at", held)
        return self.alias(last=last).filter(last__lte=now - INTERPRETER_REQUEST)


class InterpreterRequest(Received):
    """Somebody needs a service of a meeting that is offered on request.

    `page_language` is the language of the page on which they asked, to answer them in it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=35)
    service = models.CharField(max_length=16, choices=Service.choices)
    contact = models.CharField(max_length=254)
    page_language = models.CharField(max_length=10)
    is_done = models.BooleanField(
        "dealt with", default=False, help_text="Someone has arranged it, or has told the family."
    )

    objects = InterpreterRequestQuerySet.as_manager()

    class Meta:
        ordering = ["is_done", "meeting__starts_at", "pk"]
        verbose_name = "interpreter asked for"
        verbose_name_plural = "interpreters asked for"

    def __str__(self) -> str:
        return said_service(self.language, self.service)

    @property
    def district(self) -> District:
        """The district whose question desk sees it."""
        return self.meeting.district


class Understood(models.TextChoices):
    """How the interpretation of a meeting was, as somebody who was there says."""

    WELL = "well", "Understood it well"
    PARTLY = "partly", "Understood only part of it"
    NONE = "none", "There was no interpreter"


class InterpretationAnswer(Received):
    """What one person says of the interpretation of a meeting into a language.

    Nothing tells who it was. Anybody can answer, so the counts are no proof.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=35)
    understood = models.CharField(max_length=8, choices=Understood.choices)

    class Meta:
        ordering = ["pk"]


def said_service(language: str, service: str) -> str:
    """For staff: "Somali", or "Somali, captions"."""
    name = language_name(language, SOURCE)[0]
    return (
        name if service == Service.INTERPRETATION else f"{name}, {Service(service).label.lower()}"
    )

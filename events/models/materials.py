"""Agendas, recordings and other materials of a meeting, on other sites."""

from django.db import models
from django.utils.translation import pgettext_lazy

from districts.contacts import LinkField
from events.models.meetings import Meeting
from languages.registry import SOURCE
from languages.tags import validate_tag
from publishing.models import Record


class MaterialKind(models.TextChoices):
    """What a material is, shown to families before its language."""

    AGENDA = "agenda", pgettext_lazy("meeting material", "Agenda")
    SLIDES = "slides", pgettext_lazy("meeting material", "Slides")
    MINUTES = "minutes", pgettext_lazy("meeting material", "Minutes")
    SUMMARY = "summary", pgettext_lazy("meeting material", "Summary")
    RECORDING = "recording", pgettext_lazy("meeting material", "Recording")


class Material(Record):
    """A document or recording of a meeting in one language; it is public if the meeting is."""

    published_under = ("meeting",)

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="materials")
    kind = models.CharField(max_length=16, choices=MaterialKind.choices)
    language = models.CharField(
        max_length=35,
        default=SOURCE,
        validators=[validate_tag],
        help_text="The language of the material. For example: Spanish or es.",
    )
    url = LinkField("link", max_length=500, help_text="Starts with https://")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"

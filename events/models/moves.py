"""Changes of a meeting's time or place; they are never deleted."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from districts.models import District, still_to_come
from events.models.meetings import Meeting
from languages.constraints import Check
from languages.models import Translated
from publishing.models import Record


class MoveKind(models.TextChoices):
    """Why the time or place changed."""

    CORRECTION = "correction", "Fixing a mistake"
    MOVE = "move", "The district moved the meeting"


class MeetingMove(Record, Translated):
    """The earlier time and place of a meeting, who announced the change, and when.

    The later time and place are those of the next move, or the meeting's own after the last one.
    Families see moves and corrections alike, since they may have noted the wrong time.
    """

    published_under = ("meeting",)
    part_names = {"announced_by": pgettext_lazy("part", "who announced it")}

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="moves")
    was_starts_at = models.DateTimeField("earlier start")
    was_ends_at = models.DateTimeField("earlier end")
    was_place = models.CharField("earlier place", max_length=200, blank=True)
    was_address = models.CharField("earlier postal address", max_length=300, blank=True)
    kind = models.CharField(max_length=16, choices=MoveKind.choices)
    announced_by = models.CharField(max_length=300, blank=True)
    announced_on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            Check(
                condition=models.Q(was_ends_at__gt=models.F("was_starts_at")),
                name="move_was_of_a_whole_meeting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.get_kind_display()}, {self.announced_on}"

    @property
    def district(self) -> District:
        """The district of its meeting."""
        return self.meeting.district

    def clean(self) -> None:
        """Refuse an announcement in the future."""
        if errors := still_to_come(self, "announced_on"):
            raise ValidationError(errors)

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Also mark the meeting as changed, since its calendar entry mentions the move."""
        super().save(*args, **kwargs)
        Meeting.objects.filter(pk=self.meeting_id).update(modified_at=timezone.now())

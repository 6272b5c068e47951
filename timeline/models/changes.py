"""Moves of the time of a phase, a milestone or a commitment; they are never deleted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from languages.constraints import Check
from languages.date_input import input_text
from languages.fields import PartialDateField, bounds_in_order
from languages.models import Translated
from publishing.models import Record
from publishing.states import ChangeKind
from timeline.models.milestones import Milestone
from timeline.models.phases import Phase
from timeline.models.plan import Commitment

OWNERS = ("phase", "milestone", "commitment")


def _of(owner: str) -> Q:
    return Q(**{f"{name}__isnull": name != owner for name in OWNERS})


class TimeChange(Record, Translated):
    """The earlier and the new time of one record, the reason, and the day of the announcement.

    Families see only slips. The admin deletes nothing that families have seen, so it deletes no
    time change of such a record either.
    """

    published_under = OWNERS
    part_names = {"reason": pgettext_lazy("part", "reason")}

    phase = models.ForeignKey(
        Phase, on_delete=models.CASCADE, related_name="time_changes", null=True, blank=True
    )
    milestone = models.ForeignKey(
        Milestone, on_delete=models.CASCADE, related_name="time_changes", null=True, blank=True
    )
    commitment = models.ForeignKey(
        Commitment, on_delete=models.CASCADE, related_name="time_changes", null=True, blank=True
    )
    was = PartialDateField("earlier time", null=True, blank=True)
    now = PartialDateField("new time", null=True, blank=True)
    kind = models.CharField(max_length=16, choices=ChangeKind.choices)
    reason = models.TextField()
    announced_on = models.DateField("announced on")
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
        ordering = ["announced_on", "pk"]
        constraints = [
            bounds_in_order("was"),
            bounds_in_order("now"),
            Check(
                condition=_of("phase") | _of("milestone") | _of("commitment"),
                name="time_change_of_one_record",
                violation_error_message="Choose exactly one phase, milestone or commitment.",
            ),
        ]

    def __str__(self) -> str:
        was, now = (input_text(time) if time else "not known" for time in (self.was, self.now))
        return f"{self.owner}: {was} → {now}"

"""The phases of a transition, and the workstreams within them."""

from django.db import models
from django.utils.translation import pgettext_lazy

from districts.models import District
from languages.fields import PartialDateField, bounds_in_order
from languages.models import Days, Translated, days_of
from publishing.models import Publishable, state_indexes
from timeline.models.timed import Timed


class Phase(Publishable, Timed, Translated):
    """A numbered part of a district's transition."""

    published_under = ("district",)
    moves_along = ("workstreams", "milestones", "time_changes")
    copied_with = ("workstreams", "milestones")
    page = "timeline"
    also_on = ("district", "districts", "compare", "handout", "school_handout")
    part_names = {"title": pgettext_lazy("part", "title")}

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    when = PartialDateField(null=True, blank=True)

    class Meta:
        ordering = ["district", "number"]
        constraints = [
            bounds_in_order("known_from"),
            models.UniqueConstraint(
                fields=["district", "number"],
                name="phase_number_once",
                violation_error_message="The district already has a phase with this number.",
            ),
            bounds_in_order("when"),
        ]
        indexes = [
            *state_indexes("phase"),
            models.Index(fields=["when_upper"], name="phase_over"),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}"

    @property
    def days(self) -> Days:
        """The first and last day of its time."""
        return days_of(self.when)


class Workstream(Publishable, Translated):
    """A line of work within a phase."""

    published_under = ("phase",)
    copied_with = ("milestones",)
    part_names = {"title": pgettext_lazy("part", "title")}

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="workstreams")
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [bounds_in_order("known_from")]

    def __str__(self) -> str:
        return self.title

"""Milestones, and the statuses that the district has stated for them."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from districts.models import District, Document, School, of_other_districts
from events.models import Meeting
from languages.constraints import Check
from languages.fields import PartialDateField, bounds_in_order
from languages.models import Days, Translated, days_of
from publishing.models import Publishable, state_indexes
from timeline.models.phases import Phase, Workstream
from timeline.models.statuses import StatedStatus
from timeline.models.timed import Timed


class Milestone(Publishable, Timed, Translated):
    """Something that happens, at a time as exact as is known; `when` is None if unknown."""

    published_under = ("district", "phase", "workstream")
    moves_along = ("time_changes",)
    page = "timeline"
    also_on = ("district", "districts", "compare", "handout", "school_handout")
    part_names = {
        "title": pgettext_lazy("part", "title"),
        "detail": pgettext_lazy("part", "details"),
        "scope": pgettext_lazy("part", "schools"),
    }

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="milestones")
    phase = models.ForeignKey(
        Phase, on_delete=models.CASCADE, related_name="milestones", null=True, blank=True
    )
    workstream = models.ForeignKey(
        Workstream, on_delete=models.CASCADE, related_name="milestones", null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Position in the list. 0 comes first."
    )
    title = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    when = PartialDateField(null=True, blank=True)
    ongoing = models.BooleanField(
        default=False, help_text="Check if it has no end date and you don’t know when it started."
    )
    reduction_percent = models.PositiveSmallIntegerField(
        "total reduction in SROs, in percent",
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
        help_text=(
            "Total reduction in SROs from this date on, as a percentage of the "
            "original number (0–100)."
        ),
    )
    schools = models.ManyToManyField(School, related_name="milestones", blank=True)
    scope = models.CharField(
        max_length=300,
        blank=True,
        help_text=(
            "If the schools are not listed one by one, say which ones. For "
            "example: all remaining schools."
        ),
    )
    document = models.ForeignKey(
        Document, on_delete=models.SET_NULL, related_name="milestones", null=True, blank=True
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        related_name="milestones",
        null=True,
        blank=True,
        verbose_name="decided at",
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            bounds_in_order("known_from"),
            bounds_in_order("when"),
            Check(
                condition=Q(reduction_percent__isnull=True) | Q(reduction_percent__range=(0, 100)),
                name="milestone_percent_0_to_100",
            ),
            Check(
                condition=Q(ongoing=False) | Q(when__isnull=True),
                name="milestone_ongoing_has_no_date",
                violation_error_message=(
                    "If you know when it started, enter “since May 2021” as its date and "
                    "leave “ongoing” unchecked."
                ),
            ),
            Check(
                condition=Q(workstream__isnull=True) | Q(phase__isnull=False),
                name="milestone_workstream_in_a_phase",
                violation_error_message="Also choose the phase this workstream belongs to.",
            ),
        ]
        indexes = [
            *state_indexes("milestone"),
            models.Index(fields=["when_upper"], name="milestone_over"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def days(self) -> Days:
        """Its own days, or else those of its phase."""
        return days_of(self.when or (self.phase.when if self.phase else None))

    def clean(self) -> None:
        """Refuse records of other districts, and a workstream of another phase."""
        errors = of_other_districts(self, "phase", "document", "meeting")
        if self.workstream and self.workstream.phase_id != self.phase_id:
            errors["workstream"] = ValidationError(
                "This belongs to another phase. Choose one from this phase.", code="phase"
            )
        if errors:
            raise ValidationError(errors)


class Status(models.TextChoices):
    """What the district can say about a milestone."""

    PLANNED = "planned", pgettext_lazy("milestone", "Planned")
    UNDER_WAY = "under_way", pgettext_lazy("milestone", "Under way")
    DONE = "done", pgettext_lazy("milestone", "Done")
    CANCELLED = "cancelled", pgettext_lazy("milestone", "Canceled")


class MilestoneStatus(StatedStatus):
    """A status that the district has stated; late and moved are derived, never stored."""

    published_under = ("milestone",)
    OUTCOMES = frozenset({Status.DONE, Status.CANCELLED})

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=16, choices=Status.choices)

    class Meta(StatedStatus.Meta):
        pass

    def __str__(self) -> str:
        return str(self.get_status_display())

    @property
    def district(self) -> District:
        """The district of its milestone."""
        return self.milestone.district

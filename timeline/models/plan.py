"""What a district has promised or been advised to do, and what replaces or limits SROs."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from districts.contacts import LinkField
from districts.models import District, Document, School, of_other_districts
from languages.constraints import Check
from languages.fields import PartialDateField, bounds_in_order
from languages.models import Days, Translated, days_of
from publishing.last_public import SettledOncePublic
from publishing.models import Publishable
from timeline.models.statuses import StatedStatus
from timeline.models.timed import Timed


class AreaKind(models.TextChoices):
    """What a district calls the parts of its plan."""

    # Translators: the kind of a part of a district's plan.
    PILLAR = "pillar", pgettext_lazy("plan area", "Pillar")
    # Translators: the kind of a part of a district's plan.
    LEVEL = "level", pgettext_lazy("plan area", "Level")
    # Translators: the kind of a part of a district's plan.
    CATEGORY = "category", pgettext_lazy("plan area", "Category")
    # Translators: the kind of a part of a district's plan: a body that carries the work.
    STRUCTURE = "structure", pgettext_lazy("plan area", "Structure")


class PlanArea(Publishable, Translated):
    """A part of a district's plan, such as a pillar, a level, or a category."""

    published_under = ("district",)
    copied_with = ("programs", "commitments")
    page = "plan"
    part_names = {
        "title": pgettext_lazy("part", "title"),
        "summary": pgettext_lazy("part", "summary"),
    }

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="plan_areas")
    kind = models.CharField(max_length=16, choices=AreaKind.choices)
    number = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Only if the district itself gives it a number."
    )
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Position in the list. 0 comes first."
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [bounds_in_order("known_from")]

    def __str__(self) -> str:
        return self.title


class CommitmentKind(models.TextChoices):
    """Whether a district has promised something, or was advised to do it."""

    # Translators: a part of a district's plan: the district has promised it.
    COMMITMENT = "commitment", pgettext_lazy("plan", "Commitment")
    # Translators: a part of a district's plan: the district was advised to do it. It has not
    # promised it.
    RECOMMENDATION = "recommendation", pgettext_lazy("plan", "Recommendation")


class AskedOf(models.TextChoices):
    """Whether a recommendation asks to change the contract on SROs, or something else."""

    # Translators: what a recommendation asks a change of: the contract on police in schools.
    CONTRACT = "contract", pgettext_lazy("asked of", "the contract")
    # Translators: what a recommendation asks a change of: the district itself, not the contract.
    DISTRICT = "district", pgettext_lazy("asked of", "the district, outside the contract")


class Commitment(Publishable, Timed, Translated):
    """Something that the district has promised to do or, as `kind` says, was advised to do.

    A recommendation is never called a promise, and `asked_of` and `advised_by` are its alone.
    """

    published_under = ("district", "area")
    moves_along = ("time_changes",)
    page = "plan"
    settled_fields = ("due",)
    also_on = ("compare",)
    part_names = {
        "text": pgettext_lazy("part", "text"),
        "advised_by": pgettext_lazy("part", "who recommends it"),
        "responsible": pgettext_lazy("part", "who is responsible"),
    }

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="commitments")
    area = models.ForeignKey(
        PlanArea,
        on_delete=models.CASCADE,
        related_name="commitments",
        null=True,
        blank=True,
        help_text="Leave empty if this is about the district as a whole.",
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Position in the list. 0 comes first."
    )
    kind = models.CharField(
        max_length=16,
        choices=CommitmentKind.choices,
        default=CommitmentKind.COMMITMENT,
        help_text="Promised by the district, or recommended to it.",
    )
    text = models.CharField(max_length=500)
    asked_of = models.CharField(
        max_length=16,
        choices=AskedOf.choices,
        blank=True,
        help_text="For recommendations. Leave empty if the source doesn’t say.",
    )
    advised_by = models.CharField(
        "recommended by",
        max_length=300,
        blank=True,
        help_text="For recommendations. Leave empty if not known.",
    )
    responsible = models.CharField(
        max_length=300,
        blank=True,
        help_text="Who is responsible for doing it. Leave empty if not known.",
    )
    due = PartialDateField(null=True, blank=True)
    document = models.ForeignKey(
        Document,
        verbose_name="proof: document",
        on_delete=models.SET_NULL,
        related_name="commitments",
        null=True,
        blank=True,
    )
    evidence_link = LinkField(
        "proof: link", max_length=500, blank=True, help_text="Starts with https://"
    )
    schools = models.ManyToManyField(School, related_name="commitments", blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [bounds_in_order("known_from"), bounds_in_order("due")]
        indexes = [models.Index(fields=["due_upper"], name="commitment_over")]

    def __str__(self) -> str:
        return self.text

    @property
    def days(self) -> Days:
        """The first and last day of the time when it is due."""
        return days_of(self.due)

    def clean(self) -> None:
        errors = of_other_districts(self, "area", "document")
        if self.asked_of and not self.is_recommendation:
            said = "Only a recommendation has this: choose “Recommendation” as its kind."
            errors["asked_of"] = ValidationError(said, code="kind")
        if errors:
            raise ValidationError(errors)

    @property
    def is_recommendation(self) -> bool:
        return self.kind == CommitmentKind.RECOMMENDATION


class CommitmentState(models.TextChoices):
    """What the district can say about a commitment."""

    # Translators: how a promise or a recommendation stands: somebody has proposed it.
    PROPOSED = "proposed", pgettext_lazy("commitment", "Proposed")
    # Translators: how a promise or a recommendation stands: the district has made it its own.
    ADOPTED = "adopted", pgettext_lazy("commitment", "Adopted")
    # Translators: how a promise or a recommendation stands.
    UNDER_WAY = "under_way", pgettext_lazy("commitment", "Under way")
    # Translators: how a promise or a recommendation stands.
    DONE = "done", pgettext_lazy("commitment", "Done")
    # Translators: how a promise or a recommendation stands: nobody means to do it any more.
    DROPPED = "dropped", pgettext_lazy("commitment", "Dropped")


class CommitmentStatus(StatedStatus):
    """A status that the district has stated for a commitment."""

    published_under = ("commitment",)
    OUTCOMES = frozenset({CommitmentState.DONE, CommitmentState.DROPPED})

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=16, choices=CommitmentState.choices)

    class Meta(StatedStatus.Meta):
        pass

    def __str__(self) -> str:
        return str(self.get_status_display())

    @property
    def district(self) -> District:
        """The district of its commitment."""
        return self.commitment.district


class Program(Publishable, Translated):
    """A program that the plan names; only its name is known."""

    published_under = ("area",)
    part_names = {"title": pgettext_lazy("part", "title")}

    area = models.ForeignKey(PlanArea, on_delete=models.CASCADE, related_name="programs")
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Position in the list. 0 comes first."
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [bounds_in_order("known_from")]

    def __str__(self) -> str:
        return self.title


class StaffingKind(models.TextChoices):
    """What happens to positions or people."""

    # Translators: a change in a school district's staff.
    NEW = "new", pgettext_lazy("staffing", "New positions")
    # Translators: a change in a school district's staff: people keep working, at other things.
    REALIGNED = "realigned", pgettext_lazy("staffing", "Realigned duties of existing staff")
    # Translators: a change in a school district's staff: extra pay.
    STIPEND = "stipend", pgettext_lazy("staffing", "Stipends for staff who take on more")


class StaffingChange(Publishable, SettledOncePublic, Translated):
    """How many positions are new or realigned, or how many people get a stipend."""

    published_under = ("district",)
    page = "plan"
    also_on = ("compare",)
    settled_fields = ("when",)
    part_names = {"where": pgettext_lazy("part", "place")}

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="staffing")
    kind = models.CharField(max_length=16, choices=StaffingKind.choices)
    count = models.PositiveIntegerField(
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Leave empty if not known.",
    )
    where = models.CharField(max_length=300, blank=True, help_text="Leave empty if not known.")
    over_years = models.PositiveSmallIntegerField(
        "number of years", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    when = PartialDateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            bounds_in_order("known_from"),
            bounds_in_order("when"),
            Check(condition=Q(count__isnull=True) | Q(count__gt=0), name="staffing_count_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.count or 'number not known'}"

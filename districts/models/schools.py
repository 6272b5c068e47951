"""The schools of a district, their SROs over time, and decisions about them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from districts.addresses import validate_not_reserved, validate_slug
from districts.models.districts import District, of_other_districts, still_to_come
from districts.nces import LENGTH, NcesField
from languages.columns import word_column
from languages.fields import PartialDateField, bounds_in_order
from languages.models import Translated
from languages.registry import SOURCE
from publishing.last_public import SettledOncePublic
from publishing.models import Publishable, Record, state_indexes


class School(Publishable):
    """A school or campus of a district."""

    published_under = ("district",)
    also_on = ("schools", "handout", "timeline", "plan", "meeting")
    searched = ("name", "slug", "nces_id")

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="schools")
    slug = models.CharField(
        "web address", max_length=80, validators=[validate_slug, validate_not_reserved]
    )
    name = models.CharField(max_length=200)
    nces_id = NcesField(
        "NCES ID",
        max_length=LENGTH,
        blank=True,
        default="",
        db_default="",  # for rows that older code adds
        help_text=(
            "The 12 digits by which the National Center for Education Statistics knows the school "
            "(nces.ed.gov/ccd/schoolsearch). Leave empty if not known."
        ),
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            bounds_in_order("known_from"),
            models.UniqueConstraint(fields=["district", "slug"], name="school_address_once"),
            models.UniqueConstraint(
                fields=["district", "nces_id"],
                condition=~models.Q(nces_id=""),
                name="school_nces_id_once",
                violation_error_message="Another school of the district has this NCES ID.",
            ),
        ]
        indexes = state_indexes("school")

    def __str__(self) -> str:
        return self.name

    def become_copy(self) -> None:
        """A copy is another school, whose ID is not known."""
        super().become_copy()
        self.nces_id = ""

    def get_absolute_url(self, field: str = "") -> str:
        """The school's own page."""
        return reverse("school", args=[self.district.slug, self.slug])


class SchoolStatus(Record, SettledOncePublic):
    """A school has, or does not have, an SRO since a time. Unknown times are sorted first."""

    published_under = ("school",)
    settled_fields = ("since",)

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="history")
    has_sro = models.BooleanField("has an SRO")
    since = PartialDateField(null=True, blank=True)
    confirmed = models.BooleanField(
        default=False,
        help_text=(
            "Check this if the district has said it happened. Otherwise it is shown as planned."
        ),
    )

    class Meta:
        ordering = [models.F("since_lower").asc(nulls_first=True), "pk"]
        verbose_name = "SRO status"
        verbose_name_plural = "SRO status over time"
        constraints = [bounds_in_order("since")]

    def __str__(self) -> str:
        return "has an SRO" if self.has_sro else "has no SRO"

    @property
    def district(self) -> District:
        """The district of its school."""
        return self.school.district

    def clean(self) -> None:
        """Refuse a confirmed status that begins in the future."""
        if self.confirmed and (errors := still_to_come(self, "since")):
            raise ValidationError(errors)


class Outcome(models.TextChoices):
    """What was decided about SROs."""

    # Translators: what has been decided of police officers at one school or several.
    KEEP = "keep", pgettext_lazy("school decision", "SROs stay")
    # Translators: what has been decided of police officers at one school or several.
    REMOVE = "remove", pgettext_lazy("school decision", "SROs leave")
    # Translators: what has been decided of police officers at one school or several.
    OTHER = "other", pgettext_lazy("school decision", "Something else")


class SchoolDecision(Publishable, SettledOncePublic, Translated):
    """Who decided what about SROs, at one school or at those that `applies_to` describes."""

    published_under = ("district", "school")
    settled_fields = ("effective",)
    page = "schools"
    part_names = {
        "applies_to": pgettext_lazy("part", "schools"),
        "decided_by": pgettext_lazy("part", "who decided"),
    }

    district = models.ForeignKey(
        District, on_delete=models.CASCADE, related_name="school_decisions"
    )
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, related_name="decisions", null=True, blank=True
    )
    applies_to = models.CharField(
        max_length=300,
        blank=True,
        help_text=(
            "If no single school is chosen, say which schools. For example: "
            "every school with an SRO."
        ),
    )
    decided_by = models.CharField(
        max_length=300,
        blank=True,
        help_text="For example: the school’s council. Leave empty if not known.",
    )
    decided = PartialDateField("decision date", null=True, blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    effective = PartialDateField("takes effect", null=True, blank=True)

    class Meta:
        ordering = [models.F("decided_lower").asc(nulls_first=True), "pk"]
        constraints = [
            bounds_in_order("known_from"),
            bounds_in_order("decided"),
            bounds_in_order("effective"),
        ]

    def __str__(self) -> str:
        return f"{self.school or self.applies_to}: {self.get_outcome_display()}"

    def get_absolute_url(self, field: str = "") -> str:
        """The page of its school; without one, the list of schools."""
        if self.school:
            return reverse("school", args=[self.district.slug, self.school.slug])
        return super().get_absolute_url(field)

    def clean(self) -> None:
        """Require a school or a description, not both; refuse a future decision."""
        errors = of_other_districts(self, "school") | still_to_come(self, "decided")
        if bool(self.school_id) == bool(getattr(self, word_column("applies_to", SOURCE))):
            said = "Choose a school, or say in English which schools this applies to."
            errors["school"] = ValidationError(said, code="schools")
        if errors:
            raise ValidationError(errors)

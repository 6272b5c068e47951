"""When officers may be involved, what is required of them, and figures from sources."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from districts.models import District
from languages.constraints import Check
from languages.fields import PartialDateField, bounds_in_order
from languages.models import Translated
from publishing.last_public import SettledOncePublic
from publishing.models import Publishable


class InvolvementRule(Publishable, Translated):
    """A situation in which a school may involve officers."""

    published_under = ("district",)
    page = "plan"
    part_names = {"text": pgettext_lazy("part", "text")}

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="rules")
    text = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Position in the list. 0 comes first."
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [bounds_in_order("known_from")]

    def __str__(self) -> str:
        return self.text


class StandardKind(models.TextChoices):
    """What a standard is about."""

    # Translators: what a standard for police officers in schools is about: who is chosen.
    SELECTION = "selection", pgettext_lazy("standard", "Selection")
    # Translators: what a standard for police officers in schools is about: what they do.
    ROLE = "role", pgettext_lazy("standard", "Role")
    # Translators: what a standard for police officers in schools is about: what they learn.
    TRAINING = "training", pgettext_lazy("standard", "Training")
    # Translators: what a standard is about: what the agreement with the police defines.
    AGREEMENT = "agreement", pgettext_lazy("standard", "What the agreement (MOU) defines")


class Standard(Publishable, Translated):
    """Something that officers have to meet, do or learn, or that the agreement defines."""

    published_under = ("district",)
    page = "plan"
    part_names = {"text": pgettext_lazy("part", "text")}

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="standards")
    kind = models.CharField(max_length=16, choices=StandardKind.choices)
    text = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Position in the list. 0 comes first."
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [bounds_in_order("known_from")]

    def __str__(self) -> str:
        return self.text


class Finding(Publishable, SettledOncePublic, Translated):
    """A figure or a note from a source. A single figure is both `low` and `high`."""

    published_under = ("district",)
    page = "plan"
    settled_fields = ("when",)
    part_names = {"text": pgettext_lazy("part", "text")}

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="findings")
    text = models.CharField(max_length=500)
    low = models.IntegerField("lowest figure", null=True, blank=True)
    high = models.IntegerField("highest figure", null=True, blank=True)
    when = PartialDateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            bounds_in_order("known_from"),
            bounds_in_order("when"),
            Check(
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(low__isnull=False, high__isnull=False, high__gte=F("low")),
                name="finding_figures_in_order",
                violation_error_message=(
                    "Enter both the lowest and the highest figure, or neither. For a "
                    "single figure, enter it twice."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.text

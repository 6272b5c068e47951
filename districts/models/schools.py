"""The schools of a district, and whether they have had an SRO since when."""

from django.db import models

from districts.addresses import validate_not_reserved, validate_slug
from districts.models.districts import District
from languages.fields import PartialDateField, bounds_in_order
from publishing.models import Publishable, PublishableManager


class School(Publishable):
    """A campus of a district."""

    published_under = ("district",)

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="schools")
    slug = models.CharField(
        "address", max_length=80, validators=[validate_slug, validate_not_reserved]
    )
    name = models.CharField(max_length=200)

    objects = PublishableManager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["district", "slug"], name="school_address_once"),
        ]

    def __str__(self) -> str:
        return self.name


class SchoolStatus(models.Model):
    """That a school has, or does not have, an SRO since a time. Unknown times come first."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="history")
    has_sro = models.BooleanField("has an SRO")
    since = PartialDateField(null=True, blank=True)
    confirmed = models.BooleanField(
        default=False,
        help_text="The district has said that it came about. Else it stands as planned.",
    )

    class Meta:
        ordering = [models.F("since_lower").asc(nulls_first=True), "pk"]
        verbose_name = "SRO status"
        verbose_name_plural = "SRO status over time"
        constraints = [bounds_in_order("since")]

    def __str__(self) -> str:
        return "has an SRO" if self.has_sro else "has no SRO"

"""What the statuses of milestones and of commitments have in common."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import F

from districts.models import still_to_come
from languages.fields import PartialDateField, bounds_in_order
from publishing.models import Record


class StatedStatus(Record):
    """A status that the district has stated, and the day that it became so.

    Where that day is not known, the status counts from the day up to which the district's
    information is confirmed. `OUTCOMES` are the statuses after which nothing more is to come.
    """

    OUTCOMES: ClassVar[frozenset[str]] = frozenset()

    status: Any
    since = PartialDateField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = [F("since_lower").asc(nulls_first=True), "pk"]
        verbose_name_plural = "statuses"
        constraints = [bounds_in_order("since")]

    def clean(self) -> None:
        if errors := still_to_come(self, "since"):
            raise ValidationError(errors)

    def counts_from(self, known_until: date) -> date:
        """The first day on which this status is sure to hold, as confirmed on `known_until`."""
        return self.since.surely_from(known_until) if self.since else known_until

    def rank(self, known_until: date) -> tuple[date, int]:
        """What orders the statuses of one record, the one that counts last.

        Of those without a day, a plan comes before everything and an outcome after it.
        """
        dated = self.since or self.status in self.OUTCOMES
        return self.counts_from(known_until) if dated else date.min, self.pk

"""What statuses of milestones and commitments share."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import F

from districts.models import still_to_come
from languages.fields import PartialDateField, bounds_in_order
from publishing.models import Record


class StatedStatus(Record):
    """A status that the district has stated, and the day since which it applies.

    If that day is unknown, the status counts from the day up to which the district's information is
    confirmed. `OUTCOMES` are the final statuses.
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
        """Refuse a status that begins in the future."""
        if errors := still_to_come(self, "since"):
            raise ValidationError(errors)

    def counts_from(self, known_until: date) -> date:
        """The first day on which this status certainly applies, confirmed on `known_until`."""
        return self.since.surely_from(known_until) if self.since else known_until

    def rank(self, known_until: date) -> tuple[date, int]:
        """A key to sort the statuses of one record; the last one counts.

        Among those without a day, a plan is sorted first and an outcome last.
        """
        dated = self.since or self.status in self.OUTCOMES
        return self.counts_from(known_until) if dated else date.min, self.pk

"""Versions of the public content: each transaction that changes a district adds a row.

A version is the sum of the random numbers of its rows. Whoever has read the same rows has the same
version, in whatever order they were committed, and a version never comes back, not even after an
older backup was restored. Rows are only added, so writers never wait for each other; now and then
they are replaced by their sums.

What is scheduled changes the content later, without a transaction: its moments are kept beside
them.
"""

import secrets
from collections import Counter
from datetime import datetime, timedelta

from django.db import connection, models, transaction
from django.db.models.functions import Now

FOLDED = 10_000  # steps after which all are replaced by one a district
AT_ONCE = 500  # rows deleted by one statement: SQLite takes only so many keys
OVER = timedelta(days=1)  # after which no clock of a server is before a moment


def _random() -> int:
    """Small enough for the sum of eight million rows to fit into a column."""
    return secrets.randbits(40)


class VersionStep(models.Model):
    """One step of the version of a district; without a district, of all of them.

    `hides`: families no longer see something that they saw before.
    """

    district_key = models.BigIntegerField(null=True, editable=False)  # may outlive its district
    number = models.BigIntegerField(default=_random, editable=False)
    hides = models.BooleanField(default=False, editable=False)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        app_label = "publishing"
        indexes = (models.Index(fields=["made_at"], name="version_step_made_at"),)

    def __str__(self) -> str:
        return f"{self.district_key or 'all districts'} at {self.made_at}"


class ScheduledStep(models.Model):
    """A moment at which something of a district is published without a write.

    It stays if the record is withdrawn before: pages are then made anew once too often.
    """

    district_key = models.BigIntegerField(editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        app_label = "publishing"
        indexes = (models.Index(fields=["at", "district_key"], name="scheduled_step_at"),)

    def __str__(self) -> str:
        return f"{self.district_key} at {self.at}"


def schedule_step(district_key: int, at: datetime, now: datetime) -> None:
    """Note that a page of the district, or of all of them, holds only until `at`."""
    known = ScheduledStep.objects.filter(district_key=district_key, at=at)
    if at > now and not known.exists():
        ScheduledStep.objects.create(district_key=district_key, at=at)
        ScheduledStep.objects.filter(at__lt=now - OVER).delete()


class _Added:
    """Marks, until the transaction ends, that it has this step."""

    def __init__(self, district_key: int | None, hides: bool) -> None:
        self.step = district_key, hides

    def __call__(self) -> None:
        """Called when the transaction is committed; there is nothing left to do."""


def add_step(district_key: int | None, *, hides: bool = False) -> None:
    """Move the version of a district, or of all, once in a transaction (see `VersionStep.hides`).

    Django forgets the callbacks of a savepoint that is rolled back, as the database forgets its
    rows, so a mark that is still there tells that the row is, too.
    """
    marks = (each[1] for each in connection.run_on_commit)
    if any(isinstance(m, _Added) and m.step == (district_key, hides) for m in marks):
        return
    step = VersionStep.objects.create(district_key=district_key, hides=hides)
    transaction.on_commit(_Added(district_key, hides))
    if step.pk % FOLDED == 0:
        transaction.on_commit(fold, robust=True)  # what was saved stays saved


@transaction.atomic
def fold() -> None:
    """Replace all steps of a district, and of a kind, by their sum: the version is as before.

    Steps that become visible meanwhile stay for the next time. The sums are new rows: a reader that
    has counted earlier steps for good sees that these are gone, and counts anew.
    """
    steps = list(VersionStep.objects.order_by("pk").select_for_update())
    sums: Counter[tuple[int | None, bool]] = Counter()
    for step in steps:
        sums[step.district_key, step.hides] += step.number
    for start in range(0, len(steps), AT_ONCE):
        keys = [step.pk for step in steps[start : start + AT_ONCE]]
        VersionStep.objects.filter(pk__in=keys).delete()
    VersionStep.objects.bulk_create(
        VersionStep(district_key=key, hides=hides, number=total)
        for (key, hides), total in sums.items()
    )

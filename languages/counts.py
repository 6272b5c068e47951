"""How many units are in each state, kept beside them because counting millions takes seconds.

Rows are only added and folded, never changed, so that writers wait for nobody and lose nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Count, Q, Sum

FOLDED = 1000  # about as many rows of one district are added before they are folded into one

INTERFACE = 0  # what texts of the interface have in place of the key of a district

Key = tuple[int | None, str, str]
"""A district, a language and a state."""


class UnitCount(models.Model):
    """By how much the number of units changed; the sum of the rows is how many there are.

    Rows without a district are about all districts together.
    """

    district = models.BigIntegerField(null=True)
    language = models.CharField(max_length=16)
    status = models.CharField(max_length=8)
    count = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["district", "language", "status"], name="unit_count_of"),
        ]

    def __str__(self) -> str:
        return f"{self.count:+} {self.status} in {self.language}"


def add_counts(changes: Counter[Key]) -> None:
    """Add changes of numbers by district, also to those of all districts together."""
    together: Counter[Key] = Counter()
    for (_, language, status), count in changes.items():
        together[None, language, status] += count
    made = _insert({**changes, **together})
    for district in {row.district for row in made if row.pk % FOLDED == 0}:
        fold(district)


@transaction.atomic
def fold(district: int | None) -> None:
    """Replace the rows of a district by their sums; rows that another process folds stay."""
    rows = UnitCount.objects.filter(district=district).select_for_update(skip_locked=True)
    sums: Counter[Key] = Counter()
    keys = []
    for row in rows:
        keys.append(row.pk)
        sums[row.district, row.language, row.status] += row.count
    UnitCount.objects.filter(pk__in=keys).delete()
    _insert(sums)


def counts_by_language(districts: Iterable[int] | None = None) -> dict[str, Counter[str]]:
    """How many units are in each state, by language: of these districts, or of all."""
    chosen = Q(district=None) if districts is None else Q(district__in=districts)
    rows = UnitCount.objects.filter(chosen).values_list("language", "status")
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for language, status, count in rows.annotate(n=Sum("count")).order_by():
        found[language][status] = count
    return found


def counts_by_district(districts: Iterable[int]) -> dict[tuple[int, str], Counter[str]]:
    """How many units are in each state, by (district, language)."""
    rows = UnitCount.objects.filter(district__in=districts).order_by()
    found: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    sums = rows.values_list("district", "language", "status").annotate(n=Sum("count"))
    for district, language, status, count in sums:
        found[district, language][status] = count
    return found


def recount(units: "models.QuerySet[models.Model]") -> int:
    """Make the numbers those of `units`, which are all units; return how many were wrong.

    One statement reads the units and the numbers, so that what is saved meanwhile is in both or
    in neither.
    """
    names = ("district", "language", "status")
    kept = UnitCount.objects.exclude(district=None)
    wrong: Counter[Key] = _difference(units, kept, *names)
    _insert(wrong)
    total = _difference(units, UnitCount.objects.filter(district=None), *names[1:])
    _insert({(None, language, status): count for (language, status), count in total.items()})
    for district in {None, *(district for district, _, _ in wrong)}:
        fold(district)
    return len(wrong) + len(total)


def _difference(
    units: "models.QuerySet[models.Model]", kept: "models.QuerySet[UnitCount]", *names: str
) -> Counter[Any]:
    there = units.order_by().values_list(*names).annotate(n=Count("pk"))
    known = kept.order_by().values_list(*names).annotate(n=-Sum("count"))
    found: Counter[Any] = Counter()
    for *key, count in there.union(known, all=True):
        found[tuple(key)] += count
    return Counter({key: count for key, count in found.items() if count})


def _insert(counts: dict[Key, int]) -> list[UnitCount]:
    rows = [
        UnitCount(district=district, language=language, status=status, count=count)
        for (district, language, status), count in counts.items()
        if count
    ]
    return UnitCount.objects.bulk_create(rows)

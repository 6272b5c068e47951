"""The numbers of units are those of the units, whatever happened, and whoever wrote at once."""

from collections import Counter
from typing import Any

import pytest
from django.db.models import Sum

from languages import counts
from languages.counts import (
    UnitCount,
    add_counts,
    counts_by_district,
    counts_by_language,
    fold,
    recount,
)
from languages.models import Unit
from tests.concurrency import at_once
from tests.factories import make_district, make_milestone, make_phase

pytestmark = pytest.mark.django_db


def kept(district: int | None = None) -> Counter[Any]:
    rows = UnitCount.objects.filter(district=district).values_list("language", "status")
    return Counter({(language, status): n for language, status, n in rows.annotate(n=Sum("count"))})


def there(**where: Any) -> Counter[Any]:
    return Counter(Unit.objects.filter(**where).values_list("language", "status"))


def assert_right() -> None:
    assert +kept() == there()
    for district in {*Unit.objects.values_list("district", flat=True)}:
        assert +kept(district) == there(district=district)


def test_numbers_follow_what_is_made_changed_and_deleted() -> None:
    district, other = make_district(summary_es="Resumen"), make_district("duluth")
    phase: Any = make_phase(district, title="One", title_es="Uno")
    make_milestone(other, detail="Details")
    assert_right()
    phase.title_en = "Two"  # makes the Spanish stale
    phase.save()
    assert_right()
    phase.title_en = "Three"
    phase.save(minor=True)
    assert_right()
    other_summary: Any = other
    other_summary.plan_summary_en = "Plan"
    other_summary.save()
    other_summary.plan_summary_en = ""
    other_summary.save()
    assert_right()
    phase.delete()
    key = other.pk
    other.delete()
    assert_right()
    assert +kept(key) == Counter()
    assert recount(Unit.objects.all()) == 0


def test_numbers_are_told_by_language_and_by_district() -> None:
    make_district()
    other = make_district("duluth")
    assert counts_by_language()["es"] == {"missing": 4}
    assert counts_by_language([other.pk])["es"] == {"missing": 2}
    assert counts_by_district([other.pk])[other.pk, "es"] == {"missing": 2}


def test_folding_keeps_the_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "FOLDED", 10**9)
    district = make_district()
    for number in range(1, 4):
        make_phase(district, number)
    before = kept(district.pk)
    fold(district.pk)
    assert kept(district.pk) == before
    assert UnitCount.objects.filter(district=district.pk).count() == len(before)
    monkeypatch.setattr(counts, "FOLDED", 1)
    add_counts(Counter({(district.pk, "es", "missing"): -5}))
    assert not UnitCount.objects.filter(district=district.pk, language="es").exists()


def test_wrong_numbers_are_repaired() -> None:
    district = make_district()
    UnitCount.objects.filter(language="es").delete()
    UnitCount.objects.create(district=district.pk, language="vi", status="draft", count=3)
    assert recount(Unit.objects.all()) == 3
    assert_right()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_at_once_both_count(
    shared_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counts, "FOLDED", 1)  # each write folds
    district = make_district()
    phases = [make_phase(district, number) for number in range(1, 5)]

    def write(phase: Any) -> None:
        for code in ("es", "vi", "fr"):
            setattr(phase, f"title_{code}", f"Texto {code}")
            phase.save_columns([f"title_{code}"])

    assert at_once(*(lambda phase=phase: write(phase) for phase in phases)) == [None] * 4
    assert_right()

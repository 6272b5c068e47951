"""Versions move with every change, in its transaction, and are read whole by all."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from districts.models import School
from publishing.content_versions import VersionStep, add_step, fold
from publishing.kept_pages.versions import SETTLED, StepReader
from publishing.states import PublicationState
from tests import factories
from tests.concurrency import at_once
from timeline.models import Milestone

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


def version(district_key: int | None) -> int:
    return StepReader().read().content.version(district_key)


def told(reader: StepReader) -> list[int]:
    reading = reader.read()
    sums = (reading.content, reading.hidden)
    return [each.version(key) for each in sums for key in (1, 2, None)]


def hidden(district_key: int | None) -> int:
    return StepReader().read().hidden.version(district_key)


def test_only_what_hides_something_from_families_moves_the_version_of_what_is_hidden() -> None:
    district, other = factories.make_district("a"), factories.make_district("b")
    phase = factories.make_phase(district)
    milestone = factories.make_milestone(district, phase=phase)
    draft = factories.make_milestone(district, state=PublicationState.DRAFT)
    assert (hidden(district.pk), hidden(None)) == (0, 0)

    def hide(record: Any) -> None:
        record.state = PublicationState.DRAFT
        record.save()

    ways: dict[str, tuple[bool, Callable[[], object]]] = {
        "edit": (False, milestone.save),
        "edit a draft": (False, draft.save),
        "bulk": (True, lambda: Milestone.objects.filter(pk=milestone.pk).update(state="draft")),
        "what it is under": (True, lambda: hide(phase)),
        "the district": (True, lambda: hide(district)),
        "delete": (True, milestone.delete),
    }
    for name, (hides, change) in ways.items():
        before = hidden(district.pk), hidden(None)
        change()
        assert ((hidden(district.pk), hidden(None)) != before) == hides, name
    assert hidden(other.pk) == 0


def test_each_way_of_changing_a_record_moves_its_district_and_the_site() -> None:
    district, other = factories.make_district("a"), factories.make_district("b")
    milestone = factories.make_milestone(district)
    school = factories.make_school(district)
    ways: dict[str, Callable[[], object]] = {
        "save": milestone.save,
        "link": lambda: milestone.schools.add(school),
        "bulk": lambda: Milestone.objects.update(state=PublicationState.DRAFT),
        "delete": milestone.delete,
        "delete the district": district.delete,
    }
    key, seen = district.pk, {0}
    before = version(other.pk)
    for name, change in ways.items():
        change()
        assert version(key) not in seen, name
        assert version(None) not in seen, name
        seen |= {version(key), version(None)}
    assert version(other.pk) == before


def test_a_change_whose_version_cannot_be_moved_is_not_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    district = factories.make_district()
    school = factories.make_school(district)
    milestone = factories.make_milestone(district)
    meanwhile = {School: ("name", school), Milestone: ("title", milestone)}

    def fail(*_: object, **_given: object) -> None:
        raise Error("away")

    monkeypatch.setattr("publishing.version_listener.add_step", fail)
    for model, (field, record) in meanwhile.items():
        setattr(record, field, "Changed")
        with pytest.raises(Error):
            record.save()
        assert getattr(model.objects.get(), field) != "Changed"


def test_a_change_that_is_rolled_back_moves_nothing() -> None:
    milestone = factories.make_milestone(factories.make_district())
    before = version(None)
    with transaction.atomic():
        milestone.save()
        transaction.set_rollback(True)
    assert version(None) == before


def test_a_transaction_has_one_step_a_district_whatever_is_rolled_back_inside_it() -> None:
    VersionStep.objects.all().delete()
    with transaction.atomic():
        with transaction.atomic():
            add_step(1)
            transaction.set_rollback(True)
        add_step(1)
        with transaction.atomic():
            add_step(1)
            add_step(2)
        add_step(2)
    keys = VersionStep.objects.order_by("pk").values_list("district_key", flat=True)
    assert list(keys) == [1, 2]


def test_a_step_for_all_districts_moves_each_of_them() -> None:
    before = [version(1), version(2), version(None)]
    add_step(None)
    assert not set(before) & {version(1), version(2), version(None)}


@pytest.fixture
def settling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps are settled however few they are."""
    monkeypatch.setattr("publishing.kept_pages.versions.FEW", 0)


def test_steps_that_are_settled_count_as_before_and_are_read_once(settling: None) -> None:
    with time_machine.travel(timezone.now() - SETTLED - timedelta(minutes=1), tick=False):
        old = [VersionStep.objects.create(district_key=1, made_at=timezone.now()) for _ in "ab"]
    recent = VersionStep.objects.create(district_key=1)
    reader = StepReader()
    total = sum(step.number for step in (*old, recent))
    assert [reader.read().content.version(1) for _ in "ab"] == [total, total]
    assert reader.last == (old[-1].pk, old[-1].number)


def test_an_older_backup_that_is_restored_hides_no_later_change(settling: None) -> None:
    with time_machine.travel(timezone.now() - SETTLED - timedelta(minutes=1), tick=False):
        old = [VersionStep.objects.create(district_key=1, made_at=timezone.now()) for _ in "abc"]
    reader = StepReader()
    reader.read()
    VersionStep.objects.filter(pk__gt=old[0].pk).delete()
    assert reader.read().content.version(1) == old[0].number
    # Its next steps have the keys of those that were settled before.
    again = VersionStep.objects.create(pk=old[1].pk, district_key=1)
    assert reader.read().content.version(1) == old[0].number + again.number
    last = VersionStep.objects.create(pk=old[2].pk, district_key=1)
    assert reader.read().content.version(1) == old[0].number + again.number + last.number


@pytest.mark.parametrize("after", range(6))
def test_steps_that_are_folded_between_two_queries_of_a_reader_count_as_before(
    settling: None, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    long_ago = timezone.now() - SETTLED - timedelta(minutes=1)
    for key, hides in ((1, False), (2, True), (None, False), (1, False)):
        VersionStep.objects.create(district_key=key, hides=hides, made_at=long_ago)
    reader = StepReader()
    reader.read()
    VersionStep.objects.create(district_key=2)
    VersionStep.objects.create(district_key=1, made_at=long_ago)
    before = told(StepReader())
    queries = iter(range(100))
    steps = StepReader._steps.fget  # type: ignore[attr-defined]

    def folding(self: StepReader) -> Any:
        if next(queries) == after:
            fold()
        return steps(self)

    monkeypatch.setattr(StepReader, "_steps", property(folding))
    assert [told(reader) for _ in "abc"] == [before] * 3
    assert VersionStep.objects.count() == 4


def test_steps_are_folded_now_and_then_whoever_adds_them(
    monkeypatch: pytest.MonkeyPatch, shared_database: None
) -> None:
    monkeypatch.setattr("publishing.content_versions.FOLDED", 2)
    monkeypatch.setattr("publishing.content_versions.AT_ONCE", 3)
    VersionStep.objects.all().delete()
    made: list[VersionStep] = []
    create = VersionStep.objects.create

    def add(**values: Any) -> VersionStep:
        made.append(create(**values))
        return made[-1]

    monkeypatch.setattr(VersionStep.objects, "create", add)

    def adding(key: int | None) -> Callable[[], None]:
        def add_steps() -> None:
            for _ in range(6):
                add_step(key)

        return add_steps

    assert at_once(adding(1), adding(2), adding(None), fold) == [None] * 4
    fold()
    sums: Counter[int | None] = Counter()
    for step in made:
        sums[step.district_key] += step.number
    assert dict(VersionStep.objects.values_list("district_key", "number")) == sums
    assert VersionStep.objects.count() == 3


def test_a_step_that_becomes_visible_after_a_later_one_is_counted() -> None:
    reader = StepReader()
    later = VersionStep.objects.create(pk=9001, district_key=1)
    reader.read()
    earlier = VersionStep.objects.create(pk=9000, district_key=1)
    assert reader.read().content.version(1) == later.number + earlier.number


@pytest.mark.parametrize(("few", "most"), [(1, 2), (0, 3)])
def test_reading_takes_two_queries_of_few_steps_and_three_of_many(
    monkeypatch: pytest.MonkeyPatch, few: int, most: int
) -> None:
    monkeypatch.setattr("publishing.kept_pages.versions.FEW", few)
    add_step(1)
    with CaptureQueriesContext(connection) as queries:
        StepReader().read()
    assert len(queries) == most  # what is recent, what is scheduled, and what is settled

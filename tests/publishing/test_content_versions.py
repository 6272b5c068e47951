"""Versions move with every change, in its transaction, and are read whole by all."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from districts.models import School
from publishing.content_versions import VersionStep, add_step, fold
from publishing.kept_pages.versions import FIRST, SETTLED, StepReader, Versions
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


def test_steps_that_are_settled_count_as_before_and_are_read_once() -> None:
    with time_machine.travel(timezone.now() - SETTLED - timedelta(minutes=1), tick=False):
        old = [VersionStep.objects.create(district_key=1, made_at=timezone.now()) for _ in "ab"]
    recent = VersionStep.objects.create(district_key=1)
    reader = StepReader()
    total = sum(step.number for step in (*old, recent))
    assert [reader.read().content.version(1) for _ in "ab"] == [total, total]
    assert reader.last == (old[-1].pk, old[-1].number)


def test_an_older_backup_that_is_restored_hides_no_later_change() -> None:
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
    monkeypatch: pytest.MonkeyPatch, after: int
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
    steps = StepReader._steps.fget

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
        return lambda: [add_step(key) for _ in range(6)] and None

    assert at_once(adding(1), adding(2), adding(None), fold) == [None] * 4
    fold()
    sums: Counter[int | None] = Counter()
    for step in made:
        sums[step.district_key] += step.number
    assert dict(VersionStep.objects.values_list("district_key", "number")) == sums
    assert VersionStep.objects.count() == 3


def test_a_connection_that_has_had_its_time_is_opened_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As after each request: the file of SQLite may have been replaced."""
    closed: list[int] = []
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: closed.append(1))
    Versions().read()
    assert closed == [1]


def test_a_step_that_becomes_visible_after_a_later_one_is_counted() -> None:
    reader = StepReader()
    later = VersionStep.objects.create(pk=9001, district_key=1)
    reader.read()
    earlier = VersionStep.objects.create(pk=9000, district_key=1)
    assert reader.read().content.version(1) == later.number + earlier.number


def test_whoever_reads_first_knows_the_versions_and_that_they_are_current() -> None:
    versions = Versions()
    assert (versions.reading, versions.is_current) == (None, False)
    add_step(5)
    versions.read()
    assert versions.is_current
    assert versions.reading
    assert versions.reading.content.version(5)


def test_reading_is_one_query_and_one_for_what_is_settled() -> None:
    add_step(1)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        StepReader().read()
    assert len(queries) == 2


def test_the_thread_goes_on_after_errors_and_is_started_again_if_it_has_ended(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    versions, errors = Versions(), iter([Error("away"), ValueError("wrong")])
    asked: list[int] = []

    def read() -> None:
        asked.append(1)
        if error := next(errors, None):
            raise error
        versions.stop()

    monkeypatch.setattr(versions, "read", read)
    monkeypatch.setattr("publishing.kept_pages.versions.INTERVAL", 0)
    monkeypatch.setattr("publishing.kept_pages.versions.CURRENT", 0)
    for times in (3, 4):
        versions.watch()
        assert versions._thread
        versions._thread.join(5)
        assert len(asked) == times
    assert [each.getMessage().rpartition(": ")[2] for each in caplog.records] == ["away"]


def test_a_new_process_waits_for_its_first_answer_and_no_longer() -> None:
    versions = Versions()
    with ThreadPoolExecutor(1) as readers:
        waiting = readers.submit(versions.are_reachable)
        time.sleep(0.7)  # longer than it waits later
        assert not waiting.done()
        versions.read()
        assert waiting.result(5)


def test_silence_is_counted_from_the_start_of_the_process() -> None:
    versions = Versions()
    with patch.object(versions, "_watch"), patch("publishing.kept_pages.versions.CURRENT", 0):
        versions.watch()
    assert not versions.are_silent(60)
    later = time.monotonic() + 61 + FIRST
    with patch("time.monotonic", lambda: later):
        assert versions.are_silent(60)
        versions.read()
        assert not versions.are_silent(60)


def test_reading_that_failed_is_not_current_until_another_one_succeeds() -> None:
    versions = Versions()
    versions.read()
    with patch.object(versions._reader, "read", side_effect=Error("away")), pytest.raises(Error):
        versions.read()
    assert not versions.is_current
    assert not versions.are_silent(1)  # what was asked before may still end
    versions.read()
    assert versions.is_current

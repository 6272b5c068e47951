"""When something is recorded of a district, and when not."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from districts.models import District
from opendata.models import FIRST, AppendOnlyError, Entry
from opendata.queries import as_recorded, entries, latest
from opendata.record.documents import district_document
from opendata.record.recording import look, record, recording_once
from publishing.content_versions import VersionStep
from tests.concurrency import at_once
from tests.factories import NOW, make_district, make_milestone, make_phase
from tests.opendata.commits import committed
from timeline.models import Milestone

pytestmark = pytest.mark.django_db


def test_what_is_saved_together_is_one_entry_and_what_nobody_sees_is_none() -> None:
    with committed():
        district = make_district()
        phase = make_phase(district)
        for number in range(3):
            make_milestone(district, phase=phase, position=number)
    (first,) = entries(district)
    assert (first.number, first.previous) == (1, FIRST)
    assert len(first.document["records"]) == 5
    assert first.document == district_document(district, timezone.now())
    with committed():
        make_milestone(district, title="Draft", state="draft")
        make_district("chicago", state="draft")
        phase.save()
    assert Entry.objects.count() == 1
    with committed():
        Milestone.objects.public(timezone.now()).update(position=7)
    second = latest(district)
    assert second is not None
    assert (second.number, second.previous) == (2, first.hash)
    with committed():
        phase.delete()
    with committed():
        District.objects.update(state="draft")
    assert [len(each.document["records"]) for each in entries(district)] == [5, 5, 1, 0]
    assert all(each.hash == each.computed_hash for each in Entry.objects.all())


def test_what_is_taken_back_is_not_recorded() -> None:
    with committed():
        district = make_district()
    with committed(), transaction.atomic():
        make_phase(district)
        transaction.set_rollback(True)
    assert entries(district).count() == 1


def test_an_edit_stays_saved_if_it_cannot_be_recorded_and_the_next_one_records_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with committed():
        district = make_district()
    failing = patch(
        "opendata.record.recording.district_document", side_effect=DatabaseError("full")
    )
    with failing, committed():
        make_phase(district, title="First")
    assert "is not recorded yet" in caplog.text
    assert district.phases.count() == 1
    assert entries(district).count() == 1
    with committed():
        make_milestone(district, state="draft")
    assert [each.number for each in entries(district)] == [1, 2]


def test_an_entry_moves_the_version_of_its_pages() -> None:
    with committed():
        district = make_district()
    VersionStep.objects.all().delete()
    with committed():
        make_phase(district)
    assert list(VersionStep.objects.values_list("district_key", flat=True)) == [district.pk] * 2
    with committed():
        make_phase(district, 2, state="draft")
    assert VersionStep.objects.count() == 3


def test_a_moment_that_has_come_is_recorded_by_whoever_looks() -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        with committed():
            district = make_district(as_of="2021-04-01")
            make_phase(district, publish_at=NOW + timedelta(hours=1))
        with CaptureQueriesContext(connection) as captured:
            look(district)
        assert len(captured) == 2
        assert entries(district).count() == 1
        clock.shift(timedelta(hours=1))
        look(district)
        look(district)
        assert [len(each.document["records"]) for each in entries(district)] == [1, 2]
        assert as_recorded(district, NOW) == entries(district)[0]
        assert as_recorded(district, NOW - timedelta(seconds=1)) is None
        assert as_recorded(district, NOW + timedelta(hours=1)) == latest(district)
        with patch("opendata.record.recording.heads", side_effect=DatabaseError("away")):
            look(district)  # the page is shown all the same


def test_two_that_look_at_once_record_once(shared_database: None) -> None:
    with transaction.atomic():
        make_phase(district := make_district())
        connection.run_on_commit.clear()
    made = at_once(*[lambda: record(district)] * 4)
    assert not [each for each in made if isinstance(each, Exception)]
    assert len([each for each in made if each]) == 1
    assert entries(district).count() == 1


def test_others_save_while_a_long_document_is_made(shared_database: None) -> None:
    with transaction.atomic():
        make_phase(district := make_district())
        other = make_district("boston")
        connection.run_on_commit.clear()
    answers: list[Any] = []

    def made(about: Any, at: Any) -> Any:
        if about == district:
            answers.extend(at_once(lambda: record(other)))
        return district_document(about, at)

    with patch("opendata.record.recording.district_document", made):
        entry = record(district)
    assert [each for each in answers if isinstance(each, Exception)] == []
    assert (entries(other).count(), entry) == (1, latest(district))


def test_several_transactions_are_recorded_once() -> None:
    with committed():
        district = make_district()
    with committed(), recording_once():
        for number in (1, 2):
            with transaction.atomic():
                make_phase(district, number)
        assert entries(district).count() == 1
    assert [len(each.document["records"]) for each in entries(district)] == [1, 3]


def test_an_entry_is_neither_changed_nor_deleted() -> None:
    entry: Any = record(make_district())
    entries_of_all = Entry.objects.all()
    for write in (
        lambda: entry.save(),
        lambda: entry.delete(),
        lambda: entries_of_all.update(number=2),
        lambda: entries_of_all.delete(),
        lambda: entries_of_all.bulk_update([entry], ["number"]),
        lambda: Entry.objects.update_or_create({"hash": ""}, pk=entry.pk),
    ):
        with pytest.raises(AppendOnlyError):
            write()
    assert list(Entry.objects.values_list("number", flat=True)) == [1]

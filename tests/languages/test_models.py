"""After every kind of save, marks and index have the right state of each translation."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Meeting
from languages.freshness import Mark, TranslationState, text_hash
from languages.models import SourceText, Translated, Unit
from languages.registry import LANGUAGES
from publishing.states import PublicationState
from tests.concurrency import at_once
from tests.factories import (
    make_area,
    make_commitment,
    make_district,
    make_meeting,
    make_milestone,
    make_phase,
    make_program,
    make_school,
    make_time_change,
    make_workstream,
)
from timeline.models import Milestone, Phase

pytestmark = pytest.mark.django_db
E0, E1 = "The board decides.", "The board decides in May."
S0, S1 = "La junta decide.", "La junta decide en mayo."


def milestone(**fields: Any) -> Any:
    return make_milestone(make_district(), **{"title": E0, "title_es": S0, **fields})


def status(record: Translated, language: str = "es", field: str = "title") -> str:
    return str(record.units.get(field=field, language=language).status)


def change(record: Any, **fields: Any) -> None:
    """As a request does: load, change, save."""
    found: Any = type(record)._default_manager.get(pk=record.pk)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()


def mark_reviewed(record: Any) -> None:
    told = {"title": {"es": Mark(text_hash(E0), text_hash(S0), reviewed=True)}}
    type(record)._default_manager.get(pk=record.pk).save(told=told)


def test_what_is_made_is_a_draft_and_what_is_not_there_is_missing() -> None:
    record = milestone()
    assert record.marks == {"title": {"es": Mark(text_hash(E0), text_hash(S0))}}
    assert (status(record), status(record, "vi")) == (
        TranslationState.DRAFT,
        TranslationState.MISSING,
    )
    assert record.units.count() == len(LANGUAGES) - 1  # the empty detail has none
    assert SourceText.objects.get(hash=text_hash(E0)).text == E0


def test_english_that_changes_makes_stale_and_its_old_text_is_kept() -> None:
    record = milestone()
    change(record, title_en=E1)
    assert status(record) == TranslationState.STALE
    unit = record.units.get(language="es")
    assert (unit.source_hash, unit.translated_from) == (text_hash(E1), text_hash(E0))
    assert set(SourceText.objects.filter(hash__in=[unit.translated_from, unit.source_hash])) == {
        SourceText(hash=text_hash(E0)),
        SourceText(hash=text_hash(E1)),
    }
    change(record, title_en=E0)
    assert status(record) == TranslationState.DRAFT


def test_reviewed_comes_back_with_the_english_that_was_reviewed() -> None:
    record = milestone()
    mark_reviewed(record)
    assert status(record) == TranslationState.REVIEWED
    change(record, title_en=E1)
    assert status(record) == TranslationState.STALE
    change(record, title_en=E0)
    assert status(record) == TranslationState.REVIEWED


@pytest.mark.parametrize(
    "fields",
    [{}, {"state": PublicationState.DRAFT}, {"position": 7}, {"when": "2022"}, {"title_vi": "V"}],
)
def test_saving_publishing_moving_and_other_languages_make_nothing_stale(
    fields: dict[str, Any],
) -> None:
    record = milestone()
    mark_reviewed(record)
    change(record, **fields)
    assert status(record) == TranslationState.REVIEWED


def test_a_rewritten_translation_is_a_fresh_draft_and_an_emptied_one_missing() -> None:
    record = milestone()
    mark_reviewed(record)
    change(record, title_en=E1)
    change(record, title_es=S1)
    assert status(record) == TranslationState.DRAFT
    change(record, title_es="")
    assert status(record) == TranslationState.MISSING
    assert Milestone.objects.get().translations == {}


def test_a_minor_edit_leaves_fresh_what_was_fresh() -> None:
    record = milestone(title_vi="V")
    mark_reviewed(record)
    record.refresh_from_db()
    record.title_en = E1
    record.save(minor=True)
    assert (status(record), status(record, "vi")) == (
        TranslationState.REVIEWED,
        TranslationState.DRAFT,
    )


def test_a_minor_edit_makes_nothing_fresh_that_was_stale() -> None:
    record = milestone()
    change(record, title_en=E1)
    record.refresh_from_db()
    record.title_en = f"{E1}!"
    record.save(minor=True)
    assert status(record) == TranslationState.STALE


def test_english_that_is_emptied_leaves_nothing_to_translate() -> None:
    record = milestone(detail="More.", detail_es="Más.")
    assert status(record, field="detail") == TranslationState.DRAFT
    change(record, detail_en="")
    assert not record.units.filter(field="detail").exists()
    change(record, detail_en="More.")
    assert status(record, field="detail") == TranslationState.DRAFT


def test_a_save_of_one_column_settles_by_what_stands_in_the_database() -> None:
    record = milestone()
    early: Any = Milestone.objects.get()
    change(record, title_en=E1)
    early.title_vi = "V"
    early.save(update_fields=["title_vi"])  # it still has the old English in memory
    assert (status(record), status(record, "vi")) == (
        TranslationState.STALE,
        TranslationState.DRAFT,
    )
    assert Milestone.objects.get().marks["title"]["vi"].translated_from == text_hash(E1)


def test_an_old_object_does_not_bring_old_marks_back() -> None:
    record = milestone()
    early = Milestone.objects.get()
    mark_reviewed(record)
    early.position = 3
    early.save()
    assert status(record) == TranslationState.REVIEWED
    assert early.marks["title"]["es"].reviewed


def test_a_copy_keeps_what_is_known_of_its_translations() -> None:
    make_meeting(make_district(), title=E0, title_es=S0)
    copy: Any = Meeting.objects.get()
    mark_reviewed(copy)
    copy.refresh_from_db()
    copy.pk, copy._state.adding, copy.slug, copy.uid = None, True, "copy", "copy"
    copy.uuid = uuid4()
    copy.save()
    assert status(copy) == TranslationState.REVIEWED
    assert Unit.objects.filter(language="es", field="title").count() == 2


def test_units_say_the_district_and_the_days() -> None:
    district = make_district()
    phase = make_phase(district, when="2021-05")
    slip = make_milestone(district, when="2021-05-03")
    night = datetime(2021, 5, 12, 4, 30, tzinfo=UTC)  # still May 11 in Denver
    records: list[tuple[Translated, date | None, date | None]] = [
        (district, None, None),
        (phase, date(2021, 5, 1), date(2021, 5, 31)),
        (make_workstream(phase), date(2021, 5, 1), date(2021, 5, 31)),
        (slip, date(2021, 5, 3), date(2021, 5, 3)),
        (make_commitment(district, due="2021/.."), date(2021, 1, 1), None),
        (make_program(make_area(district)), None, None),
        (make_time_change(slip), date(2021, 5, 3), date(2021, 5, 3)),
        (
            make_meeting(district, starts_at=night, ends_at=night.replace(hour=5)),
            date(2021, 5, 11),
            date(2021, 5, 11),
        ),
    ]
    for record, first, last in records:
        found = set(record.units.values_list("district", "first_day", "last_day"))
        assert found == {(district.pk, first, last)}, record
    change(slip, when="2022")
    assert slip.units.filter(first_day=date(2022, 1, 1)).count() == slip.units.count()


def test_units_go_with_their_record_and_with_all_above_it() -> None:
    record = milestone()
    other = make_phase(make_district("duluth"))
    record.district.delete()
    left = [*other.units.all(), *other.district.units.all()]
    assert set(Unit.objects.all()) == set(left)


def test_a_record_without_translated_words_has_no_units() -> None:
    school = make_school(make_district())
    assert not isinstance(school, Translated)
    kind = ContentType.objects.get_for_model(school)
    assert not Unit.objects.filter(content_type=kind).exists()


def test_saving_asks_as_little_of_many_words_as_of_few() -> None:
    few, many = milestone(), make_district("duluth", **{f"plan_note_{c}": "x" for c in LANGUAGES})
    with CaptureQueriesContext(connection) as of_few:
        few.save()
    with CaptureQueriesContext(connection) as of_many:
        many.save()
    assert len(of_few) >= len(of_many) - 1  # one asks where it belongs


def test_saving_locks_the_record_and_none_of_its_parents() -> None:
    phase = make_phase(make_district())
    with CaptureQueriesContext(connection) as queries:
        phase.save()
    assert not [query["sql"] for query in queries if "districts_district" in query["sql"]]


@pytest.mark.django_db(transaction=True)
def test_who_save_different_columns_at_once_lose_nothing(shared_database: None) -> None:
    phase = make_phase(make_district(), title=E0)
    codes = [code for code in LANGUAGES if code != "en"]

    def saver(code: str) -> Any:
        own: Any = Phase.objects.get()
        setattr(own, f"title_{code}", f"in {code}")
        return lambda: own.save(update_fields=[f"title_{code}"])

    assert at_once(*map(saver, codes)) == [None] * len(codes)
    found: Any = Phase.objects.get()
    assert {code: getattr(found, f"title_{code}") for code in codes} == {
        code: f"in {code}" for code in codes
    }
    assert found.marks["title"] == {
        code: Mark(text_hash(E0), text_hash(f"in {code}")) for code in codes
    }
    assert set(phase.units.values_list("status", flat=True)) == {TranslationState.DRAFT}


@pytest.mark.django_db(transaction=True)
def test_records_with_the_same_english_are_made_at_once(shared_database: None) -> None:
    districts = [make_district(f"district-{number}") for number in range(6)]
    made = at_once(*(lambda d=each: make_phase(d, title="New") for each in districts))
    assert [type(each) for each in made] == [Phase] * 6
    assert SourceText.objects.filter(text="New").count() == 1

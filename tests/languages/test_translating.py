"""A translation is written by a user who says what they saw; two users lose nothing."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from languages.freshness import TranslationState, text_hash
from languages.models import Translated
from languages.querysets import in_language
from languages.translating import ConflictError, confirm, review, translate
from publishing.history_entries import Action, HistoryEntry
from tests.concurrency import at_once
from tests.factories import make_district, make_phase, make_user
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]
E0, E1 = "Planning", "Planning together"
S0, S1 = "Planificación", "Planificar juntos"
NOTHING = text_hash("")


@pytest.fixture
def user() -> User:
    return make_user()


def phase(**fields: Any) -> Any:
    return make_phase(make_district(), **{"title": E0, **fields})


def rewrite(record: Translated, english: str) -> None:
    found: Any = type(record)._default_manager.get(pk=record.pk)
    found.title_en = english
    found.save_columns(["title_en"])


def now(record: Translated) -> tuple[str, str]:
    """The Spanish title, and its state."""
    found: Any = type(record)._default_manager.get(pk=record.pk)
    return found.title_es or "", record.units.get(language="es").status


def spanish(
    record: Translated, text: str, english_then: str = E0, seen: str = "", **fields: Any
) -> TranslationState:
    return translate(
        record, "title", "es", text, text_hash(english_then), seen=text_hash(seen), **fields
    )


@pytest.mark.parametrize(
    ("reviewed", "state"), [(False, TranslationState.DRAFT), (True, TranslationState.REVIEWED)]
)
def test_a_translation_is_written_and_kept_in_the_history(
    reviewed: bool, state: TranslationState
) -> None:
    record = phase()
    modified = record.modified_at
    assert spanish(record, S0, reviewed=reviewed) is state
    assert now(record) == (S0, state)
    entry = HistoryEntry.objects.latest("pk")
    assert (entry.object_id, entry.changes["title_es"]) == (record.pk, ["", S0])
    assert Phase.objects.get().modified_at > modified


def test_a_record_that_was_not_loaded_whole_asks_for_no_more() -> None:
    counts = []
    for slug, whole in (("denver", True), ("boston", False)):
        record = make_phase(make_district(slug), title=E0)
        rows = Phase.objects.filter(pk=record.pk)
        found = rows.get() if whole else in_language(rows, "es").get()
        with CaptureQueriesContext(connection) as queries:
            spanish(found, S0)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("reviewed", [False, True])
def test_a_translation_of_changed_english_is_stale(reviewed: bool) -> None:
    record = phase()
    rewrite(record, E1)
    assert spanish(record, S0, english_then=E0, reviewed=reviewed) is TranslationState.STALE
    assert now(record) == (S0, TranslationState.STALE)


def test_it_comes_back_fresh_when_its_english_does() -> None:
    record = phase()
    rewrite(record, E1)
    spanish(record, S0, english_then=E0)
    rewrite(record, E0)
    assert now(record) == (S0, TranslationState.DRAFT)


def test_emptied_it_is_missing() -> None:
    record = phase(title_es=S0)
    assert spanish(record, "", seen=S0) is TranslationState.MISSING
    assert now(record) == ("", TranslationState.MISSING)


def test_a_translation_that_was_not_seen_is_not_overwritten() -> None:
    record = phase(title_es=S0)
    acts: list[Callable[[], TranslationState]] = [
        lambda: spanish(record, S1),
        lambda: confirm(record, "title", "es", text_hash(E0), seen=NOTHING),
        lambda: review(record, "title", "es", text_hash(E0), seen=NOTHING),
    ]
    for act in acts:
        with pytest.raises(ConflictError) as refused:
            act()
        assert refused.value.text == S0
    assert now(record) == (S0, TranslationState.DRAFT)
    assert not HistoryEntry.objects.filter(action=Action.CHANGED).exists()


def test_of_a_record_that_is_gone_nothing_is_written() -> None:
    record = phase()
    Phase.objects.get().delete()
    with pytest.raises(ConflictError):
        spanish(record, S0)


@pytest.mark.parametrize(
    ("field", "language"), [("title", "en"), ("number", "es"), ("title", "xx")]
)
def test_what_is_not_translated_is_refused(field: str, language: str) -> None:
    with pytest.raises(ValueError, match="Nothing is translated"):
        translate(phase(), field, language, "x", NOTHING, seen=NOTHING)


def test_still_right_makes_a_stale_one_a_draft_of_the_new_english() -> None:
    record = phase()
    spanish(record, S0, reviewed=True)
    rewrite(record, E1)
    seen = text_hash(S0)
    assert confirm(record, "title", "es", text_hash(E1), seen=seen) is TranslationState.DRAFT
    assert now(record) == (S0, TranslationState.DRAFT)
    assert [*HistoryEntry.objects.latest("pk").changes] == ["translations"]


def test_still_right_takes_no_review_back() -> None:
    record = phase()
    spanish(record, S0, reviewed=True)
    seen = text_hash(S0)
    assert confirm(record, "title", "es", text_hash(E0), seen=seen) is TranslationState.REVIEWED


def test_still_right_for_english_that_has_changed_again_stays_stale() -> None:
    record = phase(title_es=S0)
    rewrite(record, E1)
    rewrite(record, f"{E1}!")
    seen = text_hash(S0)
    for act in (confirm, review):
        assert act(record, "title", "es", text_hash(E1), seen=seen) is TranslationState.STALE


def test_a_review_is_of_the_translation_and_the_english_that_were_seen() -> None:
    record = phase(title_es=S0)
    seen = text_hash(S0)
    assert review(record, "title", "es", text_hash(E0), seen=seen) is TranslationState.REVIEWED
    assert now(record) == (S0, TranslationState.REVIEWED)
    assert [*HistoryEntry.objects.latest("pk").changes] == ["translations"]


def test_nothing_is_confirmed_or_reviewed_where_nothing_is() -> None:
    record = phase()
    for act in (confirm, review):
        assert act(record, "title", "es", text_hash(E0), seen=NOTHING) is TranslationState.MISSING


@pytest.mark.django_db(transaction=True)
def test_two_who_translate_at_once_get_one_conflict(shared_database: None) -> None:
    record = phase()
    results = at_once(*(lambda text=text: spanish(record, text) for text in ("uno", "dos", "tres")))
    assert sorted(str(type(each).__name__) for each in results) == [
        "ConflictError",
        "ConflictError",
        "TranslationState",
    ]
    assert {each.text for each in results if isinstance(each, ConflictError)} == {now(record)[0]}


@pytest.mark.django_db(transaction=True)
def test_english_that_changes_at_the_same_time_never_ends_as_fresh(shared_database: None) -> None:
    record = phase()
    for number in range(5):
        english, seen = Phase.objects.get().title, now(record)[0]
        text = f"uno {number}"
        results = at_once(
            partial(rewrite, record, f"Planning {number}"),
            partial(spanish, record, text, english, seen, reviewed=True),
        )
        assert not [each for each in results if isinstance(each, Exception)]
        assert now(record) == (text, TranslationState.STALE)

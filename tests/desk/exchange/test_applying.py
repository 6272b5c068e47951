"""The chosen steps are written, and can be undone."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from desk.exchange.applying import KEPT, AlreadyAppliedError, ChosenWords, apply, keep
from desk.exchange.undoing import undo
from desk.models import Import
from districts.access import rights_of
from districts.models import Role
from languages.freshness import TranslationState, text_hash
from languages.models import Translated
from languages.translating import confirm, review, translate
from publishing.history_entries import HistoryEntry
from publishing.imports import Effect
from publishing.ways import Way
from tests.desk.exchange.words import (
    AT,
    EVERY,
    brought,
    everything,
    exported,
    rewrite,
    rewritten,
    steps,
)
from tests.factories import (
    make_district,
    make_membership,
    make_milestone,
    make_phase,
    make_user,
)

pytestmark = pytest.mark.django_db
E0, E1 = "Planning", "Planning together"
S0, S1, S2 = "Planificación", "Planificar juntos", "otra cosa"


@pytest.fixture
def user() -> User:
    return make_user(is_superuser=True)


def phase(**fields: Any) -> Any:
    return make_phase(make_district(), **{"title": E0, **fields})


def now(record: Translated) -> tuple[str, str]:
    found: Any = type(record)._default_manager.get(pk=record.pk)
    return found.title_es or "", record.units.get(language="es").status


def undone(word_import: Import, user: User) -> list[str]:
    return [entry.kept for entry in undo(word_import, rights_of(user), by=user, at=AT)]


def test_new_words_are_drafts_and_keep_their_author(user: User) -> None:
    record = phase()
    word_import = brought(rewritten(exported(), {E0: S0}), user)
    assert now(record) == (S0, TranslationState.DRAFT)
    entry = HistoryEntry.objects.latest("pk")
    assert (entry.by, entry.way, entry.changes["title_es"]) == (user, Way.WORDS, ["", S0])
    (written,) = word_import.entries.all()
    assert (written.before, written.after, written.state) == ("", S0, "draft")
    assert (word_import.user, word_import.applied_at, bytes(word_import.upload)) == (user, AT, b"")


def test_the_words_of_one_record_are_one_change(user: User) -> None:
    record = make_milestone(make_district(), title=E0, detail=E1)
    words = {E0: S0, E1: S1}
    word_import = brought(rewritten(exported(), words), user)
    assert [entry.after for entry in word_import.entries.order_by("line")] == [S0, S1]
    (entry,) = HistoryEntry.objects.filter(object_id=record.pk, way=Way.WORDS)
    assert entry.changes | {"title_es": ["", S0], "detail_es": ["", S1]} == entry.changes
    assert undone(word_import, user) == []


def test_what_is_overwritten_is_reported(user: User) -> None:
    record = phase(title_es=S0)
    word_import = brought(rewritten(exported(), {E0: S1}), user)
    assert now(record) == (S1, TranslationState.DRAFT)
    assert word_import.entries.get().before == S0


def test_words_of_older_english_are_stale(user: User) -> None:
    record = phase()
    data = rewritten(exported(), {E0: S0})
    rewrite(record, title_en=E1)
    brought(data, user)
    assert now(record) == (S0, TranslationState.STALE)


def test_stale_words_that_are_still_right_are_fresh(user: User) -> None:
    record = phase(title_es=S0)
    rewrite(record, title_en=E1)
    word_import = brought(rewritten(exported(), {E1: S0}), user)
    assert now(record) == (S0, TranslationState.DRAFT)
    assert undone(word_import, user) == []
    assert now(record) == (S0, TranslationState.STALE)


def test_a_conflict_is_left_unless_it_was_chosen_separately(user: User) -> None:
    record = phase(title_es=S0)
    data = rewritten(exported(), {E0: S1})
    rewrite(record, title_es=S2)
    word_import = brought(data, user)
    assert now(record)[0] == S2
    assert not word_import.entries.exists()
    assert [each[1:3] for each in word_import.left if each[2] == "conflict"] == [
        [f"timeline.phase/{record.pk}/title", "conflict"]
    ]
    word_import = brought(data, user, tokens=[steps(data, user)[E0].token])
    assert now(record)[0] == S1
    assert word_import.entries.get().before == S2


def test_a_decision_on_other_words_than_stand_there_now_counts_for_nothing(user: User) -> None:
    record = phase(title_es=S0)
    data = rewritten(exported(), {E0: S1})
    rewrite(record, title_es=S2)
    token = steps(data, user)[E0].token
    rewrite(record, title_es="aún otra")
    brought(data, user, tokens=[token])
    assert now(record)[0] == "aún otra"


def test_doubtful_words_are_left_unless_they_were_chosen(user: User) -> None:
    record = phase()
    data = rewritten(exported(), {E0: "Planificación 7"})
    brought(data, user)
    assert now(record)[0] == ""
    brought(data, user, (), [steps(data, user)[E0].token])
    assert now(record)[0] == "Planificación 7"


@pytest.mark.parametrize("chosen", [[], [Effect.CHANGED], [Effect.REFUSED, Effect.UNCHANGED]])
def test_effects_that_were_not_chosen_are_left(user: User, chosen: list[Effect]) -> None:
    record = phase()
    word_import = brought(rewritten(exported(), {E0: S0}), user, chosen)
    assert now(record)[0] == ""
    assert "new" in [each[2] for each in word_import.left]


@pytest.mark.parametrize(
    ("words", "effect"), [({"title_es": S2}, "conflict"), ({"title_en": E1}, "stale")]
)
def test_what_changes_after_the_dry_run_is_seen(
    user: User, words: dict[str, str], effect: str
) -> None:
    record = phase()
    data = rewritten(exported(), {E0: S0})
    word_import = keep(user, "es", "words.po", data)
    rewrite(record, **words)
    choice = ChosenWords(frozenset({Effect.NEW}))
    word_import = apply(word_import, choice, rights_of(user), by=user, at=AT)
    assert effect in [each[2] for each in word_import.left]
    assert not word_import.entries.exists()


def test_rights_that_are_gone_after_the_dry_run_count() -> None:
    record, translator = phase(), make_user("translator")
    word_import = keep(translator, "es", "words.po", rewritten(exported(), {E0: S0}))
    apply(word_import, ChosenWords(EVERY), rights_of(translator), by=translator, at=AT)
    assert now(record)[0] == ""


def test_nothing_is_applied_twice(user: User) -> None:
    phase()
    word_import = brought(rewritten(exported(), {E0: S0}), user)
    with pytest.raises(AlreadyAppliedError):
        apply(word_import, ChosenWords(EVERY), rights_of(user), by=user, at=AT)


def test_an_import_is_undone(user: User) -> None:
    district = make_district(summary="One", sources="Two", sources_es="Dos")
    record: Any = make_phase(district, title=E0)
    none = text_hash("")
    translate(record, "title", "es", S0, text_hash(E0), seen=none, reviewed=True)
    before = everything()
    word_import = brought(rewritten(exported(), {E0: S1, "One": "Uno", "Two": "¡Dos!"}), user)
    assert everything() != before
    assert undone(word_import, user) == []
    assert everything()["records"] == before["records"]
    assert now(record) == (S0, TranslationState.REVIEWED)
    word_import.refresh_from_db()
    assert word_import.undone_at == AT
    assert undone(word_import, user) == []


def test_what_was_changed_since_is_not_undone(user: User) -> None:
    district: Any = make_district(summary="One", sources="Two")
    record = make_phase(district, title=E0)
    word_import = brought(rewritten(exported(), {E0: S1, "One": "Uno", "Two": "Dos"}), user)
    rewrite(record, title_es=S2)
    source_hash, seen = text_hash("One"), text_hash("Uno")
    review(district, "summary", "es", source_hash, seen=seen)
    assert undone(word_import, user) == ["Someone has changed it since the import."] * 2
    assert now(record)[0] == S2
    district.refresh_from_db()
    assert (district.summary_es, district.sources_es) == ("Uno", "")


def test_what_was_confirmed_since_is_not_undone(user: User) -> None:
    record = phase(title_es=S0)
    word_import = brought(rewritten(exported(), {E0: S1}), user)
    rewrite(record, title_en=E1)
    confirm(record, "title", "es", text_hash(E1), seen=text_hash(S1))
    assert undone(word_import, user) == ["Someone has changed it since the import."]


def test_words_whose_record_is_gone_are_not_undone(user: User) -> None:
    record = phase()
    word_import = brought(rewritten(exported(), {E0: S0}), user)
    record.delete()
    assert undone(word_import, user) == ["The text it translates no longer exists."]


def test_who_may_no_longer_translate_undoes_nothing() -> None:
    record, user = phase(), make_user()
    membership = make_membership(user, Role.TRANSLATOR, district=record.district, language="es")
    word_import = brought(rewritten(exported(), {E0: S0}), user)
    assert word_import.entries.exists()
    membership.delete()
    later = User.objects.get()
    assert undone(word_import, later) == [
        "You don’t have permission to translate into this language in this district."
    ]
    assert now(record)[0] == S0


def test_words_that_come_back_to_older_english_are_stale(user: User) -> None:
    record = phase(title_es=S0)
    word_import = brought(rewritten(exported(), {E0: S1}), user)
    rewrite(record, title_en=E1)
    assert undone(word_import, user) == []
    assert now(record) == (S0, TranslationState.STALE)


def test_few_uploads_wait_for_a_decision(user: User) -> None:
    phase()
    other = keep(make_user("other"), "es", "words.po", exported())
    kept = [keep(user, "es", f"{n}.po", exported()) for n in range(KEPT + 2)]
    applied = brought(exported(), user)
    keep(user, "es", "words.po", exported())
    assert set(Import.objects.values_list("pk", flat=True)) > {other.pk, applied.pk, kept[-1].pk}
    assert Import.objects.filter(user=user, applied_at=None).count() == KEPT

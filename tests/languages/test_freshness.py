import unicodedata

import pytest

from languages.freshness import (
    Mark,
    Marks,
    TranslationState,
    UnitState,
    carried,
    marks_from,
    merged,
    settled,
    state_of,
    text_hash,
    unit_states,
)

E0, E1 = "The board decides.", "The board decides in May."
S0, S1 = "La junta decide.", "La junta decide en mayo."


def words(english: str, spanish: str) -> dict[str, dict[str, str]]:
    return {"title": {"en": english, "es": spanish, "vi": ""}}


def mark(english_then: str, text: str, *, reviewed: bool = False) -> Marks:
    return {"title": {"es": Mark(text_hash(english_then), text_hash(text), reviewed)}}


def state(english: str, spanish: str, marks: Marks) -> TranslationState:
    return state_of(english, spanish, marks.get("title", {}).get("es"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        (unicodedata.normalize("NFD", "Tiếng Việt"), unicodedata.normalize("NFC", "Tiếng Việt")),
    ],
)
def test_texts_that_read_the_same_have_one_hash(one: str, other: str) -> None:
    assert one != other
    assert text_hash(one) == text_hash(other)


@pytest.mark.parametrize("other", ["", "A", "a ", "a\n", "ａ"])
def test_texts_that_differ_have_hashes_of_their_own(other: str) -> None:
    assert text_hash("a") != text_hash(other)


def test_a_hash_stays_the_same_for_ever() -> None:
    assert text_hash("a") == "40f89e395b66422f"
    assert len(text_hash("\ud800")) == 16  # cannot be encoded, but can be hashed


def test_what_was_just_written_is_a_draft_of_the_english_there() -> None:
    marks = settled(words(E0, S0), {})
    assert marks == mark(E0, S0)
    assert state(E0, S0, marks) is TranslationState.DRAFT


def test_an_empty_translation_is_missing_and_has_no_mark() -> None:
    assert settled(words(E0, ""), mark(E0, S0)) == {}
    assert state(E0, "", mark(E0, S0)) is TranslationState.MISSING


@pytest.mark.parametrize("reviewed", [True, False])
def test_english_that_changes_makes_stale_and_changed_back_fresh(reviewed: bool) -> None:
    marks = mark(E0, S0, reviewed=reviewed)
    before = state(E0, S0, marks)
    changed = settled(words(E1, S0), marks)
    assert state(E1, S0, changed) is TranslationState.STALE
    assert state(E0, S0, settled(words(E0, S0), changed)) is before
    assert before is (TranslationState.REVIEWED if reviewed else TranslationState.DRAFT)


def test_settling_again_changes_nothing() -> None:
    marks = mark(E0, S0, reviewed=True)
    for english in (E0, E1):
        assert settled(words(english, S0), marks) == marks


def test_a_rewritten_translation_is_a_draft_of_the_new_english() -> None:
    assert settled(words(E1, S1), mark(E0, S0, reviewed=True)) == mark(E1, S1)


def test_a_translation_that_its_mark_does_not_speak_of_is_a_draft() -> None:
    assert state(E0, S1, mark(E1, S0, reviewed=True)) is TranslationState.DRAFT
    assert state_of(E0, S0, None) is TranslationState.DRAFT


@pytest.mark.parametrize("reviewed", [True, False])
def test_a_minor_edit_carries_what_was_fresh(reviewed: bool) -> None:
    marks = mark(E0, S0, reviewed=reviewed)
    assert carried(marks, words(E0, S0), words(E1, S0)) == mark(E1, S0, reviewed=reviewed)


def test_a_minor_edit_makes_nothing_fresh_that_was_stale() -> None:
    marks = mark("Older.", S0)
    assert carried(marks, words(E0, S0), words(E1, S0)) == marks


def test_fields_and_languages_do_not_touch_each_other() -> None:
    both = {"title": {"en": E0, "es": S0, "vi": "V"}, "detail": {"en": E1, "es": S1, "vi": ""}}
    marks = settled(both, {})
    both["title"]["es"] = S1
    again = settled(both, marks)
    assert again["title"]["vi"] == marks["title"]["vi"]
    assert again["detail"] == marks["detail"]
    assert again["title"]["es"] != marks["title"]["es"]


def test_marks_survive_json_and_those_of_fields_that_are_gone_do_not() -> None:
    marks = mark(E0, S0, reviewed=True)
    stored = {"title": {"es": list(marks["title"]["es"])}, "gone": {"es": ["0", "1", False]}}
    assert marks_from(stored)["title"] == marks["title"]
    assert settled(words(E0, S0), marks_from(stored)) == marks


def test_what_is_told_takes_the_place_of_a_mark() -> None:
    before = {"title": {"es": Mark("0", "1"), "vi": Mark("2", "3")}}
    told = {"title": {"es": Mark("4", "5")}, "detail": {"es": Mark("6", "7")}}
    assert merged(before, told) == {
        "title": {"es": Mark("4", "5"), "vi": Mark("2", "3")},
        "detail": {"es": Mark("6", "7")},
    }


def test_units_are_of_each_language_where_there_is_english() -> None:
    two = {**words(E1, S0), "detail": {"en": "", "es": S1, "vi": ""}}
    assert unit_states(two, mark(E0, S0)) == {
        ("title", "es"): UnitState(TranslationState.STALE, text_hash(E1), text_hash(E0)),
        ("title", "vi"): UnitState(TranslationState.MISSING, text_hash(E1), ""),
    }

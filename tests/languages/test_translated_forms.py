"""The admin's form of a record, opened before another user changed the words."""

from functools import partial
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from districts.models import District, Role
from languages.freshness import Mark, TranslationState, text_hash
from languages.translating import review
from publishing.history_entries import HistoryEntry
from tests.admin_forms import filled, read
from tests.client import StaffClient, delete
from tests.concurrency import at_once
from tests.factories import (
    make_district,
    make_membership,
    make_milestone,
    make_phase,
    make_time_change,
    make_user,
)
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]
E0, E1, S0, S1 = "Planning", "Planning together", "Planificación", "Planificar juntos"


@pytest.fixture
def phase() -> Any:
    return make_phase(make_district(), title=E0, title_es=S0)


@pytest.fixture
def editor(phase: Any) -> Client:
    user = make_user("editor")
    make_membership(user, district=phase.district)
    return signed_in(user)


@pytest.fixture
def translator(phase: Any) -> Client:
    user = make_user("translator")
    make_membership(user, Role.TRANSLATOR, language="es")
    return signed_in(user)


def signed_in(user: Any) -> Client:
    client = StaffClient()
    client.force_login(user)
    return client


def page(record: Any) -> str:
    meta = record._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])


def meanwhile(record: Any, **fields: Any) -> None:
    found: Any = type(record)._default_manager.get(pk=record.pk)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save_columns(fields)


def now(record: Any, language: str = "es") -> tuple[str, str, str]:
    """The English title, the translated one, and its state."""
    found: Any = type(record)._default_manager.get(pk=record.pk)
    unit = record.units.get(language=language, field="title")
    return found.title_en, getattr(found, f"title_{language}") or "", unit.status


def reviewed(phase: Any) -> None:
    source_hash, seen = text_hash(E0), text_hash(S0)
    review(phase, "title", "es", source_hash, seen=seen)


def errors(response: Any) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


def test_a_form_opened_before_the_english_changed_ends_stale(
    translator: Client, phase: Any
) -> None:
    opened = translator.get(page(phase))
    meanwhile(phase, title_en=E1)
    assert translator.post(page(phase), filled(opened, title_es=S1)).status_code == 302
    assert now(phase) == (E1, S1, TranslationState.STALE)
    assert Phase.objects.get().marks["title"]["es"] == Mark(text_hash(E0), text_hash(S1))
    assert translator.post(page(phase), filled(translator.get(page(phase)), title_es=S0))
    assert now(phase) == (E1, S0, TranslationState.DRAFT)


def test_an_editor_who_had_the_old_english_open_neither_brings_it_back_nor_makes_fresh(
    editor: Client, phase: Any
) -> None:
    opened = editor.get(page(phase))
    meanwhile(phase, title_en=E1)
    editor.post(page(phase), filled(opened, title_es=S1, number="7"))
    assert now(phase) == (E1, S1, TranslationState.STALE)
    assert Phase.objects.get().number == 7


def test_an_editor_who_rewrites_both_makes_a_fresh_draft(editor: Client, phase: Any) -> None:
    editor.post(page(phase), filled(editor.get(page(phase)), title_en=E1, title_es=S1))
    assert now(phase) == (E1, S1, TranslationState.DRAFT)


@pytest.mark.django_db(transaction=True)
def test_an_editor_and_a_translator_who_save_at_once_lose_nothing(
    shared_database: None, editor: Client, translator: Client, phase: Any
) -> None:
    forms = [(editor, {"number": "7", "title_en": E1}), (translator, {"title_es": S1})]
    posts = [(client, filled(client.get(page(phase)), **typed)) for client, typed in forms]
    answers = at_once(*(partial(client.post, page(phase), data) for client, data in posts))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert now(phase) == (E1, S1, TranslationState.STALE)
    assert Phase.objects.get().number == 7


def test_words_that_an_editor_did_not_touch_stay_as_a_translator_wrote_them(
    editor: Client, phase: Any
) -> None:
    opened = editor.get(page(phase))
    meanwhile(phase, title_es=S1, title_vi="Lập kế hoạch")
    editor.post(page(phase), filled(opened, number="7"))
    assert now(phase) == (E0, S1, TranslationState.DRAFT)
    assert now(phase, "vi") == (E0, "Lập kế hoạch", TranslationState.DRAFT)
    assert [*HistoryEntry.objects.latest("pk").changes] == ["number"]


@pytest.mark.parametrize("who", ["editor", "translator"])
def test_a_translation_that_somebody_else_changed_is_overwritten_knowingly(
    request: Any, phase: Any, who: str
) -> None:
    client: Client = request.getfixturevalue(who)
    opened = client.get(page(phase))
    meanwhile(phase, title_en=E1, title_es="Otra")
    answer = client.post(page(phase), filled(opened, title_es=S1))
    assert "Otra" in str(errors(answer)["title_es"])
    assert now(phase)[1] == "Otra"
    client.post(page(phase), filled(answer, **{"title_es-choice": "mine"}))
    assert now(phase) == (E1, S1, TranslationState.DRAFT)  # the page showed the new English


@pytest.mark.parametrize("text", [S1, ""])
@pytest.mark.parametrize("who", ["editor", "translator"])
def test_a_reviewed_translation_gives_way_to_who_was_asked(
    request: Any, phase: Any, who: str, text: str
) -> None:
    client: Client = request.getfixturevalue(who)
    reviewed(phase)
    answer = client.post(page(phase), filled(client.get(page(phase)), title_es=text))
    assert f"replace a reviewed translation: “{S0}”" in str(errors(answer)["title_es"])
    assert now(phase) == (E0, S0, TranslationState.REVIEWED)
    client.post(page(phase), filled(answer, anyway="on"))
    assert now(phase)[1] == text


def test_a_reviewed_translation_that_nobody_touched_is_not_asked_about(
    editor: Client, phase: Any
) -> None:
    reviewed(phase)
    editor.post(page(phase), filled(editor.get(page(phase)), number="7"))
    assert now(phase) == (E0, S0, TranslationState.REVIEWED)


def test_a_minor_edit_leaves_fresh_and_the_log_says_so(editor: Client, phase: Any) -> None:
    editor.post(page(phase), filled(editor.get(page(phase)), title_en=E1, minor="on"))
    assert now(phase) == (E1, S0, TranslationState.DRAFT)
    said = [entry.said for entry in HistoryEntry.objects.all()]
    assert "Minor edit of the English: translations stay up to date." in said
    editor.post(page(phase), filled(editor.get(page(phase)), title_en=E0))
    assert now(phase) == (E0, S0, TranslationState.STALE)


def test_a_minor_edit_of_nothing_is_none(editor: Client, phase: Any) -> None:
    editor.post(page(phase), filled(editor.get(page(phase)), number="7", minor="on"))
    assert [*HistoryEntry.objects.latest("pk").changes] == ["number"]


def test_editors_alone_call_an_edit_minor(editor: Client, translator: Client, phase: Any) -> None:
    assert 'name="minor"' in editor.get(page(phase)).content.decode()
    assert 'name="minor"' not in translator.get(page(phase)).content.decode()
    add = editor.get(reverse("admin:timeline_phase_add")).content.decode()
    assert 'name="minor"' not in add


def test_what_looks_wrong_is_asked_about_once(translator: Client, phase: Any) -> None:
    answer = translator.post(page(phase), filled(translator.get(page(phase)), title_es="2 2 2"))
    assert "Numbers or dates differ" in str(errors(answer)["title_es"])
    assert read(answer).sent["title_es"] == ["2 2 2"]
    assert 'type="checkbox" name="anyway"' in answer.content.decode()
    assert now(phase)[1] == S0
    assert "anyway" not in read(answer).sent  # nobody has ticked it yet
    translator.post(page(phase), filled(answer, anyway="on"))
    assert now(phase) == (E0, "2 2 2", TranslationState.DRAFT)


def test_nothing_is_asked_before_something_looks_wrong(translator: Client, phase: Any) -> None:
    opened = translator.get(page(phase))
    assert 'type="hidden" name="anyway"' in opened.content.decode()
    assert 'type="checkbox" name="anyway"' not in opened.content.decode()


def test_what_is_wrong_is_refused_whatever_is_ticked(translator: Client, phase: Any) -> None:
    typed = {"title_es": "Uno \u202b dos", "anyway": "on"}
    answer = translator.post(page(phase), filled(translator.get(page(phase)), **typed))
    assert "direction" in str(errors(answer)["title_es"])
    assert now(phase)[1] == S0


def test_what_nobody_touched_is_not_asked_about(editor: Client, phase: Any) -> None:
    meanwhile(phase, title_es="12 34")
    editor.post(page(phase), filled(editor.get(page(phase)), number="7"))
    assert Phase.objects.get().number == 7


def test_zawgyi_is_refused_in_the_admin(editor: Client, phase: Any) -> None:
    zawgyi = "\u1031\u1000\u103a\u102c\u1004\u1039\u1038"
    answer = editor.post(page(phase), filled(editor.get(page(phase)), title_my=zawgyi))
    assert "Zawgyi" in str(errors(answer)["title_my"])


def test_the_reason_of_a_slip_is_translated_in_the_same_way(translator: Client) -> None:
    change: Any = make_time_change(make_milestone(District.objects.get()), reason=E0)
    opened = translator.get(page(change))
    meanwhile(change, reason_en=E1)
    translator.post(page(change), filled(opened, reason_es=S1))
    assert change.units.get(language="es").status == TranslationState.STALE


def test_a_row_that_nobody_touched_stays_as_somebody_else_wrote_it(
    editor: Client, phase: Any
) -> None:
    milestone = make_milestone(phase.district, phase=phase, title=E0, title_es=S0)
    opened = editor.get(page(phase))
    meanwhile(milestone, title_en=E1)
    typed = {"milestones-0-when": "May 2021"}
    assert editor.post(page(phase), filled(opened, **typed)).status_code == 302
    assert now(milestone) == (E1, S0, TranslationState.STALE)
    milestone.refresh_from_db()
    assert str(milestone.when) == "2021-05"


def test_the_page_of_deletion_lists_no_states_of_translations(editor: Client, phase: Any) -> None:
    meta = phase._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_delete", args=[phase.pk])
    QuerySet(Phase).update(state="draft")  # as if families had never seen it
    content = editor.get(address).content.decode()
    assert "Planning" in content
    assert "ates of translations" not in content
    assert "tate of a translation" not in content
    delete(editor, address)
    assert not Phase.objects.exists()

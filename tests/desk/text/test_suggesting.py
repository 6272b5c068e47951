"""A reviewed translation is replaced by a reviewer alone; others suggest."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from desk.models import Suggestion
from districts.models import Role
from languages.freshness import TranslationState, text_hash
from languages.translating import translate
from tests.client import StaffClient
from tests.desk.unit_page import E0, E1, S0, S1, address, post, rewrite, stands
from tests.factories import make_membership, make_phase, make_user
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]
REVIEWED = TranslationState.REVIEWED


@pytest.fixture
def reviewed(record: Phase) -> Phase:
    translate(record, "title", "es", S0, text_hash(E0), seen=text_hash(""), reviewed=True)
    return Phase.objects.get(pk=record.pk)


@pytest.fixture
def translator(reviewed: Phase) -> StaffClient:
    client = StaffClient()
    user = make_user("translator")
    make_membership(user, Role.TRANSLATOR, district=reviewed.district, language="es")
    client.force_login(user)
    return client


def decide(client: Client, record: Phase, act: str, **fields: Any) -> Any:
    where = f"{address(record)}suggestions/{Suggestion.objects.get().pk}/"
    return client.post(where, {"act": act, "seen": text_hash(S0), **fields})


@pytest.mark.parametrize("act", ["save", "next"])
def test_a_translator_suggests_and_replaces_nothing(
    translator: Client, reviewed: Phase, act: str
) -> None:
    page = translator.get(address(reviewed)).content.decode()
    assert "Suggest and next" in page
    assert "Mark as reviewed" not in page
    answer = post(translator, reviewed, act, S1, reason="Older word")
    assert answer.status_code == 302
    assert stands(reviewed) == (S0, REVIEWED)
    made = Suggestion.objects.get()
    assert (made.text, made.reason, str(made.by)) == (S1, "Older word", "translator")
    post(translator, reviewed, act, S1)
    assert Suggestion.objects.count() == 1
    shown = translator.get(address(reviewed)).content.decode()
    assert "Older word" in shown
    assert 'value="take"' not in shown
    assert "próximo" in shown


def test_what_was_reviewed_meanwhile_is_not_replaced_either(
    translator: Client, reviewed: Phase
) -> None:
    """The page of the translator still said “Save”."""
    said = post(translator, reviewed, "save", S1)
    assert "kept as a suggestion" in translator.get(said.headers["Location"]).content.decode()
    assert stands(reviewed) == (S0, REVIEWED)


def test_nothing_is_no_suggestion_and_a_conflict_is_shown(
    translator: Client, reviewed: Phase
) -> None:
    assert "Write the text" in post(translator, reviewed, "save", " ").content.decode()
    unseen = post(translator, reviewed, "save", S1, seen=text_hash("Otro"))
    assert "Someone else changed this translation" in unseen.content.decode()
    assert not Suggestion.objects.exists()


def test_a_reviewer_takes_it(translator: Client, reviewer: Client, reviewed: Phase) -> None:
    post(translator, reviewed, "save", S1)
    assert "Take it as reviewed" in reviewer.get(address(reviewed)).content.decode()
    assert decide(translator, reviewed, "take").status_code == 403
    assert decide(reviewer, reviewed, "take").headers["Location"] == address(reviewed)
    assert stands(reviewed) == (S1, REVIEWED)
    assert Suggestion.objects.get().fate == "taken"
    again = decide(reviewer, reviewed, "decline", answer="No, since").content.decode()
    assert "already decided" in again
    assert ">No, since</textarea>" in again
    assert Suggestion.objects.get().fate == "taken"


def test_it_is_declined_with_a_word_which_the_translator_reads(
    translator: Client, reviewer: Client, reviewed: Phase
) -> None:
    post(translator, reviewed, "save", S1)
    assert "Say in a few words" in decide(reviewer, reviewed, "decline").content.decode()
    assert Suggestion.objects.get().fate == "open"
    decide(reviewer, reviewed, "decline", answer="The board says it so")
    assert stands(reviewed) == (S0, REVIEWED)
    assert "The board says it so" in translator.get(address(reviewed)).content.decode()


@pytest.mark.parametrize(("text", "fate"), [(S1, "taken"), (f"{S1} escolar", "edited")])
def test_a_reviewer_edits_it_first(
    translator: Client, reviewer: Client, reviewed: Phase, text: str, fate: str
) -> None:
    post(translator, reviewed, "save", S1)
    key = Suggestion.objects.get().pk
    page = reviewer.get(address(reviewed, query=f"?put=suggestion-{key}")).content.decode()
    assert f">\n{S1}</textarea>" in page
    assert f'name="suggestion" value="{key}"' in page
    post(reviewer, reviewed, "review", text, suggestion=key)
    assert stands(reviewed) == (text, REVIEWED)
    assert Suggestion.objects.get().fate == fate


def test_what_fits_no_more_is_not_taken_silently(
    translator: Client, reviewer: Client, reviewed: Phase
) -> None:
    post(translator, reviewed, "save", S1)
    changed = decide(reviewer, reviewed, "take", seen=text_hash("Otro"), answer="Good")
    assert "Compare again" in changed.content.decode()
    assert 'value="Good"' in changed.content.decode()
    rewrite(reviewed, f"{E0} %(year)s")
    wrong = decide(reviewer, reviewed, "take").content.decode()
    assert "cannot be taken as it is" in wrong
    rewrite(reviewed, E1)
    decide(reviewer, reviewed, "take")
    assert stands(reviewed) == (S1, TranslationState.STALE)


def test_open_suggestions_are_a_queue_of_their_own(
    translator: Client, reviewer: Client, reviewed: Phase
) -> None:
    make_phase(reviewed.district, 2, title="Without one")
    post(translator, reviewed, "save", S1)
    queue = "/desk/es/?status=suggested"
    page = reviewer.get(queue).content.decode()
    assert E0 in page
    assert "1 in all" in page
    assert "Without one" not in page
    assert "1 suggestion" in reviewer.get("/desk/").content.decode()
    assert "1 suggestion" not in translator.get("/desk/").content.decode()
    decide(reviewer, reviewed, "take")
    assert E0 not in reviewer.get(queue).content.decode()


def test_text_is_text(translator: Client, reviewer: Client, reviewed: Phase) -> None:
    evil = "<script>alert(1)</script>"
    post(translator, reviewed, "save", evil, reason=evil, anyway="on")
    decide(reviewer, reviewed, "decline", answer=evil)
    page = reviewer.get(address(reviewed)).content.decode()
    assert page.count("&lt;script&gt;alert(1)") == 3
    assert evil not in page


def test_of_an_account_that_is_gone_the_words_stay(
    translator: Client, reviewer: Client, reviewed: Phase
) -> None:
    post(translator, reviewed, "save", S1)
    User.objects.get(username="translator").delete()
    assert "whose account is gone" in reviewer.get(address(reviewed)).content.decode()

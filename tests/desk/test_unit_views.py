"""The page of one translation: who may use it, and what becomes of what is typed."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from districts.models import District, Role
from languages.freshness import TranslationState, text_hash
from languages.translating import translate
from tests.desk.unit_page import E0, E1, S0, S1, address, post, rewrite, stands, unit
from tests.factories import make_district, make_membership, make_phase, make_user
from timeline.models import Phase

pytestmark = [pytest.mark.django_db, pytest.mark.once]


# Who may read, write, preview and review it.

NOBODY = {"GET": 403, "save": 403, "preview": 403, "review": 403}
OTHER = {"GET": 404, "save": 404, "preview": 404, "review": 404}
WRITES = {"GET": 200, "save": 302, "preview": 200, "review": 403}
REVIEWS = {**WRITES, "review": 302}
TABLE: dict[str, tuple[dict[str, Any], dict[str, int]]] = {
    "newcomer": ({}, NOBODY),
    "translator": ({"role": Role.TRANSLATOR, "language": "es", "here": True}, WRITES),
    "translator of all": ({"role": Role.TRANSLATOR, "language": "es"}, WRITES),
    "translator elsewhere": ({"role": Role.TRANSLATOR, "language": "es", "here": False}, OTHER),
    "translator into Vietnamese": ({"role": Role.TRANSLATOR, "language": "vi"}, NOBODY),
    "reviewer": ({"role": Role.REVIEWER, "language": "es", "here": True}, REVIEWS),
    "reviewer elsewhere": ({"role": Role.REVIEWER, "here": False}, OTHER),
    "editor": ({"role": Role.EDITOR, "here": True}, WRITES),
    "editor elsewhere": ({"role": Role.EDITOR, "here": False}, OTHER),
    "superuser": ({}, REVIEWS),
}


@pytest.mark.parametrize("role", TABLE)
@pytest.mark.parametrize("act", WRITES)
def test_who_gets_at_it(client: Client, record: Phase, role: str, act: str) -> None:
    membership, table = TABLE[role]
    user = make_user(is_superuser=role == "superuser")
    if membership:
        fields = dict(membership)
        if "here" in fields:
            fields["district"] = record.district if fields.pop("here") else make_district("duluth")
        make_membership(user, **fields)
    client.force_login(user)
    found = client.get(address(record)) if act == "GET" else post(client, record, act, S0)
    assert found.status_code == table[act]
    wrote = found.status_code == 302
    assert stands(record)[0] == (S0 if wrote else "")


@pytest.mark.parametrize("is_staff", [None, False])
def test_a_user_without_staff_status_is_asked_to_sign_in(
    client: Client, record: Phase, is_staff: bool | None
) -> None:
    if is_staff is not None:
        user = make_user(is_staff=False)
        make_membership(user, Role.EDITOR)
        client.force_login(user)
    found = client.get(address(record))
    assert found.status_code == 302
    assert found.headers["Location"].startswith("/admin/login/")
    sent = post(client, record, "save", S0)
    assert sent.status_code == 403
    assert "You are no longer signed in" in sent.content.decode()
    assert stands(record)[0] == ""


@pytest.mark.parametrize("other", ["vi", "so"])
def test_a_unit_is_found_in_its_own_language_alone(
    client: Client, record: Phase, other: str
) -> None:
    client.force_login(make_user(is_superuser=True))
    key = unit(record).pk
    assert client.get(f"/desk/{other}/{key}/").status_code == 404
    given = {"text": S0, "source_hash": text_hash(E0), "seen": text_hash(""), "act": "save"}
    assert client.post(f"/desk/{other}/{key}/", given).status_code == 404
    assert client.get("/desk/en/").status_code == 403
    assert client.get("/desk/xx/").status_code == 404


def test_a_unit_whose_record_is_gone_is_not_there(reviewer: Client, record: Phase) -> None:
    where = address(record)
    Phase.objects.filter(pk=record.pk)._raw_delete("default")
    assert reviewer.get(where).status_code == 404


# What becomes of what is typed.


def test_what_is_saved_is_a_draft(reviewer: Client, record: Phase) -> None:
    found = post(reviewer, record, "save", S0, query="?status=missing")
    assert found.headers["Location"] == address(record, query="?status=missing")
    assert stands(record) == (S0, TranslationState.DRAFT)


def test_saved_and_next_in_the_queue_that_was_asked_for(
    reviewer: Client, record: Phase, district: District
) -> None:
    other = make_phase(district, 2, title="Next", title_es="Siguiente")
    third = make_phase(district, 3, title="Third")
    found = post(reviewer, record, "next", S0, query="?status=missing")
    assert found.headers["Location"] == address(third, query="?status=missing")
    assert stands(record) == (S0, TranslationState.DRAFT)
    assert stands(other)[1] == TranslationState.DRAFT
    at_the_end = post(reviewer, third, "next", "Tercero", query="?status=missing")
    assert at_the_end.headers["Location"] == "/desk/es/?status=missing"


def test_lines_end_as_everywhere(reviewer: Client, record: Phase) -> None:
    post(reviewer, record, "save", f"{S0}\r\n{S0}", anyway="on")
    assert stands(record)[0] == f"{S0}\n{S0}"


def test_emptied_it_is_missing(reviewer: Client, record: Phase) -> None:
    post(reviewer, record, "save", S0)
    post(reviewer, Phase.objects.get(), "save", "  ")
    assert stands(record) == ("", TranslationState.MISSING)


@pytest.mark.parametrize("act", ["save", "next"])
def test_what_was_not_changed_stays_as_it_is(reviewer: Client, record: Phase, act: str) -> None:
    translate(record, "title", "es", S0, text_hash(E0), seen=text_hash(""), reviewed=True)
    marks = Phase.objects.get().translations
    post(reviewer, Phase.objects.get(), act, S0)
    assert Phase.objects.get().translations == marks
    rewrite(record, E1)
    post(reviewer, Phase.objects.get(), act, S0)
    assert stands(record) == (S0, TranslationState.STALE)


@pytest.mark.parametrize("text", [S1, ""])
def test_a_reviewed_translation_gives_way_to_who_was_asked(
    reviewer: Client, record: Phase, text: str
) -> None:
    translate(record, "title", "es", S0, text_hash(E0), seen=text_hash(""), reviewed=True)
    record = Phase.objects.get()
    answer = post(reviewer, record, "next", text)
    assert f"replace a reviewed translation: “{S0}”" in answer.content.decode()
    assert 'name="anyway"' in answer.content.decode()
    assert stands(record) == (S0, TranslationState.REVIEWED)
    assert post(reviewer, record, "next", text, anyway="on").status_code == 302
    assert stands(record)[0] == text


def test_who_reviews_other_words_is_not_asked(reviewer: Client, record: Phase) -> None:
    translate(record, "title", "es", S0, text_hash(E0), seen=text_hash(""), reviewed=True)
    assert post(reviewer, Phase.objects.get(), "review", S1).status_code == 302
    assert stands(record) == (S1, TranslationState.REVIEWED)


@pytest.mark.parametrize(
    ("act", "state"), [("confirm", TranslationState.DRAFT), ("review", TranslationState.REVIEWED)]
)
def test_what_is_stale_is_confirmed_or_reviewed(
    reviewer: Client, record: Phase, act: str, state: TranslationState
) -> None:
    translate(record, "title", "es", S0, text_hash(E0), seen=text_hash(""))
    rewrite(record, E1)
    assert post(reviewer, Phase.objects.get(), act, S0).status_code == 302
    assert stands(record) == (S0, state)


@pytest.mark.parametrize("act", ["confirm", "review"])
def test_what_looks_wrong_is_asked_about_before_it_is_called_right(
    reviewer: Client, record: Phase, act: str
) -> None:
    rewrite(record, f"{E0} 2021")
    record = Phase.objects.get()
    text, source_hash = f"{S0} 2021", text_hash(record.title)
    translate(record, "title", "es", text, source_hash, seen=text_hash(""))
    rewrite(record, f"{E0} 2022")
    record = Phase.objects.get()
    assert 'name="anyway"' in post(reviewer, record, act, text).content.decode()
    assert stands(record) == (text, TranslationState.STALE)
    assert post(reviewer, record, "next", text).status_code == 302
    assert post(reviewer, record, act, text, anyway="on").status_code == 302
    assert stands(record)[1] != TranslationState.STALE


def test_written_and_reviewed_in_one(reviewer: Client, record: Phase) -> None:
    post(reviewer, record, "review", S0)
    assert stands(record) == (S0, TranslationState.REVIEWED)


@pytest.mark.parametrize("act", ["confirm", "review"])
def test_nothing_is_neither_confirmed_nor_reviewed(
    reviewer: Client, record: Phase, act: str
) -> None:
    assert post(reviewer, record, act, "").status_code == 302
    assert stands(record) == ("", TranslationState.MISSING)


def test_a_translation_of_changed_english_is_stale_and_the_page_says_so(
    reviewer: Client, record: Phase
) -> None:
    rewrite(record, E1)
    found = post(reviewer, record, "review", S0)
    assert found.headers["Location"] == address(record, query="?came=missing")
    assert stands(record) == (S0, TranslationState.STALE)
    assert (
        "the English changed while you were writing"
        in reviewer.get(address(record)).content.decode()
    )


@pytest.mark.parametrize("act", ["save", "next", "confirm", "review"])
def test_another_users_words_are_not_overwritten_silently(
    reviewer: Client, record: Phase, act: str
) -> None:
    translate(record, "title", "es", S1, text_hash(E0), seen=text_hash(""))
    html = post(reviewer, record, act, S0).content.decode()
    assert "Someone else changed this translation while you were editing" in html
    assert S1 in html
    assert f">\n{S0}</textarea>" in html
    assert stands(record) == (S1, TranslationState.DRAFT)
    assert f'name="seen" value="{text_hash(S1)}"' in html  # now it was seen
    post(reviewer, record, "save", S0, seen=text_hash(S1))
    assert stands(record) == (S0, TranslationState.DRAFT)


REFUSED = {"replacement": "Planifi\ufffdación", "too long": "año " * 60, "bidi": "\u202eaño"}
ASKED = {"number": "Planificación 2021", "spaces": f" {S0}"}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("act", ["save", "next", "review", "confirm", "preview"])
def test_what_cannot_be_taken_is_refused_and_kept_to_mend(
    reviewer: Client, record: Phase, text: str, act: str
) -> None:
    found = post(reviewer, record, act, text, anyway="on")
    assert found.status_code == 200
    html = found.content.decode()
    assert "errorlist" in html
    assert f">\n{text}</textarea>" in html
    assert stands(record) == ("", TranslationState.MISSING)


@pytest.mark.parametrize("text", ASKED.values(), ids=ASKED)
def test_what_looks_wrong_is_asked_about(reviewer: Client, record: Phase, text: str) -> None:
    html = post(reviewer, record, "save", text).content.decode()
    assert 'name="anyway"' in html
    assert f">\n{text}</textarea>" in html
    assert stands(record) == ("", TranslationState.MISSING)
    assert post(reviewer, record, "save", text, anyway="on").status_code == 302
    assert stands(record) == (text, TranslationState.DRAFT)


@pytest.mark.parametrize(
    "broken",
    [
        {"source_hash": ""},
        {"source_hash": "\0"},
        {"seen": "x" * 16},
        {"source_hash": "0" * 17},
        {"act": "delete"},
        {"text": "\0"},
    ],
)
def test_what_did_not_arrive_whole_is_not_taken(
    reviewer: Client, record: Phase, broken: dict[str, str]
) -> None:
    given = {"act": "save", "text": S0, **broken}
    found = post(reviewer, record, **given)
    assert found.status_code == 200
    assert "error" in found.content.decode()
    assert stands(record) == ("", TranslationState.MISSING)


def test_a_hash_that_is_none_is_looked_up_nowhere(reviewer: Client, record: Phase) -> None:
    with CaptureQueriesContext(connection) as queries:
        post(reviewer, record, "save", S0, source_hash="x'\0")
    sources = [each["sql"] for each in queries if "languages_sourcetext" in each["sql"]]
    assert not [sql for sql in sources if "'x" in sql]


def test_without_its_token_nothing_is_written(record: Phase, user: User) -> None:
    make_membership(user)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    assert post(strict, record, "save", S0).status_code == 403
    assert stands(record) == ("", TranslationState.MISSING)

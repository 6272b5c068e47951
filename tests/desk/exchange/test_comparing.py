"""What becomes of each entry of a file that is imported."""

import re
from typing import Any

import polib
import pytest
from django.contrib.auth.models import User

from desk.exchange.comparing import ONLY_REVIEWERS, compare
from desk.exchange.opening import open_file
from districts.access import rights_of
from districts.models import Role
from districts.models.memberships import IN_ONE_LANGUAGE
from languages.freshness import text_hash
from languages.translating import confirm, review, translate
from tests.desk.exchange.words import edited, effects, exported, rewrite, rewritten, steps
from tests.factories import make_district, make_membership, make_phase, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OF_OTHER_WORK = (Role.ADMINISTRATOR, Role.QUESTION_DESK)
E0, E1 = "Planning", "Planning together"
S0, S1 = "Planificación", "Planificar juntos"


@pytest.fixture
def user() -> User:
    return make_user(is_superuser=True)


def phase(**fields: Any) -> Any:
    return make_phase(make_district(), **{"title": E0, **fields})


def one(data: bytes, user: User) -> str:
    return effects(data, user).get(E0, "gone")


def without_seen(data: bytes) -> bytes:
    return re.sub(rb"#\. seen: .*\n", b"", data)


@pytest.mark.parametrize(
    ("before", "in_file", "after", "effect"),
    [
        ("", S0, "", "new"),
        (S0, S1, S0, "changed"),
        (S0, S0, S0, "unchanged"),
        (S0, "", S0, "unchanged"),
        ("", "", S0, "unchanged"),
        ("", S0, S0, "unchanged"),
        ("", S1, S0, "conflict"),
        (S0, S1, "otra cosa", "conflict"),
        (S0, S1, "", "conflict"),
        (S0, S0, "otra cosa", "conflict"),
    ],
)
def test_what_becomes_of_words(
    user: User, before: str, in_file: str, after: str, effect: str
) -> None:
    record = phase(title_es=before)
    data = rewritten(exported(), {E0: in_file})
    rewrite(record, title_es=after)
    assert one(data, user) == effect


@pytest.mark.parametrize(("here", "effect"), [("", "new"), (S0, "unchanged"), (S1, "conflict")])
def test_words_of_which_is_not_known_what_was_seen(user: User, here: str, effect: str) -> None:
    phase(title_es=here)
    data = without_seen(rewritten(exported(), {E0: S0}))
    assert b"seen:" not in data
    assert one(data, user) == effect


def test_an_entry_with_plural_forms_is_refused_alone(user: User) -> None:
    phase()
    plural = b'\nmsgid "a day"\nmsgid_plural "days"\nmsgstr[0] "un dia"\nmsgstr[1] "dias"\n'
    found = steps(rewritten(exported(), {E0: S0}) + plural, user)
    assert (found[E0].effect, found["a day"].effect) == ("new", "refused")
    assert "plural forms" in found["a day"].said[0]


def test_words_of_english_that_has_changed_are_stale(user: User) -> None:
    record = phase()
    data = rewritten(exported(), {E0: S0})
    rewrite(record, title_en=E1)
    step = steps(data, user)[E0]
    assert step.effect == "stale"
    assert step.is_stale


def test_conflicts_say_that_they_are_stale_too(user: User) -> None:
    record = phase(title_es=S0)
    data = rewritten(exported(), {E0: S1})
    rewrite(record, title_en=E1, title_es="otra cosa")
    step = steps(data, user)[E0]
    assert step.effect == "conflict"
    assert step.is_stale


def test_stale_words_are_fuzzy_until_somebody_says_that_they_are_right(user: User) -> None:
    rewrite(phase(title_es=S0), title_en=E1)
    data = exported()
    assert effects(data, user)[E1] == "fuzzy"
    step = steps(rewritten(data, {E1: S0}), user)[E1]
    assert step.effect == "changed"
    assert step.confirms


def test_who_has_seen_older_english_confirms_nothing(user: User) -> None:
    record = phase(title_es=S0)
    rewrite(record, title_en=E1)
    data = rewritten(exported(), {E1: S0})
    rewrite(record, title_en="Planning alone")
    assert effects(data, user)[E1] == "unchanged"


def test_words_that_are_called_right_are_looked_at_once_more(user: User) -> None:
    rewrite(phase(title="Of 2020", title_es="De 2020"), title_en="Of 2021")
    step = steps(rewritten(exported(), {"Of 2021": "De 2020"}), user)["Of 2021"]
    assert step.confirms
    assert step.asks
    assert "Numbers" in step.said[0]


@pytest.mark.parametrize("found_right", [confirm, review])
def test_words_that_hold_for_the_english_of_now_do_not_give_way_to_older_ones(
    user: User, found_right: Any
) -> None:
    record = phase(title_es=S0)
    data = rewritten(exported(), {E0: S1})
    rewrite(record, title_en=E1)
    assert one(data, user) == "stale"
    found_right(record, "title", "es", text_hash(E1), seen=text_hash(S0))
    assert one(data, user) == "conflict"


def test_reviewed_words_do_not_give_way_unasked(user: User) -> None:
    record = phase(title_es=S0)
    data = rewritten(exported(), {E0: S1})
    before = steps(data, user)[E0]
    review(record, "title", "es", text_hash(E0), seen=text_hash(S0))
    after = steps(data, user)[E0]
    assert (before.effect, before.asks) == ("changed", False)
    assert (after.effect, after.asks) == ("changed", True)
    assert before.token != after.token


def test_only_reviewers_replace_what_was_reviewed() -> None:
    record = make_phase(make_district(), title=E0)
    translate(record, "title", "es", S0, text_hash(E0), seen=text_hash(""), reviewed=True)
    translator = make_user("translator")
    make_membership(translator, Role.TRANSLATOR, language="es")
    found = steps(rewritten(exported(), {E0: S1}), translator)[E0]
    assert (found.effect, found.said) == ("refused", (ONLY_REVIEWERS,))
    make_membership(reviewer := make_user("reviewer"), Role.REVIEWER, language="es")
    assert steps(rewritten(exported(), {E0: S1}), reviewer)[E0].asks


def test_reviewed_words_stay_so(user: User) -> None:
    record = phase()
    none = text_hash("")
    translate(record, "title", "es", S0, text_hash(E0), seen=none, reviewed=True)
    assert one(exported(), user) == "unchanged"


@pytest.mark.parametrize(
    ("context", "said"),
    [
        ("", "does not match any text"),
        ("timeline.phase/1", "does not match any text"),
        ("timeline.phase/0/title", "does not match any text"),
        ("timeline.phase/1/number", "does not match any text"),
        ("auth.user/1/password", "does not match any text"),
        ("timeline.phase/999999999999999999/title", "no longer exists"),
        ("timeline.phase/99999999999999999999999/title", "does not match any text"),
        ("../../etc/passwd", "does not match any text"),
    ],
)
def test_foreign_contexts_are_refused(user: User, context: str, said: str) -> None:
    phase()

    def edit(entry: polib.POEntry) -> None:
        entry.msgctxt, entry.msgstr = context, S0

    data = edited(exported(districts=set()), edit)
    header, source = data.decode(), f'msgctxt "{context}"\nmsgid "{E0}"\nmsgstr "{S0}"\n'
    step = steps(f"{header}\n{source}".encode(), user)[E0]
    assert step.effect == "refused"
    assert said in step.said[0]


def test_english_that_never_stood_here_is_refused(user: User) -> None:
    phase()

    def edit(entry: polib.POEntry) -> None:
        entry.msgid, entry.msgstr = "Send us your password", S0

    step = steps(edited(exported(districts=None), edit), user)
    assert step["Send us your password"].effect == "refused"


def test_english_that_is_emptied_is_refused(user: User) -> None:
    district = make_district(decision="Decided")
    data = rewritten(exported(), {"Decided": "Decidido"})
    rewrite(district, decision_en="")
    assert effects(data, user)["Decided"] == "refused"


@pytest.mark.parametrize(
    ("text", "effect", "said"),
    [
        ("x" * 201, "refused", "there is room for 200"),
        ("Hola \u202e", "refused", "turns the direction"),
        ("Fase %(x)s", "refused", "Placeholders"),
        ("Planificación ", "new", "space"),
        ("Planificación 7", "new", "Numbers"),
    ],
)
def test_errors_in_words_are_reported(user: User, text: str, effect: str, said: str) -> None:
    phase()
    step = steps(rewritten(exported(), {E0: text}), user)[E0]
    assert step.effect == effect
    assert said in " ".join(step.said)
    assert step.asks == (effect == "new")


def test_words_out_of_all_proportion_are_asked_about(user: User) -> None:
    make_district(summary="One")
    step = steps(rewritten(exported(), {"One": "uno y dos " * 80}), user)["One"]
    assert (step.effect, step.asks) == ("new", True)
    assert "three times as long" in " ".join(step.said)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("district", ["denver", "boston", ""])
@pytest.mark.parametrize("language", ["es", "vi", ""])
def test_who_may_import_what(role: str, district: str, language: str) -> None:
    districts = {slug: make_district(slug, summary=slug) for slug in ("denver", "boston")}
    data = rewritten(exported(), {"denver": "Den Ver", "boston": "Bos Ton"})
    user = make_user()
    if role not in IN_ONE_LANGUAGE and language:
        return
    make_membership(user, role, district=districts.get(district), language=language)
    found = effects(data, user)
    for slug in districts:
        may = district in (slug, "") and language in ("es", "") and role not in OF_OTHER_WORK
        assert found[slug] == ("new" if may else "refused"), slug


def test_members_of_nothing_import_nothing() -> None:
    phase()
    assert one(rewritten(exported(), {E0: S0}), make_user()) == "refused"


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060\ufeff", "\u3164"])
def test_words_that_nobody_sees_are_none(user: User, unseen: str) -> None:
    record = phase()
    assert one(rewritten(exported(), {E0: unseen}), user) == "unchanged"
    translate(record, "title", "es", unseen, text_hash(E0), seen=text_hash(""))
    record.refresh_from_db()
    assert record.title_es == ""


@pytest.mark.parametrize("records", [1, 7])
def test_a_comparison_takes_as_many_queries_for_many(
    user: User, records: int, django_assert_num_queries: Any
) -> None:
    district = make_district()
    for number in range(1, records + 1):
        make_phase(district, number, title=f"{E0} {number}")
    catalog, rights = open_file(exported()), rights_of(user)
    with django_assert_num_queries(4):
        compare(catalog.entries, "es", rights)

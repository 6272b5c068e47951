from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, User

from districts.access import TRANSLATIONS, Rights, rights_of
from districts.models import Role
from languages.registry import LANGUAGES, SOURCE
from tests.factories import make_district, make_membership, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EDITOR, PUBLISHER, TRANSLATOR = Role.EDITOR, Role.PUBLISHER, Role.TRANSLATOR
ALL, NONE = "all", ""


@dataclass(frozen=True)
class Who:
    """A user, and what they may do.

    `memberships` are (role, slug of the district or None for all, language). `edits`: "d" Denver,
    "u" Duluth, "s" somewhere, "e" everywhere. `translates`: the languages in Denver, in Duluth and
    everywhere. `sees`: the districts that they work on, None for all.
    """

    edits: str
    translates: tuple[str, str, str]
    sees: set[str] | None
    memberships: tuple[tuple[Role, str | None, str], ...] = ()
    flags: dict[str, Any] = field(default_factory=dict)


WHO = {
    "no membership": Who("----", (NONE, NONE, NONE), set()),
    "editor of Denver": Who("d-s-", (ALL, NONE, NONE), {"denver"}, ((EDITOR, "denver", ""),)),
    "editor of both": Who(
        "dus-",
        (ALL, ALL, NONE),
        {"denver", "duluth"},
        ((EDITOR, "denver", ""), (EDITOR, "duluth", "")),
    ),
    "editor everywhere": Who("duse", (ALL, ALL, ALL), None, ((EDITOR, None, ""),)),
    "translator of Spanish in Denver": Who(
        "----", ("es", NONE, NONE), {"denver"}, ((TRANSLATOR, "denver", "es"),)
    ),
    "translator in Denver": Who(
        "----", (ALL, NONE, NONE), {"denver"}, ((TRANSLATOR, "denver", ""),)
    ),
    "translator of Spanish everywhere": Who(
        "----", ("es", "es", "es"), None, ((TRANSLATOR, None, "es"),)
    ),
    "translator everywhere": Who("----", (ALL, ALL, ALL), None, ((TRANSLATOR, None, ""),)),
    "translator of Spanish in Denver, of Somali everywhere": Who(
        "----",
        ("es so", "so", "so"),
        None,
        ((TRANSLATOR, "denver", "es"), (TRANSLATOR, None, "so")),
    ),
    "editor of Denver, translator of Somali in Duluth": Who(
        "d-s-",
        (ALL, "so", NONE),
        {"denver", "duluth"},
        ((EDITOR, "denver", ""), (TRANSLATOR, "duluth", "so")),
    ),
    "superuser": Who("duse", (ALL, ALL, ALL), None, flags={"is_superuser": True}),
    "editor everywhere, no staff": Who(
        "----", (NONE, NONE, NONE), set(), ((EDITOR, None, ""),), flags={"is_staff": False}
    ),
    "editor everywhere, inactive": Who(
        "----", (NONE, NONE, NONE), set(), ((EDITOR, None, ""),), flags={"is_active": False}
    ),
    "superuser, inactive": Who(
        "----", (NONE, NONE, NONE), set(), flags={"is_superuser": True, "is_active": False}
    ),
    "superuser, no staff": Who(
        "----", (NONE, NONE, NONE), set(), flags={"is_superuser": True, "is_staff": False}
    ),
}


def _languages(words: str) -> frozenset[str]:
    return TRANSLATIONS if words == ALL else frozenset(words.split())


@pytest.mark.parametrize("who", list(WHO.values()), ids=list(WHO))
def test_rights_add_up_from_memberships(who: Who) -> None:
    districts = {slug: make_district(slug) for slug in ("denver", "duluth")}
    keys = {slug: district.pk for slug, district in districts.items()}
    denver, duluth = keys.values()
    user = make_user(**who.flags)
    for role, slug, language in who.memberships:
        make_membership(user, role, district=districts.get(slug or ""), language=language)

    rights = rights_of(user)

    may = [
        rights.edits(denver),
        rights.edits(duluth),
        rights.edits_somewhere(),
        rights.edits_everywhere(),
    ]
    assert may == [letter != "-" for letter in who.edits]
    assert [rights.translates(key) for key in (denver, duluth, None)] == [
        _languages(words) for words in who.translates
    ]
    for language in TRANSLATIONS:
        where = rights.translates_in(language)
        spoken = [language in _languages(words) for words in who.translates]
        assert [where is None or key in where for key in (denver, duluth)] == spoken[:2]
        assert (where is None) == spoken[2]
    assert rights.districts() == (None if who.sees is None else {keys[slug] for slug in who.sees})
    for slug, key in keys.items():
        assert rights.sees(key) == (who.sees is None or slug in who.sees)


@pytest.mark.parametrize("user", [None, AnonymousUser()])
def test_who_is_not_signed_in_has_no_rights(user: AnonymousUser | None) -> None:
    rights = rights_of(user)
    assert rights == Rights(everything=False)
    assert not rights.edits(None)
    assert not rights.sees(make_district().pk)
    assert rights.districts() == set()
    assert not rights.translates(None)


def test_nobody_translates_into_english() -> None:
    assert SOURCE not in TRANSLATIONS
    assert len(TRANSLATIONS) == len(LANGUAGES) - 1


def test_rights_are_asked_for_once_for_each_user_object(
    django_assert_num_queries: Any,
) -> None:
    make_membership(make_user())
    user = User.objects.get()
    with django_assert_num_queries(2):
        assert rights_of(user).edits_everywhere()
        assert rights_of(user).edits(1)
    user.memberships.all().delete()
    assert not rights_of(User.objects.get()).edits_everywhere()


def test_rights_of_a_superuser_need_no_query(django_assert_num_queries: Any) -> None:
    user = make_user(is_superuser=True)
    with django_assert_num_queries(0):
        assert rights_of(user).edits_everywhere()


@pytest.mark.parametrize(
    ("memberships", "publishes"),
    [
        (((EDITOR, "denver"),), "-"),
        (((EDITOR, "duluth"),), "u"),
        (((EDITOR, None),), "u"),  # of all districts, but Denver has publishers
        (((EDITOR, "denver"), (PUBLISHER, "duluth")), "u"),
        (((PUBLISHER, "denver"),), "d"),
        (((PUBLISHER, None),), "du"),
        (((TRANSLATOR, "denver"), (TRANSLATOR, None)), "-"),
    ],
)
def test_editors_publish_where_the_district_says_so(
    memberships: tuple[tuple[Role, str | None], ...], publishes: str
) -> None:
    districts = {"denver": make_district(editors_publish=False), "duluth": make_district("duluth")}
    user = make_user()
    for role, slug in memberships:
        make_membership(user, role, district=districts.get(slug or ""))
    rights = rights_of(user)
    found = {slug for slug, each in districts.items() if rights.publishes(each.pk)}
    assert found == {
        name for letter, name in (("d", "denver"), ("u", "duluth")) if letter in publishes
    }
    assert rights.publishes_somewhere() == bool(found)
    edited = {slug for slug, each in districts.items() if rights.edits(each.pk)}
    assert found <= edited
    assert rights.drafts_only_somewhere() == (found < edited)


def test_reviewers_translate_and_review_and_editors_do_not_review() -> None:
    district = make_district()
    reviewer, editor, root = (make_user(name) for name in ("hoa", "eva", "root"))
    root.is_superuser = True
    make_membership(reviewer, Role.REVIEWER, district=district, language="vi")
    make_membership(editor, Role.EDITOR, district=district)
    for user, translated, reviewed in (
        (reviewer, {"vi"}, {"vi"}),
        (editor, TRANSLATIONS, set()),
        (root, TRANSLATIONS, TRANSLATIONS),
    ):
        rights = rights_of(user)
        assert rights.languages() == rights.translates(district.pk) == translated
        assert rights.reviews(district.pk) == reviewed
        assert rights.edits(district.pk) == (user is not reviewer)
    assert not rights_of(reviewer).reviews(make_district("duluth").pk)

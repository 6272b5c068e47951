"""What is written on the desk is what pages say, in every process that is told of it."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext, ngettext, override

from desk.interface.loading import load
from languages import overlay
from languages.catalogs import counts_of, messages_of
from languages.freshness import TranslationState
from publishing.content_versions import VersionStep
from publishing.history_entries import entries_of
from tests.desk.interface.catalogs import say, text
from tests.desk.interface.test_syncing import APPROACH, DAYS, SCHOOL

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("synced")]


def test_pages_say_what_was_written_on_the_desk() -> None:
    with override("es"):
        shipped = gettext(SCHOOL)
        say(text(SCHOOL), "es", "Nombre del colegio")
        assert gettext(SCHOOL) == shipped
        overlay.hold(1)
        assert gettext(SCHOOL) == "Nombre del colegio"
        say(text(SCHOOL), "es", "")
        overlay.hold(1)
        assert gettext(SCHOOL) == "Nombre del colegio"
        overlay.hold(2)
        assert gettext(SCHOOL) == SCHOOL
        overlay.use({})
        assert gettext(SCHOOL) == shipped


def test_a_plural_is_used_when_it_has_all_its_forms() -> None:
    for form in range(6):
        with override("ar"):
            overlay.refresh()
            assert ngettext(DAYS, "in %(days)s days", 3) != "ش 3 %(days)s"
        say(text(DAYS, form), "ar", f"ش {form} %(days)s")
    overlay.refresh()
    with override("ar"):
        said = [ngettext(DAYS, "in %(days)s days", n) for n in (0, 1, 2, 3, 11, 100)]
    assert said == [f"ش {form} %(days)s" for form in range(6)]


def test_states_are_those_of_the_desk() -> None:
    say(text(APPROACH), "es", "Retiro", reviewed=True)
    assert counts_of("es") == {"draft": 2, "missing": 1}
    overlay.refresh()
    assert counts_of("es") == {"draft": 2, "reviewed": 1}
    found = {each.sources[0]: each for each in messages_of("es")}
    assert found[APPROACH].translations == ("Retiro",)
    assert found[APPROACH].state is TranslationState.REVIEWED


def test_a_request_loads_words_once_for_a_version(
    client: Client, django_assert_num_queries: object
) -> None:
    say(text(SCHOOL), "es", "Nombre del colegio")
    client.get("/es/about/")
    with override("es"):
        assert gettext(SCHOOL) != "Nombre del colegio"
        client.get("/es/about/", **{overlay.VERSION: (5, "default")})  # type: ignore[arg-type]
        assert gettext(SCHOOL) == "Nombre del colegio"
    with django_assert_num_queries(0):  # type: ignore[operator]
        overlay.hold(5)


def test_a_developer_sees_each_change(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    say(text(SCHOOL), "es", "Nombre del colegio")
    client.get("/es/about/")
    with override("es"):
        assert gettext(SCHOOL) == "Nombre del colegio"


def test_a_new_wording_moves_the_version_of_all_pages_and_is_in_the_history() -> None:
    before = VersionStep.objects.filter(district_key=None).count()
    say(text(SCHOOL), "es", "Nombre del colegio")
    assert VersionStep.objects.filter(district_key=None).count() == before + 1
    entry = entries_of(text(SCHOOL))[0]
    assert entry.changes["text_es"] == ["Nombre de la escuela", "Nombre del colegio"]


def test_only_languages_that_were_written_are_laid_over() -> None:
    assert load("default") == {}
    say(text(SCHOOL), "es", "Nombre del colegio")
    assert {code: len(words) for code, words in load("default").items()} == {"es": 1}

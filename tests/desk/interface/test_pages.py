"""Texts of the interface have the page that any text to translate has."""

from html import unescape
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from desk.interface.models import InterfaceText
from districts.models import Role
from languages.freshness import text_hash
from languages.models import Unit
from tests.desk.interface.catalogs import say, text
from tests.desk.interface.test_syncing import DAYS, SCHOOL
from tests.factories import make_district, make_membership, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def user(synced: Path) -> User:
    return make_user()


@pytest.fixture
def translator(client: Client, user: User) -> Client:
    make_membership(user, Role.TRANSLATOR, language="es")
    client.force_login(user)
    return client


def address(found: InterfaceText) -> str:
    return f"/desk/es/{Unit.objects.get(object_id=found.pk, language='es', district=0).pk}/"


def sent(found: InterfaceText, words: str, act: str = "save") -> dict[str, str]:
    """What the page sends on which `found` was seen."""
    english, seen = (text_hash(getattr(found, f"text_{code}") or "") for code in ("en", "es"))
    return {"text": words, "source_hash": english, "seen": seen, "act": act}


def test_a_text_is_translated_like_any_other(translator: Client) -> None:
    found = text(DAYS, 2)
    page = unescape(translator.get(address(found)).content.decode())
    assert "in %(days)s days</p>" in page
    assert "One of the plural forms of “in %(days)s day”, for the numbers 0, 2, 3" in page
    assert "Whole record" not in page
    wrong = translator.post(address(found), sent(found, "en %(dias)s días"))
    assert "Placeholders have to stay" in wrong.content.decode()
    assert "en %(dias)s días" in wrong.content.decode()
    assert translator.post(address(found), sent(found, "a %(days)s días")).status_code == 302
    assert text(DAYS, 2).on_desk == ["es"]


def test_a_preview_shows_the_text_to_nobody_else(translator: Client) -> None:
    made = InterfaceText(key="0" * 16, context="navigation", message="Districts", position=9)
    made.text_en = "Districts"  # type: ignore[attr-defined]
    made.shown_at = "nowhere/"  # the page was withdrawn
    made.save()
    page = translator.post(address(made), sent(made, "Distritos escolares", "preview"))
    assert page.status_code == 200
    assert "Distritos escolares" in page.content.decode()
    assert "Nothing has been saved" in page.content.decode()
    assert "Distritos escolares" not in translator.get("/es/").content.decode()
    assert translator.post(address(made), sent(made, "<i>x", "preview")).status_code == 200
    assert "<i>x" not in translator.get("/es/").content.decode()


def test_what_another_translator_wrote_meanwhile_is_shown_first(translator: Client) -> None:
    found = text(SCHOOL)
    say(found, "es", "Nombre de otra")
    page = translator.post(address(found), sent(found, "Nombre mío")).content.decode()
    assert "Someone else changed this translation" in page
    assert "Nombre de otra" in page
    assert "Nombre mío" in page


def test_only_who_translates_for_all_districts_changes_the_interface(
    client: Client, user: User
) -> None:
    make_membership(user, Role.REVIEWER, district=make_district(), language="es")
    client.force_login(user)
    assert client.get("/desk/es/").status_code == 200
    assert client.get(address(text(SCHOOL))).status_code == 404
    answer = client.post(address(text(SCHOOL)), sent(text(SCHOOL), "Nombre mío"))
    assert answer.status_code == 404


def test_the_history_of_a_text_has_who_wrote_what(translator: Client) -> None:
    found = text(SCHOOL)
    translator.post(address(found), sent(found, "Nombre mío"))
    page = translator.get(f"{address(found)}history/").content.decode()
    assert "</span> mío<span" in page
    assert "</span> de la escuela<span" in page
    assert "maria" in page

"""A whole catalog of the interface is imported like a file of content."""

from pathlib import Path

import polib
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from desk.exchange.opening import open_file
from desk.exchange.undoing import undo
from districts.access import rights_of
from districts.models import Role
from languages.freshness import TranslationState
from publishing.imports import Effect
from tests.desk.exchange.words import AT, brought, effects, steps
from tests.desk.interface.catalogs import say, text
from tests.desk.interface.test_syncing import APPROACH, DAYS, SCHOOL
from tests.factories import make_membership, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAYS_OF = "in %(days)s days"


@pytest.fixture
def user(synced: Path) -> User:
    made = make_user()
    make_membership(made, Role.REVIEWER, language="es")
    return made


@pytest.fixture
def desk(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def shipped(synced: Path) -> bytes:
    return (synced / "es" / "LC_MESSAGES" / "django.po").read_bytes()


def changed(data: bytes, **words: str) -> bytes:
    """The file as Poedit saves it, with other words for these messages."""
    file = polib.pofile(data.decode(), wrapwidth=78)
    for entry in file:
        name = entry.msgid.split()[0].lower()
        if name in words and entry.msgid_plural:
            entry.msgstr_plural[2] = words[name]
        elif name in words:
            entry.msgstr = words[name]
    file.metadata["X-Generator"] = "Poedit 3.4"
    return str(file).encode()


def test_each_message_has_its_effect(user: User, synced: Path) -> None:
    data = changed(shipped(synced), name="Nombre", removal="Retiro", **{"in": "a %(days)s días"})
    assert effects(data, user) == {
        SCHOOL: Effect.CHANGED,
        APPROACH: Effect.NEW,
        DAYS: Effect.UNCHANGED,
        DAYS_OF: Effect.CHANGED,
    }
    assert set(effects(shipped(synced), user).values()) == {Effect.UNCHANGED}
    say(text(SCHOOL), "es", "Nombre de otra")
    assert effects(data, user)[SCHOOL] == Effect.CONFLICT
    brought(data, user, {Effect.NEW, Effect.CHANGED})
    assert text(SCHOOL).text_es == "Nombre de otra"  # type: ignore[attr-defined]
    assert text(DAYS, 2).text_es == "a %(days)s días"  # type: ignore[attr-defined]
    assert text(APPROACH).state_in("es") is TranslationState.DRAFT


@pytest.mark.parametrize("header", [b"", b'"Language: es_MX\\n"\n', b'"Language: \\n"\n'])
def test_the_header_may_be_that_of_another_program(
    desk: Client, synced: Path, header: bytes
) -> None:
    data = changed(shipped(synced), name="Nombre").replace(b'"Language: es\\n"\n', header)
    file = SimpleUploadedFile("django.po", data)
    page = desk.post("/desk/es/import/", {"file": file}, follow=True).content.decode()
    assert "Changed: 1" in page
    assert ("make sure that its words are Spanish" in page) == (b"es_MX" not in header)
    other = data.replace(b"MIME-Version", b'Language: fr\\n"\n"MIME-Version')
    if b"Language" not in header:
        refused = desk.post("/desk/es/import/", {"file": SimpleUploadedFile("fr.po", other)})
        assert "The file is in French" in refused.content.decode()


def test_what_would_break_a_page_is_refused(user: User, synced: Path) -> None:
    data = changed(shipped(synced), name="<b>Nombre", **{"in": "a días"})
    found = effects(data, user)
    assert (found[SCHOOL], found[DAYS_OF]) == (Effect.REFUSED, Effect.REFUSED)
    stranger = shipped(synced) + b'\nmsgid "Unknown"\nmsgstr "x"\n'
    assert "Unknown" in steps(stranger, user)["Unknown"].said[0]


def test_who_may_not_change_the_interface_imports_nothing(synced: Path) -> None:
    found = steps(changed(shipped(synced), name="Nombre"), make_user("other"))
    assert "permission" in found[SCHOOL].said[0]


def test_the_catalog_that_the_desk_gives_comes_back(desk: Client, user: User) -> None:
    say(text(SCHOOL), "es", "Nombre del colegio")
    say(text(DAYS, 0), "es", "dentro de %(days)s día")
    data = desk.get("/desk/es/interface.po").content
    assert {each.text for each in open_file(data).entries} >= {"Nombre del colegio"}
    edited = changed(data, name="Nombre de esta", **{"in": "dentro de %(days)s días"})
    found = effects(edited, user)
    assert (found[SCHOOL], found[DAYS], found[DAYS_OF]) == ("changed", "unchanged", "changed")
    file = SimpleUploadedFile("es.po", edited)
    page = desk.post("/desk/es/import/", {"file": file}, follow=True)
    assert "Nombre de esta" in page.content.decode()
    done = brought(edited, user)
    assert text(SCHOOL).text_es == "Nombre de esta"  # type: ignore[attr-defined]
    assert undo(done, rights_of(user), by=user, at=AT) == []
    assert text(SCHOOL).text_es == "Nombre del colegio"  # type: ignore[attr-defined]

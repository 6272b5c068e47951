"""Files out, through the libraries of the programs that translators use, and in again."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import polib
import pytest
from django.contrib.auth.models import User
from django.test import Client
from translate.storage.csvl10n import csvfile
from translate.storage.xliff import xlifffile

from desk.exchange.opening import language_of, open_file
from desk.exchange.reading import SIZE_LIMIT, Entry
from desk.exchange.rows import Form
from desk.exchange.writing import Asked, write
from publishing.imports import Effect, FileError
from tests.desk.exchange.words import DAY, brought, edited, effects, steps
from tests.factories import make_district, make_phase, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]
STALE, PLAIN, ODD = "English now", "No officers, 3 schools", '=1+1 & <b> "quoted"\nsecond line'


@pytest.fixture
def user() -> User:
    district = make_district(summary_es="Resumen")
    stale: Any = make_phase(district, 1, title="English before", title_es="Texto viejo")
    stale.title_en = STALE
    stale.save()
    make_phase(district, 2, title=PLAIN, title_es="Sin agentes, 3 escuelas")
    make_phase(district, 3, title=ODD)
    return make_user(is_superuser=True)


def exported(form: Form) -> bytes:
    return write(Asked("es", None, True, DAY, "https://example.org"), form)[0]


def by_xliff(data: bytes, words: dict[str, str]) -> bytes:
    """As Weblate and Virtaal save it."""
    store: Any = xlifffile
    file = store.parsestring(data)
    for unit in file.units:
        if unit.source in words:
            unit.target = words[unit.source]
            unit.markfuzzy(False)
    return bytes(file)


def by_omegat(data: bytes, words: dict[str, str]) -> bytes:
    """As OmegaT 3.6 writes it: no mark as fuzzy, what was fuzzy and was not translated is empty."""

    def save(entry: polib.POEntry) -> None:
        entry.msgstr = words.get(entry.msgid, "" if entry.fuzzy else entry.msgstr)
        entry.flags = []

    return edited(data, save).replace(b'msgstr ""\n"Project', b'msgstr "Project', 1)


def by_csv(data: bytes, words: dict[str, str]) -> bytes:
    store: Any = csvfile
    file = store.parsestring(data)
    for unit in file.units:
        if unit.source in words:
            unit.target, unit.fuzzy = words[unit.source], "False"
    return bytes(file)


def by_spreadsheet(data: bytes, words: dict[str, str]) -> bytes:
    """As Excel saves it in Europe: with semicolons, sorted anew, its mark before the text."""
    head, *rows = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))
    for row in rows:
        row[2], row[4] = words.get(row[1], row[2]), "False" if row[1] in words else row[4]
    writer = csv.writer(saved := StringIO(newline=""), delimiter=";")
    writer.writerows([head, *reversed(rows)])
    return saved.getvalue().encode("utf-8-sig")


Program = Callable[[bytes, dict[str, str]], bytes]
PROGRAMS = [
    (Form.PO, by_omegat),
    (Form.XLIFF, by_xliff),
    (Form.CSV, by_csv),
    (Form.CSV, by_spreadsheet),
]


@pytest.mark.parametrize(("form", "program"), PROGRAMS)
def test_what_a_program_saves_is_imported(user: User, form: Form, program: Program) -> None:
    data = exported(form)
    assert language_of(open_file(data)) == "es"
    assert set(effects(data, user).values()) == {Effect.UNCHANGED, Effect.FUZZY}
    words = {STALE: "Texto nuevo", PLAIN: "Ningún agente, 3 escuelas"}
    found = effects(program(data, words), user)
    assert found[STALE] == found[PLAIN] == Effect.CHANGED
    assert found[ODD] == Effect.UNCHANGED
    assert len(found) == len(effects(data, user))
    brought(program(data, words), user)
    assert effects(program(data, words), user)[STALE] == Effect.UNCHANGED


@pytest.mark.parametrize("form", [Form.XLIFF, Form.CSV])
def test_a_text_is_the_same_in_each_form(user: User, form: Form) -> None:
    def told(data: bytes) -> list[Any]:
        return [(e.context, e.source, e.text, e.seen, e.fuzzy) for e in open_file(data).entries]

    assert told(exported(form)) == told(exported(Form.PO))


def test_a_program_may_leave_the_state_of_a_text(user: User) -> None:
    """Some write a target, and nothing else."""
    data = exported(Form.XLIFF).decode().replace("Texto viejo", "Texto nuevo")
    assert effects(data.encode(), user)[STALE] == Effect.CHANGED
    unsure = data.replace("needs-review-translation", "needs-translation").encode()
    assert effects(unsure, user)[STALE] == Effect.FUZZY


def test_a_spreadsheet_computes_nothing(user: User) -> None:
    rows = list(csv.reader(StringIO(exported(Form.CSV).decode("utf-8-sig"), newline="")))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert steps(exported(Form.CSV), user)[ODD].entry.source == ODD


def test_marks_of_a_program_within_a_text_are_left_out(user: User) -> None:
    data = exported(Form.XLIFF).decode()
    marked = data.replace("Sin agentes", 'Sin <mrk mtype="x"><g id="1">más</g> agentes</mrk>')
    joined = marked.replace("\n", "")  # all in one line
    for each in (marked, joined):
        found = steps(each.encode(), user)[PLAIN]
        assert found.entry.text == "Sin más agentes, 3 escuelas"
    tokens = [step.token for step in steps(joined.encode(), user).values()]
    assert len(set(tokens)) == len(tokens)


def test_alternatives_of_a_program_are_no_text(user: User) -> None:
    other = "<alt-trans><source>a</source><target>b</target><note>c</note></alt-trans>"
    data = exported(Form.XLIFF).decode().replace("</trans-unit>", f"{other}</trans-unit>")
    assert set(effects(data.encode(), user).values()) == {Effect.UNCHANGED, Effect.FUZZY}


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
TWICE = '<trans-unit id="a.b/1/c"><source>s</source><target/></trans-unit>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("<?xml version='1.0'?><x/>", "not XLIFF 1.2"),
        ("<?xml version='1.0'?><xliff version='2.0'/>", "Only XLIFF 1.2"),
        ("<xliff version='1.2'><file>", "not XML: no element found"),
        (f"<?xml version='1.0'?>{BOMB}<xliff version='1.2'><file/></xliff>", "document type"),
        ("<?xml version='1.0'?><!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>", "document type"),
        (f"<xliff version='1.2'><file>\n{TWICE}\n{TWICE}</file></xliff>", "line 2"),
        ("<xliff version='1.2'><file/></xliff>" + " " * SIZE_LIMIT, "larger than 5 MB"),
        ("<xliff version='1.2'><file original='a'/><file original='b'/></xliff>", "several files"),
        ("location,source,target,context\n", "There are no texts"),
        ("location,source,target,context\na,b,c,d\nx,f,g,h", "location"),
        ('location,source,target,context\n"a,b', "It is not CSV"),
    ],
)
def test_what_cannot_be_read_is_refused(data: str, said: str) -> None:
    with pytest.raises(FileError, match=said):
        open_file(data.encode())


def test_entries_of_programs_have_their_lines() -> None:
    data = f"<xliff version='1.2'><file original='x es y'>\n{TWICE}</file></xliff>"
    assert open_file(data.encode()).entries == [Entry(2, "a.b/1/c", "s", "", None, False)]


def test_the_desk_offers_the_forms(client: Client, user: User) -> None:
    client.force_login(user)
    for form in Form:
        answer = client.get(f"/desk/es/export/?what=all&form={form}")
        assert f".{form}" in answer.headers["Content-Disposition"]
        file = BytesIO(answer.content)
        file.name = f"words.{form}"
        sent = client.post("/desk/es/import/", {"file": file}, follow=True)
        assert "Nothing has been changed yet." in sent.content.decode()
    assert client.get("/desk/es/export/?what=all&form=doc").status_code == 400

"""Exported files work with the tools that translators use."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import polib
import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage.pypo import pofile

from desk.exchange import writing
from desk.exchange.keys import key_of
from desk.exchange.reading import read
from desk.exchange.writing import Asked, TooMuchError, as_written, write
from languages.columns import translated_fields
from languages.freshness import text_hash
from languages.registry import LANGUAGES, SOURCE
from languages.translating import review
from publishing.models import Record
from tests.content import load_content
from tests.desk.exchange.words import DAY, brought, edited, effects, everything, exported, rewrite
from tests.factories import (
    make_answer,
    make_area,
    make_commitment,
    make_decision,
    make_district,
    make_document,
    make_finding,
    make_meeting,
    make_milestone,
    make_move,
    make_phase,
    make_program,
    make_rule,
    make_school,
    make_staffing,
    make_standard,
    make_time_change,
    make_user,
    make_workstream,
)
from tests.tools import XGETTEXT, require

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OTHERS = [code for code in LANGUAGES if code != SOURCE]
CHECKS = ("variables", "printf", "pythonbraceformat", "blank", "xmltags")


@pytest.fixture
def user() -> User:
    return make_user(is_superuser=True)


def gettext_program(name: str) -> str:
    return str(require(XGETTEXT).parent / name)


def entries(data: bytes) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(data.decode() + "\n")}


def make_all(slug: str = "denver") -> None:
    """A record of each kind that has words, with all that it can have."""
    district = make_district(slug, schools_note="Which schools is not known.")
    phase, area = make_phase(district), make_area(district)
    make_workstream(phase)
    milestone = make_milestone(district, phase=phase, detail="In public.")
    make_time_change(milestone)
    make_time_change(make_commitment(district, due="2021-06"))
    make_commitment(district, document=make_document(district))
    make_program(area)
    make_staffing(district, where="In every school")
    make_rule(district)
    make_standard(district)
    make_finding(district)
    make_decision(district, school=make_school(district), decided_by="The council")
    make_move(make_meeting(district), announced_by="The board")
    make_answer(district)


def test_msgfmt_and_pofilter_find_nothing_in_what_the_site_has(tmp_path: Path) -> None:
    load_content()
    words, failed = tmp_path / "words", tmp_path / "failed"
    words.mkdir()
    for language in OTHERS:
        file = words / f"{language}.po"
        file.write_bytes(exported(language))
        check = [gettext_program("msgfmt"), "--check", "--output-file=/dev/null", str(file)]
        done = subprocess.run(check, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
    pofilter(words, failed)
    assert [file.read_text() for file in failed.glob("*")] == []


def test_pofilter_finds_what_is_wrong(tmp_path: Path) -> None:
    make_district(summary="Call %(name)s", summary_es="Llame")
    file, failed = tmp_path / "words.po", tmp_path / "failed.po"
    file.write_bytes(exported())
    pofilter(file, failed)
    assert "%(name)s" in failed.read_text()


def pofilter(file: Path, failed: Path) -> None:
    """Check a file, or those of a folder, and write the entries with faults."""
    program = shutil.which("pofilter", path=Path(sys.executable).parent)
    assert program
    tests = [f"--test={name}" for name in CHECKS]
    subprocess.run([program, "--progress=none", *tests, file, failed], check=True)


@pytest.mark.parametrize("language", ["es", "ar", "my"])
def test_a_round_trip_changes_nothing(user: User, language: str) -> None:
    load_content()
    rewrite(make_phase(make_district("boston"), title_es="Uno"), title_en="One")
    before, data = everything(), exported(language)
    assert set(effects(data, user, language).values()) <= {"unchanged", "fuzzy"}
    word_import = brought(data, user, language=language)
    assert not word_import.entries.exists()
    assert everything() == before


@pytest.mark.parametrize("tool", ["polib", "msgcat", "toolkit"])
def test_tools_keep_what_the_import_needs(user: User, tool: str, tmp_path: Path) -> None:
    make_all()
    rewrite(make_phase(make_district("boston"), title_es="Uno"), title_en='Two\n"lines"\\ of\ttext')
    data = exported()
    file = tmp_path / "words.po"
    file.write_bytes(data)
    saved = {"polib": _by_polib, "msgcat": _by_msgcat, "toolkit": _by_toolkit}[tool](file)
    assert effects(saved, user) == effects(data, user)
    assert saved.count(b"#. seen: ") == data.count(b"#. seen: ")


def _by_polib(file: Path) -> bytes:
    return edited(file.read_bytes(), lambda entry: None)


def _by_msgcat(file: Path) -> bytes:
    done = subprocess.run([gettext_program("msgcat"), file], check=True, capture_output=True)
    return done.stdout


def _by_toolkit(file: Path) -> bytes:
    """As Weblate does."""
    store: Any = pofile
    return bytes(store.parsefile(str(file)))


def test_an_entry_tells_the_translator_all() -> None:
    phase: Any = make_phase(make_district(), title="Planning", title_es="Planificación")
    rewrite(phase, title_en="Planning together")
    entry = entries(exported())["Planning together"]
    assert entry.msgctxt == f"timeline.phase/{phase.pk}/title"
    assert (entry.msgstr, entry.previous_msgid) == ("Planificación", "Planning")
    assert entry.flags == ["fuzzy"]
    assert entry.comment.splitlines() == [
        "Denver, phase “1 · Planning together”, title",
        "At most 200 characters",
        "State: stale",
        "https://example.org/es/denver/timeline/",
        f"seen: {text_hash('Planificación')}",
    ]


def test_what_needs_no_work_is_left_out_where_only_work_is_asked_for() -> None:
    phase = make_phase(make_district(), title="Planning", title_es="Planificación")
    assert "Planning" in entries(exported(work=True))
    source_hash, seen = text_hash("Planning"), text_hash("Planificación")
    review(phase, "title", "es", source_hash, seen=seen)
    assert "Planning" not in entries(exported(work=True))
    assert "Planning" in entries(exported())


def test_other_districts_are_left_out() -> None:
    denver = make_district("denver", summary="Of Denver")
    make_district("boston", summary="Of Boston")
    found = entries(exported(districts={denver.pk}))
    assert "Of Denver" in found
    assert "Of Boston" not in found


def test_all_words_have_a_key_and_the_address_of_a_page(user: User, client: Client) -> None:
    make_all()
    client.force_login(user)
    kinds = set()
    for entry in polib.pofile(exported().decode() + "\n"):
        assert entry.msgctxt
        key = key_of(entry.msgctxt)
        assert key
        kinds.add(key.model)
        address = entry.comment.splitlines()[-2].removeprefix("https://example.org")
        assert client.get(address).status_code == 200, address
    models: Any = (model for model in apps.get_models() if issubclass(model, Record))
    assert kinds == {model for model in models if translated_fields(model)}


def test_an_export_takes_as_many_queries_for_many() -> None:
    counts = []
    for slug in ("denver", "boston", "chicago"):
        make_all(slug)
        with CaptureQueriesContext(connection) as queries:
            exported()
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_more_than_a_file_may_hold_is_not_exported(monkeypatch: pytest.MonkeyPatch) -> None:
    make_all()
    monkeypatch.setattr(writing, "ENTRY_LIMIT", 3)
    with pytest.raises(TooMuchError, match="more than 3 texts"):
        write(Asked("es", None, True, DAY))


@pytest.mark.parametrize(
    ("source", "text", "written"),
    [
        ("a", "b", "b"),
        ("a\n", "b", "b\n"),
        ("\na", "b\n\n", "\nb"),
        ("a", "\nb\r\nc\n", "b\nc"),
        ("a\n", " \n", ""),
    ],
)
def test_words_begin_and_end_as_the_english_does(source: str, text: str, written: str) -> None:
    assert as_written(source, text) == written


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\r"))


@settings(deadline=None)  # nothing here is about speed
@given(source=WORDS.filter(str.strip), text=WORDS)
def test_any_words_come_back_as_they_went(source: str, text: str) -> None:
    file = polib.POFile(wrapwidth=0)
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    file.append(polib.POEntry(msgctxt="a", msgid=source, msgstr=as_written(source, text)))
    (entry,) = read(str(file).encode()).entries
    assert text_hash(entry.source) == text_hash(source)
    assert text_hash(as_written(entry.source, text)) == text_hash(entry.text)

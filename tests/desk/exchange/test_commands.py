"""Export and import on the command line work as on the desk."""

from io import StringIO
from pathlib import Path
from typing import Any

import polib
import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from desk.models import Import
from districts.models import Role
from tests.desk.exchange.words import rewrite, rewritten
from tests.factories import make_district, make_membership, make_phase, make_user

pytestmark = pytest.mark.django_db
E0, S0, S1 = "Planning", "Planificación", "Planificar"

TITLE = f"Denver, phase “1 · {E0}”, title"


@pytest.fixture
def user() -> User:
    user = make_user()
    make_membership(user, Role.TRANSLATOR, language="es")
    return user


def run(*arguments: Any) -> str:
    out = StringIO()
    call_command(*(str(each) for each in arguments), stdout=out)
    return out.getvalue()


def exported(file: Path, *options: str) -> list[str]:
    run("export_words", "es", file, *options)
    return [entry.msgid for entry in polib.pofile(str(file))]


def translated(file: Path, words: dict[str, str]) -> Path:
    file.write_bytes(rewritten(file.read_bytes(), words))
    return file


def test_words_of_one_district_or_of_all_are_exported(tmp_path: Path) -> None:
    make_district("denver", summary="Of Denver")
    make_district("boston", summary="Of Boston")
    file = tmp_path / "words.po"
    assert {"Of Denver", "Of Boston"} <= set(exported(file))
    assert "Of Boston" not in exported(file, "--district", "denver")
    exported(file, "--site", "https://example.org/")
    assert "#. https://example.org/es/denver/\n" in file.read_text()


def test_commands_refuse_unknown_languages_districts_files_and_users(
    tmp_path: Path, user: User
) -> None:
    file = tmp_path / "words.po"
    for arguments, said in [
        (("export_words", "xx", file), "invalid choice"),
        (("export_words", "es", file, "--district", "nowhere"), "no district “nowhere”"),
        (("export_words", "es", tmp_path), "directory"),
        (("import_words", file, "--user", "maria"), "No such file"),
        (("import_words", file, "--user", "nobody"), "no user “nobody”"),
        (("import_words", "--user", "maria"), "Give a file"),
        (("import_words", "--user", "maria", "--undo", "7"), "no import 7"),
    ]:
        with pytest.raises(CommandError, match=said):
            run(*arguments)


def test_words_are_shown_applied_and_undone(tmp_path: Path, user: User) -> None:
    record: Any = make_phase(make_district(), title=E0, title_es=S0)
    file = tmp_path / "words.po"
    exported(file)
    context = f"timeline.phase/{record.pk}/title"
    lines = translated(file, {E0: S1}).read_text().splitlines()
    line = lines.index(f'msgctxt "{context}"') + 1
    said = run("import_words", file, "--user", "maria")
    assert f"words.po, line {line}: changed: {TITLE}." in said
    assert "changed: 1" in said
    assert not Import.objects.exists()
    said = run("import_words", file, "--user", "maria", "--apply")
    key = Import.objects.get().pk
    assert f"Overwritten: {TITLE}: “{S0}”" in said
    assert f"Written: 1. To undo it: --undo {key}" in said
    record.refresh_from_db()
    assert record.title_es == S1
    assert "Undone: 1." in run("import_words", "--user", "maria", "--undo", key)
    with pytest.raises(CommandError, match="was undone"):
        run("import_words", "--user", "maria", "--go-on", key)
    record.refresh_from_db()
    assert record.title_es == S0


def test_conflicts_are_left_for_the_desk(tmp_path: Path, user: User) -> None:
    record: Any = make_phase(make_district(), title=E0)
    file = tmp_path / "words.po"
    exported(file)
    translated(file, {E0: S1})
    rewrite(record, title_es=S0)
    said = run("import_words", file, "--user", "maria", "--apply")
    assert "conflict: 1" in said
    assert "Written: 0." in said
    record.refresh_from_db()
    assert record.title_es == S0


def test_words_of_older_english_are_left_for_the_desk(tmp_path: Path, user: User) -> None:
    record: Any = make_phase(make_district(), title=E0)
    file = tmp_path / "words.po"
    exported(file)
    translated(file, {E0: S1})
    rewrite(record, title_en="Planning together")
    said = run("import_words", file, "--user", "maria", "--apply")
    assert "stale: 1" in said
    assert "Left to be decided on the desk: 1." in said
    record.refresh_from_db()
    assert not record.title_es


def test_what_cannot_be_read_is_refused_with_file_line_and_reason(
    tmp_path: Path, user: User
) -> None:
    file = tmp_path / "words.po"
    file.write_bytes(b'msgid ""\nmsgstr "\n')
    with pytest.raises(CommandError, match=r"words\.po, line 2: Text must .*\nNothing has"):
        run("import_words", file, "--user", "maria", "--apply")
    assert not Import.objects.exists()


def test_the_rights_of_the_user_count(tmp_path: Path, user: User) -> None:
    make_phase(make_district(), title=E0)
    file = tmp_path / "words.po"
    exported(file)
    translated(file, {E0: S0})
    make_user("stranger")
    said = run("import_words", file, "--user", "stranger", "--apply")
    assert "refused: " in said
    assert "Written: 0." in said

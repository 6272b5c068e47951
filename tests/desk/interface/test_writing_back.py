"""Catalogs get back what was changed on the desk, and nothing else."""

from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import call_command

from desk.interface.writing_back import written_back
from languages.catalogs import catalog
from languages.registry import LANGUAGES
from tests.desk.interface.catalogs import SPANISH, say, text, write_catalog
from tests.desk.interface.test_syncing import APPROACH, DAYS, SCHOOL

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def spanish(folder: Path) -> str:
    return (folder / "es" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")


def told(*arguments: str) -> str:
    call_command("write_interface", *arguments, stdout=(output := StringIO()))
    return output.getvalue()


def test_catalogs_without_changes_stay_byte_by_byte() -> None:
    for language in LANGUAGES:
        shipped = catalog(language).read_bytes().decode()
        assert written_back(shipped, language).text == shipped
        # So that one changed message is one changed place.
        assert str(polib.pofile(shipped, wrapwidth=0)) == shipped


def test_only_what_was_changed_is_written(synced: Path) -> None:
    before = spanish(synced)
    say(text(SCHOOL), "es", 'Nombre "del" colegio')
    say(text(DAYS, 1), "es", "en %(days)s de los días")
    assert "2 messages" in told("--check")
    assert spanish(synced) == before
    told()
    expected = before.replace("Nombre de la escuela", 'Nombre \\"del\\" colegio')
    assert spanish(synced) == expected.replace("de días", "de los días")
    told()
    assert spanish(synced) == expected.replace("de días", "de los días")


def test_what_was_reviewed_or_confirmed_is_said(synced: Path) -> None:
    say(text(APPROACH), "es", "Retiro", reviewed=True)
    say(text(SCHOOL), "ar", "اسم المدرسة")
    told()
    assert "# Reviewed.\n#. Translators: of a plan.\nmsgctxt" in spanish(synced)
    arabic = (synced / "ar" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    assert "fuzzy" not in arabic
    assert "#|" not in arabic
    reviewed = spanish(synced).replace("# State: draft.\n", "")
    say(text(SCHOOL), "es", "Nombre")
    assert '\n# Draft.\nmsgid "Name of the school"' in written_back(reviewed, "es", over=True).text


def test_what_the_file_has_changed_too_stays_unless_told(synced: Path) -> None:
    say(text(SCHOOL), "es", "Nombre del colegio")
    write_catalog(synced, "es", SPANISH.replace("de la escuela", "del centro"))
    assert f"which stays: {SCHOOL}" in told()
    assert "Nombre del centro" in spanish(synced)
    told("--over")
    assert "Nombre del colegio" in spanish(synced)


def test_a_file_with_lines_of_another_length_is_written_too(synced: Path) -> None:
    wrapped = spanish(synced).replace('"Nombre de la escuela"', '""\n"Nombre de "\n"la escuela"')
    say(text(SCHOOL), "es", "Nombre del colegio")
    found = polib.pofile(written_back(wrapped, "es").text).find(SCHOOL)
    assert found
    assert found.msgstr == "Nombre del colegio"

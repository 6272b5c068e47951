"""The texts of the desk follow the catalogs of the release, and keep what was written here."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from desk.interface.models import InterfaceText
from desk.interface.syncing import Synced, sync
from desk.models import IndexedText
from languages.counts import INTERFACE, counts_by_district, recount
from languages.models import Unit
from tests.desk.interface.catalogs import ENGLISH, SPANISH, say, text, write_catalog

pytestmark = pytest.mark.django_db
SCHOOL, APPROACH, DAYS = "Name of the school", "Removal of SROs from schools", "in %(days)s day"


def states(language: str) -> dict[str, int]:
    return dict(counts_by_district([INTERFACE])[INTERFACE, language])


def test_texts_are_those_of_the_catalogs(synced: Path) -> None:
    assert text(SCHOOL).text_es == "Nombre de la escuela"  # type: ignore[attr-defined]
    assert text(APPROACH).context == "approach"
    assert text(APPROACH).notes_for("es") == ["of a plan.", "Context: approach."]
    forms = [text(DAYS, form) for form in range(6)]
    assert [f.text_en for f in forms[:3]] == [DAYS, *2 * ["in %(days)s days"]]  # type: ignore[attr-defined]
    assert "numbers 3, 4, 5" in forms[3].notes_for("ar")[-1]
    assert states("es") == {"draft": 4, "missing": 1}
    assert states("ar") == {"stale": 1, "missing": 7}  # all six plural forms
    assert recount(Unit.objects.all()) == 0


def test_what_one_save_makes_is_what_the_release_makes(synced: Path) -> None:
    kept = ("status", "source_hash", "translated_from", "district", "first_day", "comes_first")
    units = [*Unit.objects.order_by("pk").values(*kept)]
    for row in InterfaceText.objects.all():
        row.save()
    assert [*Unit.objects.order_by("pk").values(*kept)] == units


def test_lost_units_are_rebuilt(synced: Path) -> None:
    Unit.objects.filter(language="es").delete()
    call_command("reindex_words", stdout=StringIO())
    assert states("es") == {"draft": 4, "missing": 1}


def test_again_nothing_is_new(synced: Path) -> None:
    assert sync() == Synced(0, 0, 0, ())


def test_what_the_release_changes_is_taken_over(synced: Path) -> None:
    spanish = SPANISH.replace("Nombre de la escuela", "Nombre del centro")
    write_catalog(synced, "es", spanish.replace('msgstr ""', 'msgstr "Retiro"'))
    write_catalog(synced, "en", ENGLISH.replace("\nmsgid", '\nmsgid "New"\nmsgstr ""\n\nmsgid', 1))
    assert sync() == Synced(1, 2, 0, ())
    dated = IndexedText.objects.exclude(at=None).filter(language="en")
    assert [each.folded for each in dated] == ["new"]
    assert text(SCHOOL).text_es == "Nombre del centro"  # type: ignore[attr-defined]
    assert states("es") == {"draft": 5, "missing": 1}


def test_what_was_written_here_stays(synced: Path) -> None:
    say(text(SCHOOL), "es", "Nombre del colegio")
    assert sync().kept == ()
    write_catalog(synced, "es", SPANISH.replace("Nombre de la", "Nombre de su"))
    assert sync().kept == (f"es: {SCHOOL}",)
    assert text(SCHOOL).text_es == "Nombre del colegio"  # type: ignore[attr-defined]
    assert text(SCHOOL).differs("es")
    write_catalog(synced, "es", SPANISH.replace("Nombre de la escuela", "Nombre del colegio"))
    assert sync() == Synced(0, 1, 0, ())
    assert not text(SCHOOL).differs("es")


def test_what_the_release_reviewed_is_reviewed(synced: Path) -> None:
    write_catalog(synced, "es", SPANISH.replace('\nmsgid "Name', '\n# Reviewed.\nmsgid "Name'))
    sync()
    assert states("es") == {"draft": 3, "reviewed": 1, "missing": 1}


def test_a_message_that_is_gone_is_nobodys_work_until_it_is_back(synced: Path) -> None:
    for catalog in ("", ENGLISH):
        say(text(SCHOOL), "es", f"Nombre {len(catalog)}")
        write_catalog(synced, "en", catalog)
        sync()
    assert text(SCHOOL).text_es == f"Nombre {len(ENGLISH)}"  # type: ignore[attr-defined]
    assert states("es") == {"draft": 4, "missing": 1}
    assert recount(Unit.objects.all()) == 0

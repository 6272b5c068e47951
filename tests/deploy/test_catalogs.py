import json
import os
from pathlib import Path

import polib
import pytest

from deploy import catalogs
from deploy.run import ROOT
from languages.registry import LANGUAGES


@pytest.fixture
def po(tmp_path: Path) -> Path:
    """A catalog with one confirmed and one fuzzy entry."""
    file = tmp_path / "so" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    entries = polib.POFile()
    entries.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    entries.append(polib.POEntry(msgid="School", msgstr="Dugsi"))
    entries.append(polib.POEntry(msgid="Meeting", msgstr="Shir", flags=["fuzzy"]))
    entries.save(str(file))
    return file


def test_compile_all_leaves_out_fuzzy_entries(tmp_path: Path, po: Path) -> None:
    assert catalogs.compile_all(tmp_path) == [po]
    compiled = polib.mofile(str(po.with_suffix(".mo")))
    assert [(entry.msgid, entry.msgstr) for entry in compiled] == [("School", "Dugsi")]


def test_compile_all_writes_only_what_is_older_than_its_source(tmp_path: Path, po: Path) -> None:
    catalogs.compile_all(tmp_path)
    os.utime(po, (1, 1))
    assert catalogs.compile_all(tmp_path) == []
    os.utime(po, (2**32, 2**32))
    assert catalogs.compile_all(tmp_path) == [po]


def test_report_lists_new_and_fuzzy_messages(tmp_path: Path, po: Path) -> None:
    entries = polib.pofile(str(po))
    entries.append(polib.POEntry(msgid="Phase"))
    entries.save()
    said = catalogs.report(tmp_path).splitlines()
    assert said == ["so: 1 new, 1 fuzzy", "  new: Phase", "  fuzzy: Meeting"]


def test_fill_source_fills_what_is_new_or_guessed_and_keeps_what_is_confirmed(
    tmp_path: Path, po: Path
) -> None:
    entries = polib.pofile(str(po))
    entries.append(polib.POEntry(msgid="Phase"))
    entries.save(str(tmp_path / "so" / "LC_MESSAGES" / "django.po"))
    (tmp_path / "so").rename(tmp_path / "en")
    catalogs.fill_source(tmp_path)
    said = polib.pofile(str(tmp_path / "en" / "LC_MESSAGES" / "django.po"))
    assert [(entry.msgid, entry.msgstr) for entry in said] == [
        ("School", "Dugsi"),
        ("Meeting", "Meeting"),
        ("Phase", "Phase"),
    ]
    assert not said.fuzzy_entries()


def test_a_weblate_finds_the_catalogs() -> None:
    (component,) = json.loads((ROOT / "deploy" / "weblate.json").read_bytes())
    folders = {path.parent.parent.name for path in ROOT.glob(component["filemask"])}
    assert folders == {language.locale for language in LANGUAGES.values()}
    assert (ROOT / component["new_base"]).exists()

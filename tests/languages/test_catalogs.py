import os
from pathlib import Path
from typing import Any

import pytest

from languages.catalogs import counts_of, messages_of
from languages.freshness import TranslationState
from languages.registry import LANGUAGES, SOURCE

CATALOGUE = """{head}
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Plan"
msgstr ""

#, fuzzy
msgid "Late"
msgstr "Tarde"

#. Translators: above a list.
msgctxt "list"
msgid "%(n)s school"
msgid_plural "%(n)s schools"
msgstr[0] "%(n)s escuela"
msgstr[1] "%(n)s escuelas"

# Reviewed.
msgid "Done"
msgstr "Hecho"

#~ msgid "Gone"
#~ msgstr "Ido"
"""
MISSING, STALE, DRAFT, REVIEWED = TranslationState


@pytest.fixture
def write(tmp_path: Path, settings: Any) -> Any:
    settings.LOCALE_PATHS = [tmp_path]
    path = tmp_path / "es" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)

    def write(text: str, time: int) -> None:
        path.write_text(text, encoding="utf-8")
        os.utime(path, ns=(time, time))

    return write


@pytest.mark.parametrize(
    ("head", "written"), [("# State: draft. Not reviewed.", DRAFT), ("# Spanish.", REVIEWED)]
)
def test_messages_have_states(write: Any, head: str, written: TranslationState) -> None:
    write(CATALOGUE.format(head=head), 1)
    found = messages_of("es")
    assert [message.state for message in found] == [MISSING, STALE, written, REVIEWED]
    many = found[2]
    assert many.sources == ("%(n)s school", "%(n)s schools")
    assert many.translations == ("%(n)s escuela", "%(n)s escuelas")
    assert (many.notes, many.context) == ("above a list.", "list")


def test_one_empty_plural_form_is_missing(write: Any) -> None:
    write(CATALOGUE.format(head="").replace('"%(n)s escuelas"', '""'), 2)
    assert messages_of("es")[2].state is MISSING


def test_a_changed_catalogue_is_read_again(write: Any) -> None:
    write(CATALOGUE.format(head=""), 3)
    assert counts_of("es")[MISSING] == 1
    write(CATALOGUE.format(head="").replace('"Plan"\nmsgstr ""', '"Plan"\nmsgstr "Plan"'), 4)
    assert counts_of("es")[MISSING] == 0


def test_a_language_without_a_catalogue_has_no_messages(tmp_path: Path, settings: Any) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    assert messages_of("es") == ()


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != SOURCE])
def test_the_catalogues_of_the_site_are_drafts(language: str) -> None:
    counts = counts_of(language)
    assert counts[DRAFT] > 200
    assert not counts[REVIEWED]

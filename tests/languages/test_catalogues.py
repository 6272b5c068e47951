from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polib
import pytest

from languages.catalogues import Catalogue, catalogue
from languages.registry import LANGUAGES, SOURCE

Write = Callable[[str, str], None]


@pytest.fixture
def write(tmp_path: Path, settings: Any) -> Iterator[Write]:
    """Writes a catalogue with a translated, a fuzzy, an empty and an obsolete message."""
    settings.LOCALE_PATHS = [tmp_path]
    catalogue.cache_clear()

    def written(language: str, header: str) -> None:
        entries = polib.POFile()
        entries.header = header
        entries.append(polib.POEntry(msgid="School", msgstr="Dugsi"))
        entries.append(polib.POEntry(msgid="Meeting", msgstr="Shir", flags=["fuzzy"]))
        entries.append(polib.POEntry(msgid="Plan"))
        entries.append(polib.POEntry(msgid="Old", msgstr="Hore", obsolete=True))
        path = tmp_path / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True)
        entries.save(str(path))

    yield written
    catalogue.cache_clear()


@pytest.mark.parametrize(
    ("header", "is_draft"),
    [("Somali.\nState: draft. Nobody.", True), ("Somali.\nState: reviewed.", False), ("", False)],
)
def test_catalogue_is_a_draft_if_its_header_says_so(
    write: Write, header: str, is_draft: bool
) -> None:
    write("so", header)
    assert catalogue("so") == Catalogue(messages=3, translated=1, is_draft=is_draft)


def test_catalogue_of_the_source_is_no_draft(write: Write) -> None:
    write(SOURCE, "State: draft.")
    assert not catalogue(SOURCE).is_draft


def test_catalogue_is_read_once(write: Write, settings: Any) -> None:
    write("so", "")
    found = catalogue("so")
    settings.LOCALE_PATHS = []
    assert catalogue("so") is found


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_all_messages(language: str) -> None:
    assert catalogue(language).translated == catalogue(language).messages > 300

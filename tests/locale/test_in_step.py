"""The catalogs contain exactly the messages of the code."""

from pathlib import Path

import polib
import pytest
from django.conf import settings

from languages.registry import LANGUAGES
from tests.locale.catalogs import Key, catalog, key


@pytest.fixture(scope="module")
def found(messages_of_code: polib.POFile) -> set[Key]:
    return set(map(key, messages_of_code))


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_in_step_with_the_code(found: set[Key], language: str) -> None:
    entries = {key(entry) for entry in catalog(language)}
    assert entries - found == set()
    assert found - entries == set()


def test_code_is_searched_whole(found: set[Key]) -> None:
    assert (None, "Skip to the content", "") in found  # of a template
    assert ("milestone", "Done", "") in found  # of Python, with a context
    assert (None, "This field is required.", "") in found  # of Django
    assert len(found) > 100
    assert Path(settings.BASE_DIR, "locale", "django.pot").exists() is False

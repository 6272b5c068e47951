"""The catalogs contain exactly the messages of the code."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

from languages.registry import LANGUAGES, SOURCE
from tests import tools
from tests.locale.catalogs import Key, catalog, key

NOT_CODE = shutil.ignore_patterns(".*", "var", "tests", "docs", "content", "__pycache__", "*.mo")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> set[Key]:
    """The messages that xgettext finds in a copy of the code."""
    tools.require(tools.XGETTEXT)
    copy = tmp_path_factory.mktemp("code") / "copy"
    shutil.copytree(settings.BASE_DIR, copy, ignore=NOT_CODE)
    command = [sys.executable, "manage.py", "makemessages", "--keep-pot", "-l", SOURCE]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "sro_site.settings", "HTTPS": "1"}
    environment |= {"SECRET_KEY": settings.SECRET_KEY, "DATABASE_URL": "sqlite://:memory:"}
    subprocess.run(command, cwd=copy, env=environment, check=True, stdout=subprocess.PIPE)
    return {key(entry) for entry in polib.pofile(str(copy / "locale" / "django.pot"))}


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

"""Catalogs of three languages with a few messages, and their texts on the desk."""

from pathlib import Path
from typing import Any

import pytest

from desk.interface.syncing import sync
from tests.desk.interface.catalogs import ARABIC, ENGLISH, SPANISH, write_catalog


@pytest.fixture
def locale(tmp_path: Path, settings: Any) -> Path:
    settings.LOCALE_PATHS = [tmp_path]
    for language, text in {"en": ENGLISH, "es": SPANISH, "ar": ARABIC}.items():
        write_catalog(tmp_path, language, text)
    return tmp_path


@pytest.fixture
def synced(locale: Path) -> Path:
    sync()
    return locale

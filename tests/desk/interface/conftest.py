"""Catalogs of three languages with a few messages, and their texts on the desk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.interface.syncing import sync
from languages import overlay
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


@pytest.fixture
def words_in_use() -> Iterator[None]:
    """Puts the words back that this process used before."""
    yield
    overlay.use({})
    overlay.hold(None)

from pathlib import Path

import pytest

from tests.sro_site.gotham import Write


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def _write(content: str) -> Path:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.yaml"
        path.write_text(content)
        return path

    return _write

import shutil
import socket
from pathlib import Path

import pytest

from deploy import run

NOT_COPIED = shutil.ignore_patterns(".*", "var", "__pycache__", "tests", "docs", "*.mo")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return Path(shutil.copytree(run.ROOT, tmp_path / "checkout", ignore=NOT_COPIED))


@pytest.fixture(scope="package")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout for tests in which nothing starts; its code is compiled once for all of them."""
    home = tmp_path_factory.mktemp("refusing")
    return Path(shutil.copytree(run.ROOT, home / "checkout", ignore=NOT_COPIED))


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

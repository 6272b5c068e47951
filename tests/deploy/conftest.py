import shutil
from pathlib import Path

import pytest

from deploy import run
from deploy.machines import free_ports

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
    (port,) = free_ports(1)
    return port

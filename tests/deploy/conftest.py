import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy import run
from deploy.machines import free_ports
from tests.deploy.process import serve_once

NOT_COPIED = shutil.ignore_patterns(".*", "var", "tests", "docs", "*.mo")


@dataclass(frozen=True, slots=True)
class FirstRun:
    """A bare checkout in which `make run` has served the site once, and what it printed."""

    checkout: Path
    printed: str


@pytest.fixture(scope="package")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> FirstRun:
    """Do not change its files: it makes the database for several tests, which takes long."""
    home = tmp_path_factory.mktemp("first") / "checkout"
    shutil.copytree(run.ROOT, home, ignore=NOT_COPIED)
    return FirstRun(home, serve_once(home))


@pytest.fixture
def checkout(first_run: FirstRun, tmp_path: Path) -> Path:
    """A copy in which the site has run, to be changed."""
    return Path(shutil.copytree(first_run.checkout, tmp_path / "checkout"))


@pytest.fixture(scope="package")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout for tests in which nothing starts; its code is compiled once for all of them."""
    home = tmp_path_factory.mktemp("refusing")
    return Path(shutil.copytree(run.ROOT, home / "checkout", ignore=NOT_COPIED))


@pytest.fixture
def free_port() -> int:
    (port,) = free_ports(1)
    return port

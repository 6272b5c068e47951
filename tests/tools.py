"""Finds and installs programs that some tests need and that are not Python packages.

A test calls `require(NU)`; `python -m tests.run` installs what is missing before the tests start.
"""

import base64
import hashlib
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

KEPT = Path(__file__).resolve().parent.parent / "var" / "tools"
# The first one draws no window around the pages, and so takes a quarter less of a processor.
CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
NU_PACKAGE = "vnu-jar"
NU_VERSION = "26.9.27"
NU_SHA512 = (
    "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
)


@dataclass(frozen=True, slots=True)
class Tool:
    """A program: `find` returns its path if it is installed; `get` tries to install it.

    `get` raises OSError or CalledProcessError if it fails. `serves` names what is not tested
    without the program.
    """

    name: str
    serves: str
    find: Callable[[], Path | None]
    get: Callable[[], None]


def require(tool: Tool) -> Path:
    """The program's path; if it is missing, the calling test is skipped, or fails in CI."""
    if found := tool.find():
        return found
    message = f"{tool.name} is missing; `make test` gets it where it can"
    if in_ci():
        pytest.fail(message)
    pytest.skip(message)


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true")


def obtain(tool: Tool) -> Path | None:
    """The program's path, after installing it if needed; None if that fails."""
    if not tool.find():
        print(f"→ Getting {tool.name}", flush=True)
        try:
            tool.get()
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"  {error}", flush=True)
    return tool.find()


def on_path(program: str) -> Path | None:
    """The program, if it is on PATH."""
    found = shutil.which(program)
    return Path(found) if found else None


def _in_sbin(program: str) -> Path | None:
    """Where Debian keeps servers, which is not on the PATH of everybody."""
    found = Path("/usr/sbin") / program
    return found if found.is_file() else None


def _initdb() -> Path | None:
    """`initdb`, on PATH or where Debian keeps it, the newest first."""
    kept = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(kept, key=lambda file: float(file.parts[-3]), default=None)
    return on_path("initdb") or newest


def _nu() -> Path | None:
    """The validator's jar, if Java is there to run it."""
    jar = KEPT / f"vnu-{NU_VERSION}.jar"
    return jar if jar.is_file() and on_path("java") else None


def _get_nu() -> None:
    if not on_path("java"):
        _install("default-jre-headless")
    if not on_path("npm"):
        _install("npm")
    KEPT.mkdir(parents=True, exist_ok=True)
    package = f"{NU_PACKAGE}@{NU_VERSION}"
    subprocess.run(
        ["npm", "pack", "--silent", package], cwd=KEPT, check=True, stdout=subprocess.PIPE
    )
    archive = KEPT / f"{NU_PACKAGE}-{NU_VERSION}.tgz"
    digest = hashlib.sha512(archive.read_bytes()).digest()
    if base64.b64encode(digest).decode() != NU_SHA512:
        raise OSError(f"{archive.name} is not the file that was expected; it was left unused")
    unpacked = KEPT / "vnu.jar.new"
    with tarfile.open(archive) as tar, unpacked.open("wb") as target:
        member = tar.extractfile("package/build/dist/vnu.jar")
        assert member
        shutil.copyfileobj(member, target)
    unpacked.rename(KEPT / f"vnu-{NU_VERSION}.jar")
    archive.unlink()


@cache
def _package_lists() -> None:
    """Fetch Debian's lists of packages, once a run."""
    if os.geteuid() or not on_path("apt-get"):
        raise OSError("it can be installed by root on Debian alone")
    _apt_get("update")


def _get_chromium() -> None:
    fonts = "fonts-noto-core"  # without these, some of the ten languages are drawn as boxes
    try:
        _install(CHROMIUMS[0], fonts)
    except subprocess.CalledProcessError:  # an older Debian
        _install("chromium", fonts)


def _install(*packages: str) -> None:
    _package_lists()
    _apt_get("install", "--yes", "--no-install-recommends", *packages)


def _apt_get(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "--quiet", *arguments], env=environment, check=True)


CHROMIUM = Tool(
    "Chromium",
    "the pages were not tried in a browser",
    lambda: next(filter(None, map(on_path, CHROMIUMS)), None),
    _get_chromium,
)
NGINX = Tool(
    "nginx",
    "the configuration of nginx was not tried",
    lambda: on_path("nginx") or _in_sbin("nginx"),
    lambda: _install("nginx"),
)
NU = Tool("the Nu HTML validator", "the HTML of the pages was not validated", _nu, _get_nu)
OPENSSL = Tool(
    "openssl",
    "keys and timestamps of the public record were not compared with others'",
    lambda: on_path("openssl"),
    lambda: _install("openssl"),
)
POSTGRES = Tool("PostgreSQL", "no test ran on PostgreSQL", _initdb, lambda: _install("postgresql"))
XGETTEXT = Tool(
    "xgettext",
    "the catalogs were not compared with the code",
    lambda: on_path("xgettext"),
    lambda: _install("gettext"),
)
REDIS = Tool(
    "Redis",
    "a cache that several servers share was not tried",
    lambda: on_path("redis-server") or _in_sbin("redis-server"),
    lambda: _install("redis-server"),
)
SQLITE = Tool(
    "sqlite3",
    "the backup of an SQLite database was not tried",
    lambda: on_path("sqlite3"),
    lambda: _install("sqlite3"),
)

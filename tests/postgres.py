"""A throw-away PostgreSQL server for one test run."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# The data lives for minutes: nothing has to survive a power cut.
OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """Start a server on a socket of its own; yield its DATABASE_URL; leave nothing behind.

    `binaries` is the folder of `initdb` and `pg_ctl`. Raises OSError, with what the programs
    said, if it does not start.
    """
    account = _account()
    home = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        if account:
            shutil.chown(home, account)
        data = str(home / "data")
        control = [str(binaries / "pg_ctl"), "--pgdata", data, "--wait"]
        locale = ["--encoding=UTF8", "--lc-collate=C", "--lc-ctype=C.UTF-8"]
        initdb = [str(binaries / "initdb"), "--pgdata", data, "--username=tests", "--no-sync"]
        _as(account, home, [*initdb, "--auth=trust", *locale])
        try:
            log = ["--log", str(home / "log")]
            _as(account, home, [*control, *log, "-o", f"{OPTIONS} -k {home}", "start"])
            yield f"postgres://tests@{quote(str(home), safe='')}/postgres"
        finally:
            _as(account, home, [*control, "--mode=immediate", "stop"], check=False)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _account() -> str | None:
    """Whom to run the server as; None for oneself. PostgreSQL refuses to run as root."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as(account: str | None, home: Path, command: list[str], *, check: bool = True) -> None:
    # Into a file: the server would keep a pipe open, and reading from it would never end.
    with (home / "output").open("w+") as output:
        done = subprocess.run(
            command,
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            user=account,
            group=pwd.getpwnam(account).pw_gid if account else None,
            extra_groups=[] if account else None,
        )
    if check and done.returncode:
        said = [file.read_text() for file in (home / "output", home / "log") if file.exists()]
        raise OSError("PostgreSQL did not start: " + " ".join(said).strip())

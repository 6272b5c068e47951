"""A temporary PostgreSQL server for one test run."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# The data is temporary: it need not survive a power failure.
OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@dataclass(frozen=True, slots=True)
class Server:
    """A server with a socket in the folder `home`, run by `account`, or by this user."""

    home: Path
    binaries: Path
    account: str | None

    @property
    def url(self) -> str:
        """Its DATABASE_URL."""
        return f"postgres://tests@{quote(str(self.home), safe='')}/postgres"

    def backup(self, home: Path) -> "Server":
        """A standby that follows this server, in the folder `home`; it is not started yet."""
        if self.account:
            shutil.chown(home, self.account)
        copy = [str(self.binaries / "pg_basebackup"), "--pgdata", str(home / "data")]
        source = ["--host", str(self.home), "--username=tests", "--write-recovery-conf"]
        _as(self.account, home, [*copy, *source, "--checkpoint=fast", "--no-sync"])
        return Server(home, self.binaries, self.account)

    def promote(self) -> None:
        """Make a standby a primary."""
        self._control("promote")

    def start(self) -> None:
        log = ["--log", str(self.home / "log")]
        self._control(*log, "-o", f"{OPTIONS} -k {self.home}", "start")

    def stop(self, *, check: bool = True) -> None:
        """End it at once, with all its connections."""
        self._control("--mode=immediate", "stop", check=check)

    def _control(self, *arguments: str, check: bool = True) -> None:
        command = [str(self.binaries / "pg_ctl"), "--pgdata", str(self.home / "data"), "--wait"]
        _as(self.account, self.home, [*command, *arguments], check=check)


@contextmanager
def server(binaries: Path) -> Iterator[str]:
    """Start a server on a private socket; yield its DATABASE_URL; remove everything afterwards.

    `binaries` is the folder of `initdb` and `pg_ctl`. Raises OSError, with what the programs
    said, if it does not start.
    """
    with running(binaries) as started:
        yield started.url


@contextmanager
def running(binaries: Path) -> Iterator[Server]:
    """Like `server`, for tests that stop and restart it."""
    account = _account()
    home = Path(tempfile.mkdtemp(prefix="postgres-"))
    started = Server(home, binaries, account)
    try:
        if account:
            shutil.chown(home, account)
        locale = ["--encoding=UTF8", "--lc-collate=C", "--lc-ctype=C.UTF-8"]
        data = ["--pgdata", str(home / "data"), "--username=tests", "--no-sync", "--auth=trust"]
        _as(account, home, [str(binaries / "initdb"), *data, *locale])
        try:
            started.start()
            yield started
        finally:
            started.stop(check=False)
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

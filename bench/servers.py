"""Starts the site, a bare application, and nginx, each on a port of this machine."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.machines import free_ports
from deploy.restart import pid_file, process_of
from deploy.run import ROOT
from tests.nginx import until_open

WORKERS = 2
SITE = "sro_site.wsgi"
# The settings of a public site, except for what needs a certificate.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "sro_site.settings",
    "SECRET_KEY": "a-key-for-benchmarks-alone-it-opens-nothing-and-is-no-secret",
    "DEBUG": "",
    "HTTPS": "",
    "REDIS_URL": "",
    "SCRIPT_NAME": "",
    "ALLOWED_HOSTS": "",
    "LOG_LEVEL": "ERROR",
}


@dataclass(frozen=True, slots=True)
class Server:
    """A running gunicorn: its address without a final slash, and the id of its master process."""

    address: str
    pid: int

    @property
    def host(self) -> str:
        """Host and port."""
        return self.address.removeprefix("http://")

    @property
    def workers(self) -> list[int]:
        """The ids of the processes that answer."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in children.split()]


@contextmanager
def database() -> Iterator[str]:
    """The URL of a temporary SQLite database with the districts of `content/`."""
    with TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder) / "site.sqlite3"
        file.write_bytes(_filled())
        yield f"sqlite:///{file}"


@cache
def _filled() -> bytes:
    """The file of such a database; it is made once, and the static files with it."""
    with TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder) / "site.sqlite3"
        for command in ("migrate", "load_districts", "collectstatic --no-input"):
            manage(f"sqlite:///{file}", *command.split())
        return file.read_bytes()


def manage(url: str, *arguments: str) -> None:
    """Run a command of `manage.py` on this database, in silence."""
    command = [sys.executable, "manage.py", *arguments]
    given = environment(DATABASE_URL=url)
    subprocess.run(command, cwd=ROOT, env=given, check=True, stdout=subprocess.DEVNULL)


def environment(**settings: str) -> dict[str, str]:
    """The environment of a process of the site."""
    return {**os.environ, **SETTINGS, **settings}


@contextmanager
def gunicorn(
    application: str = SITE, *, workers: int = WORKERS, **settings: str
) -> Iterator[Server]:
    """Serve the application as the site is served (`deploy/gunicorn_conf.py`)."""
    (port,) = free_ports(1)
    given = environment(**settings, PORT=str(port), WEB_CONCURRENCY=str(workers))
    program = str(Path(sys.executable).with_name("gunicorn"))
    command = [sys.executable, program, "--config", "deploy/gunicorn_conf.py"]
    # The bare application stands in `bench/`, but must not import it: that starts Django.
    command += [application] if application == SITE else ["--pythonpath", "bench", application]
    process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.DEVNULL)
    try:
        until_open(port, process)
        yield Server(f"http://127.0.0.1:{port}", process.pid)
    finally:
        _end(process, port)


def _end(process: subprocess.Popen[bytes], port: int) -> None:
    """End the server, also if another process has taken its place (deploy/restart.py)."""
    process.terminate()  # it may not have noted its id yet
    process.wait()  # or its id would stay in use
    while pid := process_of(pid_file(port)):
        os.kill(pid, signal.SIGTERM)
        time.sleep(0.1)


@contextmanager
def redis(program: Path) -> Iterator[str]:
    """The REDIS_URL of a temporary Redis."""
    with TemporaryDirectory(prefix="bench-") as folder:
        (port,) = free_ports(1)
        options = ["--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", ""]
        process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)
        try:
            until_open(port, process)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(timeout=10)

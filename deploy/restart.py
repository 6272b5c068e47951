"""What `make restart` does: the running site gets new code, and no reader notices.

A second gunicorn starts on the same port. When it serves, the first one answers what it was asked,
and ends. If the new code does not start, the site goes on with the old one. Settings stay those
with which the site was started: for new ones, stop it and start it.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from deploy import run
from sro_site import environment

START = 120.0  # seconds for the new server to start, on a busy machine
END = 45.0  # seconds for the old one to end, longer than its graceful timeout


class RestartError(Exception):
    """The message says why, and what serves now."""


def main() -> None:
    """Prepare as for a start, and replace the server that runs."""
    os.chdir(run.ROOT)
    try:
        old = running(pid_file(environment.port(os.environ)))
        run.prepare()
        run.collect()
        run.step("Starting the new server")
        replace(old, pid_file(environment.port(os.environ)))
    except (RestartError, environment.WrongSetting) as error:
        sys.exit(f"The site was not restarted. {error}")


def pid_file(port: int) -> Path:
    """Where gunicorn notes the id of its process (deploy/gunicorn_conf.py)."""
    return run.ROOT / "var" / f"gunicorn-{port}.pid"


def running(file: Path) -> int:
    """The process that serves now. Raises `RestartError` if there is none."""
    pid = process_of(file)
    if not pid:
        raise RestartError(f"It does not run ({file} names no process). Start it: make run")
    return pid


def replace(old: int, file: Path) -> None:
    """Start a new server beside `old`, and end that. Raises `RestartError`."""
    new = file.with_name(f"{file.name}.2")
    os.kill(old, signal.SIGUSR2)
    if not _until(lambda: _has_workers(process_of(new)), START):
        raise RestartError("The new server did not start; its log says why. The old one goes on.")
    os.kill(old, signal.SIGTERM)
    if not _until(lambda: process_of(file) not in (0, old), END):
        raise RestartError(f"The new server serves, but the old one, {old}, has not ended.")


def process_of(file: Path) -> int:
    """The process that the file names; 0 if there is none."""
    try:
        pid = int(file.read_text())
        os.kill(pid, 0)
    except (OSError, ValueError):
        return 0
    return pid


def _has_workers(pid: int) -> bool:
    try:
        return bool(pid and Path(f"/proc/{pid}/task/{pid}/children").read_text().strip())
    except OSError:
        return False


def _until(done: Callable[[], bool], seconds: float) -> bool:
    """Whether it is done in time."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if done():
            return True
        time.sleep(0.1)
    return False


if __name__ == "__main__":
    main()

"""Starts the site as a person does, in its own checkout."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from deploy.machines import free_ports

SETTINGS = (
    "DATABASE_URL",
    "SECRET_KEY",
    "DJANGO_SETTINGS_MODULE",
    "ALLOWED_HOSTS",
    "HTTPS",
    "DEBUG",
)


def start(checkout: Path, module: str = "deploy.run", **settings: str) -> subprocess.Popen[str]:
    inherited = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return subprocess.Popen(
        [sys.executable, "-m", module],
        cwd=checkout,
        env={**inherited, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def until(process: subprocess.Popen[str], ready: str) -> str:
    """What the process printed up to the line that says it is ready, or all of it."""
    assert process.stdout
    printed = ""
    for line in process.stdout:
        printed += line
        if ready in line:
            break
    return printed


def serve_once(checkout: Path) -> str:
    """What `make run` prints until it is ready; then its front page is read, and it is ended."""
    (port,) = free_ports(1)
    with start(checkout, PORT=str(port), WEB_CONCURRENCY="1") as process:
        try:
            printed = until(process, "is ready:")
            address = f"http://127.0.0.1:{port}/"
            assert address in printed
            with urlopen(f"{address}en/", timeout=60) as response:  # noqa: S310 - our own
                assert response.status == 200
        finally:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0
    return printed

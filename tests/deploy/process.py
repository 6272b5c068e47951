"""Starts the site as a person does, in its own checkout."""

import os
import subprocess
import sys
from pathlib import Path

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

"""A site of two processes behind nginx, with a PostgreSQL of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bench.faults.staff import NAME, PASSWORD, Staff
from bench.servers import SETTINGS, Server, gunicorn, manage
from deploy.run import ROOT
from tests import nginx, postgres, tools

DISTRICT = "/admin/districts/district/1/change/"


@dataclass(frozen=True, slots=True)
class Running:
    """`front` is host and port of nginx, `server` the gunicorn behind it."""

    database: postgres.Server
    server: Server
    front: str

    def staff(self, path: str = DISTRICT) -> Staff:
        """Somebody signed in who uses the form at `path`."""
        return staff_of(self.front, path)


def staff_of(host: str, path: str = DISTRICT) -> Staff:
    """Somebody signed in at `host` who uses the form at `path`, by default the first district's."""
    staff = Staff(host, path)
    staff.sign_in()
    return staff


@contextmanager
def site(**settings: Any) -> Iterator[Running]:
    """Start everything; end it afterwards."""
    binaries = tools.require(tools.POSTGRES).parent
    with postgres.running(binaries) as database:
        prepare(database.url)
        with gunicorn(DATABASE_URL=database.url, **settings) as server:
            program = tools.require(tools.NGINX)
            with nginx.running(program, [server.host], ROOT / "var") as front:
                yield Running(database, server, front.removeprefix("http://"))


def prepare(url: str) -> None:
    """The tables, the districts of `content/`, and an account."""
    manage(url, "migrate")
    manage(url, "load_districts")
    manage(url, "collectstatic", "--no-input")
    account = {"DJANGO_SUPERUSER_USERNAME": NAME, "DJANGO_SUPERUSER_PASSWORD": PASSWORD}
    command = [sys.executable, "manage.py", "createsuperuser", "--no-input"]
    given = {**os.environ, **SETTINGS, **account, "DATABASE_URL": url}
    given["DJANGO_SUPERUSER_EMAIL"] = "faults@example.org"
    subprocess.run(command, cwd=ROOT, env=given, check=True, stdout=subprocess.DEVNULL)

"""What `make run` does after installing: from a fresh checkout to a running site.

Each step can be repeated and skips what is already done. A wrong setting ends it with status 2 and
a message that names the setting.
"""

import errno
import os
import secrets
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import Error, connection

from deploy import catalogs
from sro_site import environment

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Prepare and serve with the settings of a public site."""
    start(serve)


def start(serve: Callable[[], None], *, debug: bool = False) -> None:
    """Prepare the site and call `serve`; a wrong setting is printed, and ends it with status 2."""
    os.chdir(ROOT)
    try:
        if debug:
            os.environ["DEBUG"] = "1"
        else:
            environment.refuse_debug(os.environ)
        check_environment()
        prepare()
    except environment.WrongSetting as error:
        sys.exit(_failed(str(error)))
    serve()


def check_environment() -> None:
    """Find wrong settings before any work is done.

    Raises `WrongSetting`.
    """
    check_port(environment.port(os.environ), environment.listen_address(os.environ))
    (ROOT / "var").mkdir(exist_ok=True)
    keep_secret_key(environment.secret_key_file(ROOT))
    environment.check(os.environ, ROOT)


def check_port(port: int, address: str = "127.0.0.1") -> None:
    """Raise `WrongSetting` if `port` of this address cannot be used now."""
    family = socket.AF_INET6 if address.startswith("[") else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.strip("[]"), port))
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                advice = f"{address} is no address of this machine. Write one that is."
                raise environment.WrongSetting("LISTEN_ADDRESS", advice) from error
            taken = error.errno == errno.EADDRINUSE
            why = "is in use by another program" if taken else "is not open to this user"
            advice = f"{port} {why}. Write another port, such as PORT=8001"
            raise environment.WrongSetting("PORT", advice) from error


def keep_secret_key(file: Path) -> None:
    """Make a key for local use, readable only by this user, unless there is one."""
    if any(os.environ.get(name, "").strip() for name in ("SECRET_KEY", "SECRET_KEY_FILE")):
        return
    if file.exists() and file.stat().st_size:
        return
    step("Making a secret key for local use")
    with open(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as stream:
        stream.write(secrets.token_urlsafe(50))


def prepare() -> None:
    """Bring catalogs, database and content up to date."""
    step("Compiling the catalogs")
    catalogs.compile_all()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sro_site.settings")
    django.setup()
    connect()
    step("Bringing the database up to date")
    call_command("migrate", interactive=False, verbosity=0)
    step("Loading the districts, if there are none")
    call_command("load_districts", if_empty=True)
    step("Taking over the texts of the interface")
    call_command("sync_interface")


def connect() -> None:
    """Open the database once. Raises `WrongSetting` if it does not answer within five seconds."""
    database: Any = connection
    database.may_create = True
    try:
        database.ensure_connection()
    except Error as error:
        advice = (
            f"this database cannot be opened ({str(error).splitlines()[0]}). Write another one as "
            "postgres://USER:PASSWORD@HOST:5432/NAME or sqlite:///PATH, or start this one."
        )
        raise environment.WrongSetting("DATABASE_URL", advice) from error


def collect() -> None:
    """Collect the static files."""
    step("Collecting static files")
    call_command("collectstatic", interactive=False, verbosity=0)


def serve() -> None:
    """Replace this process with gunicorn."""
    collect()
    if not os.environ.get("MAIL_URL", "").strip():
        step("Mails go into var/mail when manage.py send_alerts is run; MAIL_URL names a server")
    step("Starting the server")
    # Not `-m gunicorn`: make restart would start that from its own folder, without the site.
    program = Path(sys.executable).with_name("gunicorn")
    become(str(program), "--config", "deploy/gunicorn_conf.py", "sro_site.wsgi")


def become(*arguments: str) -> None:
    """Replace this process with Python running `arguments`, so that signals reach the server."""
    connection.close()
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - our own interpreter


def step(words: str) -> None:
    """Print what is done next."""
    print(f"→ {words}", flush=True)


def _failed(message: str) -> int:
    print(f"The site was not started. {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)

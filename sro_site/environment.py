"""The settings that the site takes from environment variables, each checked at the start.

A wrong or missing value raises `WrongSetting`, whose message names the variable and says what to
write. Nothing else is read, except the secret key file that `make run` keeps.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured

from feedback import servers
from opendata import sharing
from opendata.record import proving
from sro_site import database_urls

T = TypeVar("T")
SHORTEST_KEY = 50
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
LOG_FORMATS = ("text", "json")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_HOST = re.compile(r"\.?[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?|\[[0-9a-fA-F:]+\]")
_PREFIX = re.compile(r"(/[a-zA-Z0-9._~-]+)*")


class WrongSetting(ImproperlyConfigured):
    """A variable that is missing or invalid: its `name`, and what to write instead."""

    def __init__(self, name: str, advice: str) -> None:
        super().__init__(f"{name}: {advice}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Environment:
    """The checked settings; see docs/operators.md for the variables."""

    secret_key: str = field(repr=False)
    database: dict[str, Any] = field(repr=False)  # contains the password
    replica: dict[str, Any] | None = field(repr=False)  # of the database; None for none
    redis_url: str = field(repr=False)  # may contain one, too; "" for none
    allowed_hosts: list[str]
    https: bool
    proxies: int
    second_factor: bool
    record_key: bytes | None = field(repr=False)  # signs the public record; None for none
    timestamp_url: str  # "" for none
    debug: bool
    log_level: str
    log_format: str
    frame_ancestors: list[str]
    data_license: str
    mail_server: servers.Server | None = field(repr=False)  # None: mails are put into a folder
    address: str


def read(environ: Mapping[str, str], root: Path) -> Environment:
    """All settings, from `environ` and the files below `root`. Raises `WrongSetting`."""
    return Environment(
        secret_key=_secret_key(environ, root),
        database=_database(environ, root),
        replica=_replica(environ),
        redis_url=_redis_url(environ),
        allowed_hosts=_allowed_hosts(environ),
        https=_switch(environ, "HTTPS"),
        proxies=_proxies(environ),
        second_factor=_second_factor(environ),
        record_key=_parsed(environ, "RECORD_KEY_FILE", proving.record_key),
        timestamp_url=_parsed(environ, "TIMESTAMP_URL", proving.timestamp_url),
        debug=_debug(environ),
        log_level=_log_level(environ),
        log_format=log_format(environ),
        frame_ancestors=_parsed(environ, "FRAME_ANCESTORS", sharing.frame_ancestors),
        data_license=_parsed(environ, "DATA_LICENSE", sharing.data_license),
        mail_server=_parsed(environ, "MAIL_URL", servers.mail_server),
        address=address(environ),
    )


def check(environ: Mapping[str, str], root: Path) -> None:
    """Raise `WrongSetting` if a setting is wrong, also one that `read` leaves out."""
    for each in (port, listen_address, workers, metrics_port, prefix):
        each(environ)
    read(environ, root)


def port(environ: Mapping[str, str], name: str = "PORT", default: int = 8000) -> int:
    """The port to listen on, 1 to 65535; only the server needs it, so `read` leaves it out."""
    return _whole_number(environ, name, default, 1, 65535)


def listen_address(environ: Mapping[str, str]) -> str:
    """The address of this machine to listen on, an IPv6 one in brackets."""
    text = environ.get("LISTEN_ADDRESS", "").strip() or "127.0.0.1"
    try:
        address = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        advice = (
            f"“{text}” is no IP address. Write that of this machine in the private network in "
            "which the proxy asks, or 0.0.0.0 in a container; or leave it out for 127.0.0.1."
        )
        raise WrongSetting("LISTEN_ADDRESS", advice) from None
    return f"[{address}]" if address.version == 6 else str(address)


def workers(environ: Mapping[str, str]) -> int:
    """The number of server processes."""
    return _whole_number(environ, "WEB_CONCURRENCY", 2, 1, 64)


def metrics_port(environ: Mapping[str, str]) -> int:
    """The port on which this machine is told numbers of the site; 0 for none."""
    if not environ.get("METRICS_PORT", "").strip():
        return 0
    return _whole_number(environ, "METRICS_PORT", 0, 1, 65535)


def log_format(environ: Mapping[str, str]) -> str:
    """How the log is written: "text" or "json"."""
    text = environ.get("LOG_FORMAT", "").strip().lower() or "text"
    if text not in LOG_FORMATS:
        raise WrongSetting("LOG_FORMAT", f"“{text}” is neither text nor json.")
    return text


def prefix(environ: Mapping[str, str]) -> str:
    """The path at which the host serves the site, "" for none; gunicorn reads it too."""
    text = environ.get("SCRIPT_NAME", "")
    if not _PREFIX.fullmatch(text):
        raise WrongSetting(
            "SCRIPT_NAME", f"“{text}” is not a path such as /sro (without a last slash)."
        )
    return text


def address(environ: Mapping[str, str]) -> str:
    """Where the site is, for what is read elsewhere, such as mails: no slash at the end."""
    host = _allowed_hosts(environ)[0].lstrip(".")
    end = f":{port(environ)}" if host in LOCAL_HOSTS else ""
    scheme = "https" if _switch(environ, "HTTPS") else "http"
    return f"{scheme}://{host}{end}{prefix(environ).rstrip('/')}"


def refuse_debug(environ: Mapping[str, str]) -> None:
    """Raise `WrongSetting` if DEBUG is on, since a public server would show errors in full."""
    if _switch(environ, "DEBUG"):
        raise WrongSetting("DEBUG", "is for `make dev` alone, which sets it. Take it away.")


def secret_key_file(root: Path) -> Path:
    """Where `make run` keeps the key that it has made for this machine."""
    return root / "var" / "secret-key"


def _whole_number(environ: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = environ.get(name, "").strip() or str(default)
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise WrongSetting(name, f"“{text}” is not a whole number from {low} to {high}.")
    return int(text)


def _secret_key(environ: Mapping[str, str], root: Path) -> str:
    key = environ.get("SECRET_KEY", "").strip()
    name = environ.get("SECRET_KEY_FILE", "").strip()
    if key and name:
        raise WrongSetting("SECRET_KEY_FILE", "is given together with SECRET_KEY. Keep one.")
    file = Path(name) if name else secret_key_file(root)
    if name and not file.is_file():
        raise WrongSetting("SECRET_KEY_FILE", f"there is no file {file}. Make it (mode 600).")
    if not key and file.is_file():
        key = _key_in(file)
    if not key:
        raise WrongSetting(
            "SECRET_KEY",
            f"is not set. Write at least {SHORTEST_KEY} random characters into it, or start the "
            "site once with `make run`, which makes one for local use.",
        )
    if len(key) < SHORTEST_KEY:
        raise WrongSetting(
            "SECRET_KEY", f"has {len(key)} characters; write at least {SHORTEST_KEY} random ones."
        )
    return key


def _key_in(file: Path) -> str:
    if file.stat().st_mode & 0o077:
        said = f"others on this machine can read {file}. Remove it and make a new one (`make run` "
        raise WrongSetting("SECRET_KEY", said + "does): then everybody has to sign in again.")
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        said = f"{file} cannot be read ({error}). Give it to the user who runs the site."
        raise WrongSetting("SECRET_KEY", said) from error


def _database(environ: Mapping[str, str], root: Path) -> dict[str, Any]:
    url = environ.get("DATABASE_URL", "").strip() or f"sqlite:///{root / 'var' / 'site.sqlite3'}"
    try:
        return database_urls.parse(url)
    except ValueError as error:
        raise WrongSetting("DATABASE_URL", str(error)) from None


def _replica(environ: Mapping[str, str]) -> dict[str, Any] | None:
    name, url = "DATABASE_REPLICA_URL", environ.get("DATABASE_REPLICA_URL", "").strip()
    if not url:
        return None
    for each in (url, environ.get("DATABASE_URL", "").strip()):
        if not database_urls.POSTGRES_URL.fullmatch(each):
            raise WrongSetting(
                name,
                "is for a streaming replica of PostgreSQL. Write postgres://USER:PASSWORD@HOST:5432/"
                "NAME here, and the address of its primary in DATABASE_URL; or leave it out.",
            )
    try:
        return database_urls.parse(url, "standby")
    except ValueError as error:
        raise WrongSetting(name, str(error)) from None


def _redis_url(environ: Mapping[str, str]) -> str:
    url = environ.get("REDIS_URL", "").strip()
    if url and not re.match(r"(rediss?://[^/]|unix:///)", url):
        advice = (
            "is not understood. Write redis://HOST:6379/0, rediss://… or unix:///PATH, or leave it "
            "out: then each server process keeps pages for itself."
        )
        raise WrongSetting("REDIS_URL", advice)
    return url


def _allowed_hosts(environ: Mapping[str, str]) -> list[str]:
    hosts = [host.strip() for host in environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise WrongSetting(
                "ALLOWED_HOSTS",
                f"“{host}” is not a host name. Write names without scheme or port, separated by "
                "commas, such as transition.example.org.",
            )
    return hosts or list(LOCAL_HOSTS)


def _parsed(environ: Mapping[str, str], name: str, read: Callable[[str], T]) -> T:
    try:
        return read(environ.get(name, ""))
    except ValueError as error:
        raise WrongSetting(name, str(error)) from None


def _switch(environ: Mapping[str, str], name: str) -> bool:
    text = environ.get(name, "").strip().lower()
    if text not in ("", "0", "1"):
        raise WrongSetting(name, f"“{text}” is neither 1 (on) nor 0 (off).")
    return text == "1"


def _proxies(environ: Mapping[str, str]) -> int:
    """How many proxies stand before the site, each of which names its client in a header."""
    https = _switch(environ, "HTTPS")
    found = _whole_number(environ, "PROXIES", int(https), 0, 9)
    if https and not found:
        said = "0 does not go together with HTTPS=1, for which a proxy is needed. Count it."
        raise WrongSetting("PROXIES", said)
    return found


def _second_factor(environ: Mapping[str, str]) -> bool:
    """Whether staff need a second factor: wherever others than this machine reach the site."""
    if environ.get("SECOND_FACTOR", "").strip():
        return _switch(environ, "SECOND_FACTOR")
    return _switch(environ, "HTTPS") or not set(_allowed_hosts(environ)) <= {*LOCAL_HOSTS}


def _debug(environ: Mapping[str, str]) -> bool:
    """Whether errors are shown in full, which only developers may see."""
    debug = _switch(environ, "DEBUG")
    if debug and (_switch(environ, "HTTPS") or set(_allowed_hosts(environ)) - set(LOCAL_HOSTS)):
        raise WrongSetting(
            "DEBUG",
            "shows errors with all that they hold, so it is not taken together with HTTPS=1 or "
            "with ALLOWED_HOSTS of other machines. Take DEBUG away, or these.",
        )
    return debug


def _log_level(environ: Mapping[str, str]) -> str:
    level = environ.get("LOG_LEVEL", "").strip().upper() or "INFO"
    if level not in LOG_LEVELS:
        raise WrongSetting("LOG_LEVEL", f"“{level}” is none of {', '.join(LOG_LEVELS)}.")
    return level

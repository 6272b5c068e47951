"""What the address of a database in the settings means for Django."""

import re
from pathlib import Path
from typing import Any

import dj_database_url

ADVICE = (
    "is not understood. Write postgres://USER:PASSWORD@HOST:5432/NAME (or HOST:5432,HOST:5432 for "
    "a primary and its replica) or sqlite:///PATH, or leave it out for the embedded SQLite "
    "database. Signs such as @ : / ? # % in a user name or a password have to be percent-encoded "
    "(@ as %40, / as %2F)."
)
POSTGRES_URL = re.compile(r"(postgres(?:ql)?://(?:[^/?#]*@)?)([^/?#@]*)(.*)", re.DOTALL)
# A connection keeps 512 KiB of the file: Linux has the whole in memory, once for all of them.
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-512")
# An @ cannot follow the host: what looks like a name or an option is part of a password.
_MISPLACED_AT = re.compile(r"://[^/?#]*[/?#].*@", re.DOTALL)


def parse(url: str, role: str = "primary") -> dict[str, Any]:
    """An entry of `DATABASES`. Raises ValueError with what to write instead.

    Of several hosts of PostgreSQL, each new connection takes the first one that is a `role`:
    "primary" or "standby". So the site follows when a standby is made the primary.
    """
    try:
        database = _several(url, role) or dict(dj_database_url.parse(url))
    except ValueError:
        raise ValueError(ADVICE) from None
    if not database.get("NAME"):
        raise ValueError(ADVICE)
    if database["ENGINE"] == "django.db.backends.postgresql":
        return _postgres(url, database)
    if database["ENGINE"] == "django.db.backends.sqlite3":
        return _sqlite(database)
    raise ValueError(ADVICE)


def _several(url: str, role: str) -> dict[str, Any] | None:
    """The database of an address with several hosts; None for any other address."""
    parts = POSTGRES_URL.fullmatch(url)
    if not parts or "," not in parts[2]:
        return None
    begin, hosts, end = parts.groups()
    addresses = [f"{begin}{host}{end}" for host in hosts.split(",")]
    each: list[dict[str, Any]] = [dict(dj_database_url.parse(one)) for one in addresses]
    if not all(one["HOST"] for one in each):
        raise ValueError(ADVICE)
    return each[0] | {
        "HOST": ",".join(one["HOST"] for one in each),
        "PORT": ",".join(str(one["PORT"] or 5432) for one in each),
        "OPTIONS": {"target_session_attrs": role, **each[0].get("OPTIONS", {})},
    }


def _postgres(url: str, database: dict[str, Any]) -> dict[str, Any]:
    if _MISPLACED_AT.search(url):
        raise ValueError(ADVICE)
    options = database.get("OPTIONS", {})
    if file := options.get("passfile"):
        _check_password_file(Path(str(file)))
    # Milliseconds for the last one: after that an unanswered packet ends the connection.
    patience = {"connect_timeout": 2, "keepalives_idle": 30, "tcp_user_timeout": 10_000}
    # Each thread keeps its connection, because opening one takes ten times as long as a query.
    # It is checked before each request, and opened again if the database has restarted.
    kept = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    return database | kept | {"OPTIONS": {**patience, **options}}


def _check_password_file(file: Path) -> None:
    """PostgreSQL's own library would pass over such a file, and say that there is no password."""
    if not file.is_file():
        raise ValueError(f"there is no file {file}, which its passfile names. Make it (mode 600).")
    if file.stat().st_mode & 0o077:
        raise ValueError(
            f"others on this machine can read {file}, which its passfile names, so PostgreSQL "
            f"does not use it. Run: chmod 600 {file}"
        )


def _sqlite(database: dict[str, Any]) -> dict[str, Any]:
    return database | {
        "ENGINE": "sro_site.sqlite",
        # Each thread keeps its connection, because a new one reads all definitions of tables first.
        # After a minute it opens the file again, in case that has been replaced.
        "CONN_MAX_AGE": 60,
        # Readers never wait for a writer; a writer takes the lock before it reads.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "".join(f"PRAGMA {each};" for each in PRAGMAS),
        },
    }

"""Writes `deploy/nginx.conf` with its marked lines changed.

`python -m deploy.nginx FOLDER NAME SERVER…` does so for `deploy/compose.yaml`; `write` does it for
tests, benchmarks and `deploy/machines.py`: on a port of this machine, without TLS.
"""

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).with_suffix(".conf")
# What nginx.conf says around a site (docs/operators.md); a test has its own folders, no daemon.
AROUND = """daemon off;
{user}pid {folder}/pid;
worker_processes {workers};
error_log stderr;
events {{ worker_connections 16384; }}
http {{
    sendfile on;
    tcp_nopush on;
    gzip on;
    access_log off;
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    {temporary}
    include {site};
    {also}
}}
"""
TRIES = 10  # as in the shipped file
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
WRITABLE = Path("/tmp")  # noqa: S108 - of a container that may write nowhere else
CERTIFICATES = r"/etc/letsencrypt/live/transition\.example\.org"
# Where a container of nginx finds what Debian keeps elsewhere.
IN_CONTAINER = (
    (rf"{CERTIFICATES}/fullchain\.pem", "/run/secrets/certificate"),
    (rf"{CERTIFICATES}/privkey\.pem", "/run/secrets/certificate-key"),
    (r"/srv/sro/var/export;", "/srv/sro/var/exported/export;"),
    (r"/var/log/nginx/sro\.log", "/dev/stdout"),
    (r"/var/log/nginx/sro-error\.log", "/dev/stderr"),
)


def write(
    folder: Path,
    port: int,
    upstream: Sequence[str],
    var: Path,
    *,
    workers: int = 1,
    also: str = "",
) -> Path:
    """Write the configuration into `folder`; return the file that `nginx -c` takes.

    nginx will listen on `port` of this machine over HTTP, ask the `upstream` servers
    ("127.0.0.1:8000"), and give the files of `var/static`; `also` is what else it serves, as
    configuration.
    Raises ValueError if the shipped file lacks a line that has to be replaced.
    """
    text = _replaced(
        (
            _upstream(upstream),
            (r"(?s)server \{\n    listen 80;.*?\n\}\n", ""),
            (r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};"),
            (r"listen \[::\]:443 ssl http2;", ""),
            (r"    ssl_.*\n", ""),
            (r"/srv/sro/var", str(var)),
            (r"/var/cache/sro", f"{folder}/cache"),
            (r"/var/log/nginx", str(folder)),
        )
    )
    user = "" if os.geteuid() else "user root;\n"
    return _write(folder, text, folder, user=user, workers=workers, also=also)


def write_public(folder: Path, name: str, upstream: Sequence[str]) -> Path:
    """Write the configuration of a public site: HTTPS for the host `name`, files as in containers.

    Raises ValueError if the shipped file lacks a line that has to be replaced.
    """
    named = (r"transition\.example\.org", name)
    text = _replaced((_upstream(upstream), *IN_CONTAINER, named))
    return _write(folder, text, WRITABLE, user="", workers=2, also="")


def _write(folder: Path, site: str, work: Path, **around: Any) -> Path:
    """Write both files into `folder`; nginx keeps its own ones in `work`."""
    (folder / "site.conf").write_text(site, encoding="utf-8")
    temporary = " ".join(f"{name}_temp_path {work}/{name};" for name in TEMPORARY)
    named = {"folder": work, "site": folder / "site.conf", "temporary": temporary}
    main = folder / "nginx.conf"
    main.write_text(AROUND.format(**named, **around), encoding="utf-8")
    return main


def _replaced(changes: Sequence[tuple[str, str]]) -> str:
    text = SHIPPED.read_text(encoding="utf-8")
    for pattern, replacement in changes:
        text, found = re.subn(pattern, replacement, text)
        if not found:
            raise ValueError(f"{SHIPPED.name} has nothing like {pattern}")
    return text


def _upstream(servers: Sequence[str]) -> tuple[str, str]:
    """What stands for the one server of the shipped file.

    Of several servers, one that does not answer twice is left out for three seconds. If all are
    left out, they are asked all the same: those marked "backup" are never left out.
    """
    if len(servers) == 1:
        lines = [f"    server {servers[0]} max_fails=0;"] * TRIES
    else:
        lines = [f"    server {each} max_fails=2 fail_timeout=3s;" for each in servers]
        lines += [f"    server {each} max_fails=0 backup;" for each in servers]
    return r"(    server 127\.0\.0\.1:8000 .*\n)+", "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    write_public(Path(sys.argv[1]).absolute(), sys.argv[2], sys.argv[3:])

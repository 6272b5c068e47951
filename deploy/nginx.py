"""Writes `deploy/nginx.conf` for tests and benchmarks: other ports and folders, and no TLS."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

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
    include {folder}/site.conf;
    {also}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


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
    twice = [address for address in upstream for _ in range(2)]
    servers = "\n".join(f"    server {address} max_fails=0;" for address in twice)
    text = SHIPPED.read_text(encoding="utf-8")
    for pattern, replacement in (
        (r"(    server 127\.0\.0\.1:8000 .*\n)+", f"{servers}\n"),
        (r"(?s)server \{\n    listen 80;.*?\n\}\n", ""),
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{port};"),
        (r"listen \[::\]:443 ssl http2;", ""),
        (r"    ssl_.*\n", ""),
        (r"/srv/sro/var", str(var)),
        (r"/var/cache/sro", f"{folder}/cache"),
        (r"/var/log/nginx", str(folder)),
    ):
        text, found = re.subn(pattern, replacement, text)
        if not found:
            raise ValueError(f"{SHIPPED.name} has nothing like {pattern}")
    (folder / "site.conf").write_text(text, encoding="utf-8")
    main = folder / "nginx.conf"
    main.write_text(_around(folder, workers, also), encoding="utf-8")
    return main


def _around(folder: Path, workers: int, also: str) -> str:
    temporary = " ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY)
    user = "" if os.geteuid() else "user root;\n"
    named = {"folder": folder, "workers": workers, "temporary": temporary, "also": also}
    return AROUND.format(user=user, **named)

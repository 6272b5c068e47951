"""The shipped nginx before a server that says what a test says, with some files to give itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests import nginx, tools
from tests.deploy.upstream import Upstream

FILES = {
    "site.0123456789ab.css": b"plain",
    "site.0123456789ab.css.gz": b"gzip",
    "site.0123456789ab.css.br": b"brotli",
    "app.js": b"plain",
    "app.js.br": b"brotli",
    "small.svg": b"plain",
    "font.0123456789ab.woff2": b"font",
}
EXPORTED = {
    "index.html": "exported page",
    "calendar.ics": "BEGIN:VCALENDAR",
}


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes


Ask = Callable[..., Reply]


@contextmanager
def asking(upstream: Upstream, var: Path) -> Iterator[Ask]:
    """Sends a request to nginx: `ask(path, method="GET", body=None, **headers)`.

    `var` is an empty folder for the files that it gives itself.
    """
    write_files(var)
    program = tools.require(tools.NGINX)
    with upstream.serving() as served, nginx.running(program, [served], var) as address:
        host = urlsplit(address).netloc

        def ask(path: str, method: str = "GET", body: bytes | None = None, **given: str) -> Reply:
            connection = HTTPConnection(host, timeout=60)
            headers = {name.replace("_", "-"): value for name, value in given.items()}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            reply = Reply(answer.status, named, answer.read())
            connection.close()
            return reply

        yield ask


def write_files(var: Path) -> None:
    static, exported = var / "static", var / "export" / "exported"
    static.mkdir()
    exported.mkdir(parents=True)
    for name, content in FILES.items():
        (static / name).write_bytes(content)
    for name, text in EXPORTED.items():
        (exported / name).write_text(text)

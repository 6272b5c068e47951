"""Sends requests to the WSGI application, as a server does: with headers that no client refuses."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import setup_testing_defaults

from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler

from publishing.kept_pages.layer import KeptPages
from sro_site.kept_pages import keeping


@dataclass(frozen=True, slots=True)
class Reply:
    """Headers in the order in which they were sent, since one could be sent twice."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for each, value in self.headers if each.lower() == name.lower()]


def start() -> KeptPages:
    """The whole site, which reads the versions when it is asked, in place of a thread."""
    django: Any = WSGIHandler()
    made = keeping(django)
    made.versions.watch = made.versions.read  # type: ignore[method-assign]
    return made


def empty_caches() -> None:
    for cache in caches.all(initialized_only=True):
        cache.clear()


def started() -> Iterator[KeptPages]:
    """For a fixture: the site without kept pages, neither before nor after."""
    empty_caches()
    yield start()
    empty_caches()


def ask(server: Any, address: str, method: str = "GET", body: bytes = b"", **environ: Any) -> Reply:
    """`environ` is added to what a server passes on, such as `HTTP_COOKIE="a=b"`."""
    path, _, query = address.partition("?")
    decoded = unquote_to_bytes(path).decode("latin-1")  # as PEP 3333 wants it
    given: dict[str, Any] = {"PATH_INFO": decoded, "QUERY_STRING": query, "HTTP_HOST": "localhost"}
    given |= {"REQUEST_METHOD": method, "REMOTE_ADDR": "127.0.0.1", "wsgi.input": BytesIO(body)}
    given |= {"CONTENT_LENGTH": str(len(body)), **environ}
    setup_testing_defaults(given)
    said: list[Any] = []
    result = server(given, lambda *each: said.extend(each))
    try:
        sent = b"".join(result)
    finally:
        getattr(result, "close", bool)()
    return Reply(int(said[0][:3]), said[1], sent)

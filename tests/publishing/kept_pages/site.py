"""A small application behind the layer that keeps pages, without Django and a database."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from publishing.kept_pages.layer import KeptPages
from publishing.kept_pages.versions import Reading, Sums
from publishing.scopes import SCOPE, Scope

NOON = 1_618_488_000.0
MIDNIGHT = NOON + 12 * 3600
TODAY = Scope(1, MIDNIGHT)
FOREVER = float("inf")


@dataclass
class Site:
    """An application that counts what it is asked, and the layer around it."""

    made: list[dict[str, Any]] = field(default_factory=list)
    status: str = "200 OK"
    scope: Scope | None = TODAY
    headers: list[tuple[str, str]] = field(default_factory=list)
    meanwhile: Callable[[], object] = bool
    closed: int = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        self.made.append(environ)
        self.meanwhile()
        if self.scope:
            environ[SCOPE] = self.scope
        start_response(self.status, [("Content-Type", "text/html"), *self.headers])
        return _Body(self)


class _Body:
    def __init__(self, site: Site) -> None:
        self.site = site

    def __iter__(self) -> Iterator[bytes]:
        yield f"page {len(self.site.made)}".encode()

    def close(self) -> None:
        self.site.closed += 1


def read(
    versions: dict[int | None, int], hides: bool = False, database: str = DEFAULT_DB_ALIAS
) -> Reading:
    return Reading(Sums(versions), Sums(versions if hides else {}), database)


@dataclass
class KnownVersions:
    """In place of those that a thread reads from the database."""

    reading: Reading | None = None
    is_current: bool = True
    silent_for: float = 0.0

    def __post_init__(self) -> None:
        self.primary: Any = self
        self.chosen: Any = self

    def watch(self) -> None: ...

    def are_silent(self, seconds: float) -> bool:
        return self.silent_for > seconds

    def are_reachable(self) -> bool:
        return self.is_current

    def move(self, hides: bool = False, **districts: int) -> None:
        """Such as `d1=2`; `hides`: families no longer see something in these districts."""
        self.reading = read({int(name[1:]): number for name, number in districts.items()}, hides)


def ask(layer: KeptPages, path: str = "/en/a/", method: str = "GET", **given: Any) -> Any:
    """The status, the body and what the store did."""
    said: list[Any] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "HTTP_HOST": "example.org",
        "wsgi.url_scheme": "http",
        **given,
    }
    body = b"".join(layer(environ, lambda *each: said.extend(each)))
    return said[0], body.decode(), dict(said[1]).get("Cache-Status", "")


def serve(site: Site, release: str = "") -> KeptPages:
    """A server whose versions are known, without a thread."""
    made = KeptPages(
        site,
        passes=lambda environ: "sessionid=" in environ.get("HTTP_COOKIE", ""),
        is_static=lambda environ: environ["PATH_INFO"].startswith("/static/"),
        language=lambda environ: "es" if environ["PATH_INFO"] == "/" else "",
        release=release,
    )
    versions: Any = KnownVersions()
    versions.move(d1=1, d2=1)
    made.versions = versions
    return made

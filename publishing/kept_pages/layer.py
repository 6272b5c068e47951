"""The WSGI layer around Django: gives a kept page, or has it made once and keeps it.

A page is kept by its address alone. Django makes it from a request that holds nothing else, so no
header, cookie or method can change what others get. Staff pages, and readers who are signed in,
pass by.
"""

import time
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from languages.overlay import VERSION as WORDS
from publishing.kept_pages.answers import LAST_GOOD, Answer, Holds, StartResponse, answer
from publishing.kept_pages.databases import FreshVersions
from publishing.kept_pages.flights import Flights
from publishing.kept_pages.makers import Makers
from publishing.kept_pages.store import Store
from publishing.kept_pages.versions import HUNG, SILENT, Reading
from publishing.replicas import reading_from
from publishing.scopes import KEEPING, REACHABLE, SCOPE, Scope

Environ = dict[str, Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

PATIENCE = 5.0  # seconds to wait for a page that is being made
WITH_COPY = 0.8  # seconds where there is a last good copy to give
MAKERS = 4  # pages that are made at once
OFFICE = 8  # requests at once that are answered to one person alone
OFFICE_PATIENCE = 600.0  # seconds, as long as an import may take
BODY = 8 * 1024 * 1024  # bytes: what is longer is refused by Django
STEP = 0.05  # seconds between two looks whether another process has made it
HIT, MADE, PASSED = "site; hit", "site; fwd=miss; stored", "site; fwd=miss"
# All that a page may depend on, besides the language of `/`.
_ADDRESS = (
    "wsgi.url_scheme",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_HOST",
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
)


class KeptPages:
    """`passes(environ)` tells which requests are for one person alone, and never kept.

    `is_static(environ)` tells which go straight to `application`, since they need no database.

    `language(environ)` is the language in which a page is asked for by a header, "" where the
    address alone decides. `release` names the code: pages of another one are not used. `warm_up`
    loads what pages are made of, before a server forks its processes, which then have it.
    """

    def __init__(
        self,
        application: Application,
        *,
        passes: Callable[[Environ], bool],
        is_static: Callable[[Environ], bool],
        language: Callable[[Environ], str],
        release: str = "",
        warm_up: Callable[[], object] = bool,
    ) -> None:
        self.application, self.warm_up = application, warm_up
        self.versions = FreshVersions()
        self._passes, self._is_static = passes, is_static
        self._language, self._release = language, release
        self._store, self._flights = Store(), Flights()
        self._makers = Makers(MAKERS, lambda: self.versions.are_silent(SILENT))
        self._office = Makers(OFFICE, lambda: self.versions.primary.are_silent(HUNG))

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.versions.watch()
        environ[REACHABLE] = self.versions.are_reachable
        if self._is_static(environ):
            environ.pop("HTTP_COOKIE", None)  # who is signed in is not looked up for a file
            return self.application(environ, start_response)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or self._passes(environ):
            return self._alone(environ, start_response)
        language = self._language(environ)
        key = _key(self._release, language, *(environ.get(name, "") for name in _ADDRESS))
        page, versions = self._store.get(key), self.versions.chosen
        if page and versions.is_current and _holds(page, versions.reading):
            return page.send(environ, start_response, HIT)
        page, how = self._to_give(page), LAST_GOOD
        if not page or versions.is_current:
            page, how = self._made(_bare(environ, language), key, page)
        return page.send(environ, start_response, how)

    def _alone(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """The answer to one person. Its body is read first: a slow line must not hold a thread.

        If the database hangs meanwhile, the person is told so; the answer may still be made later.
        """
        length = environ.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > BODY:
            return self.application(environ, start_response)
        body = environ["wsgi.input"].read(int(length)) if int(length) else b""
        written = {REACHABLE: self.versions.primary.are_reachable}
        written |= _words(self.versions.primary.reading)
        first = {**environ, **written, "wsgi.input": BytesIO(body)}
        made = self._office.call(partial(self._whole, first), OFFICE_PATIENCE)
        unreachable = {**environ, "wsgi.input": BytesIO(body), REACHABLE: bool}
        given, body = made or self._whole(unreachable)
        start_response(*given)
        return [body]

    def _whole(self, environ: Environ) -> tuple[list[Any], bytes]:
        """The arguments of `start_response`, and the body."""
        given: list[Any] = []
        result = self.application(environ, lambda *said: given.extend(said))
        try:
            return given, b"".join(result)
        finally:
            getattr(result, "close", bool)()

    def _to_give(self, page: Answer | None) -> Answer | None:
        """The page, unless something of its district has been withdrawn since it was made."""
        reading = self.versions.reading
        if not page or not page.holds or not reading:
            return page
        hidden = reading.hidden.version(page.holds.scope.district_key)
        return page if page.holds.hidden == hidden else None

    def _made(self, request: Environ, key: str, old: Answer | None) -> tuple[Answer, str]:
        """The page as it is now, and how it was had. Meanwhile the others get the old one."""
        with self._flights.board(key) as (flight, first):
            if not first:
                page = old or flight.wait(PATIENCE)
                return (page, HIT) if page else self._anew(request, key, old)
            page, how = (
                self._made_meanwhile(key)
                or self._from_another_process(key, old)
                or self._anew(request, key, old)
            )
            if not page.is_private:
                flight.answer = page
            return page, how

    def _made_meanwhile(self, key: str) -> tuple[Answer, str] | None:
        """A page that another request has made since this one looked for it."""
        page = self._store.get(key)
        return (page, HIT) if page and _holds(page, self.versions.reading) else None

    def _from_another_process(self, key: str, old: Answer | None) -> tuple[Answer, str] | None:
        """A page of the shared store; waits if another process is making it."""
        ends = time.monotonic() + PATIENCE
        while self._store.is_shared and time.monotonic() < ends:
            begun = self._store.begin(key)  # before the look, which then sees all that is made
            page = self._to_give(self._store.get_shared(key))
            if page and (_holds(page, self.versions.reading) or not self.versions.is_current):
                self._store.set_here(key, page)
                if begun:
                    self._store.end(key)
                return page, HIT if self.versions.is_current else LAST_GOOD
            if begun:
                return None
            if old:
                return old, HIT
            time.sleep(STEP)
        return None

    def _anew(self, request: Environ, key: str, old: Answer | None) -> tuple[Answer, str]:
        try:
            patience = WITH_COPY if old else PATIENCE
            made = self._makers.call(partial(self._make, request, key), patience)
            if old and (made is None or made[0].is_failure):
                return old, LAST_GOOD
            return made or (self._render({**request, REACHABLE: bool}), PASSED)
        finally:
            self._store.end(key)

    def _make(self, request: Environ, key: str) -> tuple[Answer, str]:
        """Render a page and keep it, even if it took so long that nobody waits for it any more."""
        page = self._render(request)
        if page.holds and not page.is_private:
            self._store.set(key, page)
            return page, MADE
        if not page.is_failure:  # what was there before has been withdrawn
            self._store.remove(key)
        return page, PASSED

    def _render(self, request: Environ) -> Answer:
        """What Django answers, from the primary if the replica fails."""
        reading, primary = self.versions.reading, self.versions.primary
        made = self._render_from(request, reading)
        failed = made.status.startswith("5") and reading and reading.database != DEFAULT_DB_ALIAS
        if failed and primary.are_reachable():
            return self._render_from(request, primary.reading)
        return made

    def _render_from(self, request: Environ, reading: Reading | None) -> Answer:
        """The versions are read before the content: never the other way."""
        request = {**request, **_words(reading)}
        token = reading_from.set(reading.database if reading else DEFAULT_DB_ALIAS)
        try:
            (status, headers, *_), body = self._whole(request)
        finally:
            reading_from.reset(token)
        scope: Scope | None = request.get(SCOPE)
        holds = None
        if scope and reading:
            key, scope = scope.district_key, reading.limited(scope)
            holds = Holds(scope, reading.content.version(key), reading.hidden.version(key))
        return answer(status, headers, body, holds)


def _words(reading: Reading | None) -> Environ:
    """Tells Django how new the words of the interface have to be."""
    return {WORDS: (reading.content.together, reading.database)} if reading else {}


@lru_cache(maxsize=1024)
def _key(release: str, language: str, *address: str) -> str:
    """Under what a page is kept; `address` has the values of `_ADDRESS`."""
    scheme, forwarded, host, script, path, query = address
    proto = _proto(forwarded)
    parts = (release, language, scheme, proto, _host(host, scheme, proto), script, path, query)
    digest = sha256("\n".join(parts).encode()).hexdigest()
    return f"?{digest}" if query else digest


def _bare(environ: Environ, language: str) -> Environ:
    """A request for the same page that says nothing about who asks for it."""
    request = {key: value for key, value in environ.items() if not key.startswith("HTTP_")}
    if proto := _proto(environ.get("HTTP_X_FORWARDED_PROTO", "")):
        request["HTTP_X_FORWARDED_PROTO"] = proto
    request["HTTP_HOST"] = _host(environ.get("HTTP_HOST", ""), environ["wsgi.url_scheme"], proto)
    if language:
        request["HTTP_ACCEPT_LANGUAGE"] = language
    empty = {"CONTENT_LENGTH": "0", "CONTENT_TYPE": "", "wsgi.input": BytesIO()}
    return request | empty | {"REQUEST_METHOD": "GET", KEEPING: True}


def _proto(forwarded: str) -> str:
    """Each proxy may add its own; Django goes by the first as well."""
    return "https" if forwarded.split(",")[0].strip() == "https" else ""


def _host(given: str, *schemes: str) -> str:
    return given.lower().removesuffix(":443" if "https" in schemes else ":80")


def _holds(page: Answer, reading: Reading | None) -> bool:
    holds = page.holds
    if not holds or not reading:
        return False
    current = holds.version == reading.content.version(holds.scope.district_key)
    return current and time.time() < holds.scope.until

"""Asks the site's own application for each public page, as a family's browser would."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings

from languages.registry import LANGUAGES, SOURCE
from sro_site.export.addresses import Site, asked, exported, links
from sro_site.export.copies import dated, with_exported_links, with_policy, without_search
from sro_site.middleware import PROBES, STAFF

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

STARTS = ("/sitemap.xml", "/robots.txt")
_TEXT = re.compile(r"text/(html|css|plain)|application/xml")


class IncompleteError(Exception):
    """A page that others lead to cannot be had; the message says which one, and from where."""


def own_site() -> Site:
    """The site at the first of its hosts."""
    scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
    host = settings.ALLOWED_HOSTS[0].lstrip(".")
    return Site(f"{scheme}://{host}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site answers; names of `headers` are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def is_text(self) -> bool:
        """Whether it may contain links."""
        return bool(_TEXT.match(self.headers.get("content-type", "")))

    @property
    def text(self) -> str:
        """What it says, without the ways to search."""
        return without_search(self.body.decode())

    @property
    def is_html(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/html")


@dataclass
class Crawl:
    """`pages` yields each file of the export, as its path and its bytes."""

    application: Application
    site: Site
    _found: dict[str, str] = field(default_factory=dict)  # address to the page that leads there

    def pages(self) -> Iterator[tuple[str, bytes]]:
        """All that sitemap and pages lead to. Raises `IncompleteError`."""
        yield from self._start_pages()
        waiting = [f"{self.site.prefix}{path}" for path in STARTS]
        self._found |= dict.fromkeys(waiting, "")
        while waiting:
            address = waiting.pop()
            answer = self._expect(address, HTTPStatus.OK)
            if answer.is_text:
                waiting += self._new(answer.text, address)
            yield exported(address), self._copy(answer, address)

    def _start_pages(self) -> Iterator[tuple[str, bytes]]:
        """The page at `/`, where no server can ask which language to show, and error pages."""
        root = f"{self.site.prefix}/"
        way = self._expect(root, HTTPStatus.FOUND)
        target = urlsplit(way.headers["location"]).path
        yield root, self._copy(self._expect(target, HTTPStatus.OK), target)
        for language in LANGUAGES:
            address = f"{root}{language}/404.html"
            page = self._copy(self._expect(address, HTTPStatus.NOT_FOUND), address)
            yield address, page
            if language == SOURCE:
                yield f"{root}404.html", page

    def _new(self, text: str, address: str) -> Iterator[str]:
        """The pages to which a page leads, and which no other one has led to."""
        for link in links(text):
            target = self.site.address(link, address)
            wanted = asked((target or "").partition("#")[0])
            if target and wanted not in self._found and not self._is_for_staff(target):
                self._found[wanted] = address
                yield wanted

    def _is_for_staff(self, address: str) -> bool:
        path = address.removeprefix(self.site.prefix)
        return path == "/" or path.startswith((*STAFF, *PROBES))

    def _copy(self, answer: Answer, address: str) -> bytes:
        if not answer.is_text:
            return answer.body
        text = with_exported_links(answer.text, address, self.site)
        if answer.is_html:
            text = with_policy(dated(text), answer.headers.get("content-security-policy", ""))
        return text.encode()

    def _expect(self, address: str, status: HTTPStatus) -> Answer:
        answer = ask(self.application, self.site, address)
        if answer.status != status:
            origin = self._found.get(address)
            via = f", to which {origin} leads," if origin else ""
            raise IncompleteError(f"{address}{via} is answered with status {answer.status}.")
        return answer


def ask(application: Application, site: Site, address: str) -> Answer:
    """Ask for an address of the site, given as path and query, which begins with the prefix."""
    path, _, query = address.partition("?")
    scheme, host = site.origin.split("://")
    name, _, port = host.partition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": site.prefix,
        "PATH_INFO": unquote(path.removeprefix(site.prefix)).encode().decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": name,
        "SERVER_PORT": port or ("443" if scheme == "https" else "80"),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "HTTP_X_FORWARDED_PROTO": scheme,
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
    }
    said: list[Any] = []
    result = application(environ, lambda *given: said.extend(given))
    try:
        body = b"".join(result)
    finally:
        getattr(result, "close", bool)()
    headers = {name.lower(): value for name, value in said[1]}
    return Answer(int(said[0][:3]), headers, body)

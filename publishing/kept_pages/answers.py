"""A page as it is sent: its headers, and its bytes in each encoding with a strong ETag of its own.

Status codes and header fields are those of RFC 9110; `Cache-Status` is RFC 9211.
"""

import gzip
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from http import HTTPStatus
from typing import Any, NamedTuple

import brotli

from publishing.scopes import NO_STORE, Scope

Headers = list[tuple[str, str]]
StartResponse = Callable[[str, Headers], Any]

LAST_GOOD = "site; hit; ttl=-1; detail=last-good-copy"
IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
COMPRESSED, PLAIN = (BROTLI, GZIP, IDENTITY), (IDENTITY,)  # how an answer can be sent, best first
WINDOW = 18  # bits: a larger one costs time and memory, and no page is longer than 2 ** 18 bytes
SMALL = 600  # bytes that fit into a packet with their headers: compressing them gains nothing
_TEXT = re.compile(r"text/|application/(json|xml|[a-z.-]+\+(json|xml))|image/svg\+xml")
_ETAG = re.compile(r'"[^"]*"')
# Written anew for each encoding, or by the server for each answer.
_OWN = frozenset({"content-length", "content-encoding", "etag", "vary", "date", "connection"})
_OF_A_BODY = frozenset(
    {
        "Content-Type",
        "Content-Disposition",
        "Content-Language",
        "Content-Length",
        "Content-Encoding",
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What the site answers to one address, for everybody.

    `body` is in the encoding `kept_as`, brotli or plain; other forms are made of it. `holds` is the
    version of the content and the moment until which it is true; None for an answer that is not
    kept.
    """

    status: str
    headers: Headers
    body: bytes
    kept_as: str
    digest: str
    holds: "Holds | None"

    @property
    def size(self) -> int:
        """Its bytes in memory, about."""
        return len(self.body) + 3000

    @property
    def is_private(self) -> bool:
        """Whether it is meant for one reader alone."""
        fields = {name.lower(): value for name, value in self.headers}
        is_unkept = NO_STORE in fields.get("cache-control", "") and not self.is_failure
        return "set-cookie" in fields or is_unkept

    @property
    def is_failure(self) -> bool:
        """Whether the server could not make the page."""
        return self.status.startswith("5")

    def send(
        self, environ: Mapping[str, Any], start_response: StartResponse, kept: str
    ) -> Iterable[bytes]:
        """Answer the request; `kept` says what the store did, as the value of `Cache-Status`."""
        offered = COMPRESSED if self.kept_as == BROTLI else PLAIN
        form = _form(self, chosen(environ.get("HTTP_ACCEPT_ENCODING", ""), offered))
        headers = [*form.headers, ("Cache-Status", kept)]
        known = environ.get("HTTP_IF_NONE_MATCH")
        if kept != LAST_GOOD:  # a cache that compared it would never learn how old it is
            headers.append(("ETag", form.etag))
            if known and self.status.startswith("200") and matches(known, form.etag):
                status = HTTPStatus.NOT_MODIFIED
                lasting = [each for each in headers if each[0] not in _OF_A_BODY]
                start_response(f"{status.value} {status.phrase}", lasting)
                return []
        start_response(self.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


class Form(NamedTuple):
    """An answer in one encoding."""

    headers: Headers
    etag: str
    body: bytes


@lru_cache(maxsize=128)
def _form(page: Answer, encoding: str) -> Form:
    """Made once for a page that many ask for. The bytes are the same each time they are made."""
    body = page.body
    if encoding != page.kept_as:
        body = brotli.decompress(body)
    if encoding == GZIP:
        body = gzip.compress(body, 6, mtime=0)
    headers = [*page.headers, ("Content-Length", str(len(body)))]
    if encoding != IDENTITY:
        headers.append(("Content-Encoding", encoding))
    return Form(headers, f'"{page.digest}-{encoding}"', body)


@lru_cache(maxsize=512)
def _field(name: str, value: str) -> tuple[str, str]:
    """Most pages have most headers in common, and keep one copy of each."""
    return name, value


@dataclass(frozen=True, slots=True)
class Holds:
    """Of what an answer is made (see `Scope`), and the versions that this had then.

    `hidden` moves only when families no longer see something.
    """

    scope: Scope
    version: int
    hidden: int


def answer(status: str, headers: Headers, body: bytes, holds: Holds | None) -> Answer:
    """An answer of Django, compressed where that makes it shorter."""
    fields = {name.lower(): value for name, value in headers}
    vary = ", ".join(filter(None, (fields.get("vary"), "Accept-Encoding")))
    is_compressed = len(body) > SMALL and _TEXT.match(fields.get("content-type", ""))
    return Answer(
        status=status,
        headers=[
            *(_field(*each) for each in headers if each[0].lower() not in _OWN),
            ("Vary", vary),
        ],
        body=brotli.compress(body, quality=5, lgwin=WINDOW) if is_compressed else body,
        kept_as=BROTLI if is_compressed else IDENTITY,
        digest=sha256(body).hexdigest()[:24],
        holds=holds,
    )


@lru_cache(maxsize=512)
def chosen(accepted: str, offered: tuple[str, ...]) -> str:
    """The encoding to send for an `Accept-Encoding` header: the most wanted one of `offered`.

    Of equally wanted ones the first. What cannot be sent as wanted is sent plain.
    """
    wanted = dict(filter(None, map(_weight, accepted.lower().split(","))))
    others = wanted.get("*", 0.0)
    weights = {name: wanted.get(name, others) for name in offered}
    best = max(offered, key=lambda name: weights[name])
    return best if weights[best] > 0 else IDENTITY


def _weight(part: str) -> tuple[str, float] | None:
    """The encoding and its weight in `gzip;q=0.5`; None where it is not understood."""
    name, _, parameter = (each.strip() for each in part.partition(";"))
    if not parameter:
        return (name, 1.0) if name else None
    weight = re.fullmatch(r"q\s*=\s*([01](?:\.\d{0,3})?)", parameter)
    return (name, float(weight[1])) if weight else None


def matches(if_none_match: str, etag: str) -> bool:
    """Whether the client has this representation already (weak comparison)."""
    return if_none_match.strip() == "*" or etag in _ETAG.findall(if_none_match)

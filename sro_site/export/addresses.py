"""Addresses of the site in exported pages, and the file that each of them has."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote, urljoin, urlsplit

# Parameters with pages of their own. Others only choose from a page, so the page itself is given.
PAGING = ("page", "p")
_LINK = re.compile(
    r'(\b(?:href|src|action)="|\bcontent="(?=https?:)|<loc>|url\("|^Sitemap: )([^"<\s]+)',
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Site:
    """`origin` is scheme, host and port; `prefix` the path below which the site is, or ""."""

    origin: str
    prefix: str = ""

    def address(self, link: str, page: str) -> str | None:
        """Path, query and fragment of a link on the page at the path `page`; None for elsewhere."""
        absolute = urljoin(f"{self.origin}{page}", link)
        inside = absolute.startswith(f"{self.origin}{self.prefix}/")
        return absolute.removeprefix(self.origin) if inside else None


def exported(address: str) -> str:
    """The path that an address has in the export: `/en/?page=2` becomes `/en/page/2/`."""
    path, _, query = address.partition("?")
    name, _, number = query.partition("=")
    if name not in PAGING or not number.isdecimal():
        return path
    if path.endswith("/"):
        return f"{path}page/{number}/"
    stem, _, ending = path.rpartition(".")
    return f"{stem}-{number}.{ending}"


def asked(address: str) -> str:
    """The address to ask the site for: without a query, unless that has a page of its own."""
    path, _, _query = address.partition("?")
    return address if exported(address) != path else path


def file_name(path: str) -> str:
    """Where the file is in the folder, as a relative path. Raises ValueError for one outside."""
    name = unquote(path).lstrip("/")
    if ".." in name.split("/") or "\0" in name:
        raise ValueError(f"{path} leads out of the folder")
    return f"{name}index.html" if not name or name.endswith("/") else name


def links(text: str) -> Iterator[str]:
    """What HTML, CSS, a sitemap or robots.txt lead to, as it is written there."""
    return (unescape(found[2]) for found in _LINK.finditer(text))


def with_links(text: str, change: Callable[[str], str]) -> str:
    """The text with each link changed."""
    return _LINK.sub(lambda found: found[1] + escape(change(unescape(found[2]))), text)


def origin_of(address: str) -> Site:
    """The site at an absolute address. Raises ValueError if it is none."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(f"“{address}” is not an address such as https://transition.example.org.")
    return Site(f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/"))

"""Changes a page into a copy that is given without the site's headers."""

import re
from html import escape

from sro_site.export.addresses import Site, exported, with_links

_CHARSET = '<meta charset="utf-8">'
# A policy in a page cannot say who may frame it.
_NOT_IN_A_PAGE = re.compile(r"\s*frame-ancestors [^;]*;?")
_SEARCH = re.compile(
    r'\s*(?:<form class="(?:search|public)".*?</form>|<link rel="search"[^>]*>'
    r'|<p><a rel="nofollow"[^>]*>[^<]*</a></p>'
    r'|<li><a href="[^"]*/search/"[^>]*>[^<]*</a></li>)',
    re.DOTALL,
)
_ON_PAPER = re.compile(r'(class="[^"]*?) ?\bprint-only\b')


def with_exported_links(text: str, path: str, site: Site) -> str:
    """The text with links to the paths that their pages have in the export."""

    def change(link: str) -> str:
        address = site.address(link, path)
        if address is None:
            return link
        target, sign, fragment = address.partition("#")
        place = exported(target)
        return link if place == target.partition("?")[0] else f"{place}{sign}{fragment}"

    return with_links(text, change)


def without_search(html: str) -> str:
    """The page without the ways to search, for which a copy would need the site."""
    return _SEARCH.sub("", html)


def dated(html: str) -> str:
    """The page with its address and the date of the copy shown, as they are on paper."""
    return _ON_PAPER.sub(r"\1", html)


def with_policy(html: str, policy: str) -> str:
    """The page with its content security policy inside."""
    kept = escape(_NOT_IN_A_PAGE.sub("", policy).strip(), quote=False).replace('"', "&quot;")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{kept}">'
    return html.replace(_CHARSET, f"{_CHARSET}\n  {meta}", 1)

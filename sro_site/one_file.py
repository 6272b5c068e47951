"""A district in one file that can be kept on a phone and passed on: all its pages in a row.

Its style is inside, and nothing is loaded from elsewhere, so it can be read without a connection.
Links between its pages lead to a place in the file, all others to the site.
"""

import re
from collections.abc import Callable
from copy import copy
from functools import partial

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.safestring import mark_safe

from districts.pages import open_district
from districts.views import schools
from events.views import events
from publishing.pages import PageRequest
from sro_site.export.addresses import Site, with_links
from sro_site.page_style import page_style, style_alone
from sro_site.views import district_home
from timeline.views import plan, timeline

View = Callable[[PageRequest, str], HttpResponse]

PAGES: dict[str, View] = {
    "district": district_home,
    "timeline": timeline,
    "events": events,
    "schools": schools,
    "plan": plan,
}
_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
# Forms need the site.
_LEFT_OUT = re.compile(r'<p class="above">.*?</p>|<form\b.*?</form>', re.DOTALL)
_HEADING = re.compile(r"(</?h)([1-5])\b")
_NAMES = re.compile(r'(\s(?:id|for|aria-labelledby|aria-describedby)=")([^"]+)')
_ANCHOR = re.compile(r'(\bhref="#)([^"]+)')


def one_file(request: PageRequest, slug: str) -> HttpResponse:
    """The district as families see it, also for staff: a file that is passed on has no drafts."""
    family = copy(request)
    family.staff = None
    page = open_district(family, slug)
    parts = [(name, part(view(family, slug), name)) for name, view in PAGES.items()]
    html: str = render_to_string("one_file.html", page.context | {"parts": parts}, family)
    request.scope = family.scope
    alone = style_alone()
    request.style_source = alone.source  # type: ignore[attr-defined]
    whole = html.replace(page_style().css, alone.css, 1)
    return HttpResponse(with_links(whole, partial(_target, _places(slug), request)))


def part(page: HttpResponse, name: str) -> str:
    """What is peculiar to a page, with headings one level lower and names that are its own."""
    found = _MAIN.search(page.content.decode())
    html: str = _LEFT_OUT.sub("", found[1] if found else "")
    html = _HEADING.sub(lambda heading: f"{heading[1]}{int(heading[2]) + 1}", html)
    html = _NAMES.sub(lambda names: names[1] + _with_prefix(names[2], name), html)
    html = _ANCHOR.sub(lambda anchor: anchor[1] + _with_prefix(anchor[2], name), html)
    return mark_safe(html)  # noqa: S308 - rendered by the site's own templates


def _with_prefix(names: str, prefix: str) -> str:
    return " ".join(f"{prefix}-{name}" for name in names.split(" "))


def _places(slug: str) -> dict[str, str]:
    """The pages of the file, from their paths to their names."""
    return {reverse(name, args=[slug]): name for name in PAGES}


def _target(places: dict[str, str], request: PageRequest, link: str) -> str:
    """Where a link leads to from the file: to a place in it, or to the site."""
    site = Site(request.build_absolute_uri("/").rstrip("/"), get_script_prefix().rstrip("/"))
    address = site.address(link, request.path)
    if link.startswith("#") or address is None:
        return link
    path, _, anchor = address.partition("#")
    name = places.get(path.partition("?")[0])
    if name:
        return f"#{name}-{anchor}" if anchor else f"#{name}"
    return f"{site.origin}{address}"

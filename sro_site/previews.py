"""Pages with their drafts for people without an account, and pages as families see them for staff.

Their addresses have a prefix before the page's own (`/preview/…/en/denver/`), so that all links on
them lead to pages that are seen in the same way.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone

from districts.models import preview_of
from publishing.pages import FAMILIES, PREVIEW, PageRequest, PreviewEnded
from publishing.readers import staff_reader
from sro_site.middleware import PROBES, STAFF

_PREFIX = re.compile(rf"{PREVIEW}(?P<way>{FAMILIES}|[0-9]+\.[\w-]+)(?P<page>/.*)")
_HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",  # another site must not learn the address
    "X-Robots-Tag": "noindex, nofollow",
}


class PreviewRequest(PageRequest):
    """A request with the prefix, of which `preview_way` is the second part.

    `page_prefix` is the one before the page itself. A link has a last day, in its district.
    """

    preview_way: str
    page_prefix: str
    last_day: date


class PreviewMiddleware:
    """Takes the prefix off the path, and says what it opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        found = _PREFIX.fullmatch(request.path_info)
        if not found or found["page"].startswith(STAFF) or found["page"] in PROBES:
            return self.get_response(request)
        request.preview_way, request.page_prefix = found["way"], get_script_prefix()
        request.path_info = found["page"]
        own, absolute = request.page_prefix, request.build_absolute_uri
        seen = f"{own.rstrip('/')}{PREVIEW}{found['way']}/"
        # What others are told, as on a sheet or in a text to share, is the address for families.
        request.build_absolute_uri = lambda address=None: absolute(address).replace(seen, own, 1)
        set_script_prefix(seen)
        try:
            response = self.get_response(request)
        finally:
            set_script_prefix(own)
        for name, value in _HEADERS.items():
            response.headers[name] = value
        return response

    def process_view(self, request: Any, *_view: Any) -> HttpResponse | None:
        """Open the drafts of a link, or raise PreviewEnded; only staff see a page as families."""
        way = getattr(request, "preview_way", "")
        if way == FAMILIES and not staff_reader(request):
            return HttpResponseRedirect(page_itself(request))
        if way and way != FAMILIES:
            link = preview_of(way, timezone.now())
            if link is None:
                set_script_prefix(request.page_prefix)
                raise PreviewEnded
            request.previews, request.last_day = link.district_id, link.last_day
        return None


def page_itself(request: PreviewRequest) -> str:
    """The address of the page without the prefix."""
    query = request.META.get("QUERY_STRING", "")
    address = request.page_prefix.rstrip("/") + request.path_info
    return f"{address}?{query}" if query else address

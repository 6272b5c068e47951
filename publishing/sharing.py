"""What other sites may do with an answer. By default they may neither read, show nor frame it."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

from publishing.pages import is_preview

V = TypeVar("V", bound=Callable[..., Any])
View = Callable[..., HttpResponseBase]

# Sites that isolate themselves show only what says that it may be shown elsewhere.
_REACH, _ANYWHERE = "Cross-Origin-Resource-Policy", "cross-origin"
SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link",
    _REACH: _ANYWHERE,
}
# What browsers ask before they send a script's question whether what it has is still the newest.
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def shared(view: V) -> V:
    """A view of data or of a picture: any site may read and show its answers, also its errors."""
    view.headers = SHARED  # type: ignore[attr-defined]
    return view


def headers_of(view: Any) -> Mapping[str, str]:
    """The headers that a view has in place of the usual ones."""
    headers: Mapping[str, str] = getattr(view, "headers", {})
    return headers


def framed(view: View) -> View:
    """A view whose page `FRAME_ANCESTORS` may frame, except its errors and previews of drafts."""
    policy = csp_replace({"frame-ancestors": settings.FRAME_ANCESTORS})
    in_frames = xframe_options_exempt(policy(view))

    @wraps(view)
    def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        if is_preview(request):
            return view(request, *arguments, **named)
        page = in_frames(request, *arguments, **named)
        page.headers[_REACH] = _ANYWHERE
        return page

    return answer

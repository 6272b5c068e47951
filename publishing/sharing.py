"""What other sites may do with an answer. By default they may neither read, show nor frame it."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from csp.decorators import csp_replace
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt

from publishing.pages import is_preview

V = TypeVar("V", bound=Callable[..., Any])
View = Callable[..., HttpResponseBase]

_SHARED = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}


def shared(view: V) -> V:
    """A view of data or of a picture: any site may read and show its answers, also its errors."""
    view.headers = _SHARED  # type: ignore[attr-defined]
    return view


def headers_of(view: Any) -> Mapping[str, str]:
    """The headers that a view has in place of the usual ones."""
    headers: Mapping[str, str] = getattr(view, "headers", {})
    return headers


def framed(view: View) -> View:
    """A view whose page any site may show in a frame, except its errors and previews of drafts."""
    in_frames = xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(view))

    @wraps(view)
    def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponseBase:
        chosen = view if is_preview(request) else in_frames
        return chosen(request, *arguments, **named)

    return answer

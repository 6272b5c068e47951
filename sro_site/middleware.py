"""Refuses requests that no page of the site answers."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
)
from django.middleware.common import CommonMiddleware

from publishing.pages import DAY

HEALTH = "/healthz"
STAFF = ("/admin/", "/desk/")  # the only pages that take data in


class HostMiddleware(CommonMiddleware):
    """Refuses hosts that are not the site's; health checks may use the server's address."""

    def process_request(self, request: HttpRequest) -> HttpResponsePermanentRedirect | None:
        """Let health checks pass without a check of the host."""
        return None if request.path_info == HEALTH else super().process_request(request)


class MethodMiddleware:
    """Refuses methods that a page does not support, before the check of the CSRF token."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """405 with `Allow`, but 200 for OPTIONS; only staff pages accept POST."""
        allowed = ["GET", "HEAD", *(["POST"] if request.path_info.startswith(STAFF) else [])]
        if request.method in allowed:
            return None
        refusal = HttpResponseNotAllowed(allowed)
        if request.method == "OPTIONS":
            refusal.status_code = 200
        return refusal


class NulMiddleware:
    """Refuses NUL in an address: no text contains it, and PostgreSQL fails on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404
        # An invalid day has its own error page, which says how to write one.
        asked = (each for each in request.GET.lists() if each[0] != DAY)
        if any("\0" in text for name, texts in asked for text in (name, *texts)):
            raise BadRequest("NUL")
        return self.get_response(request)

"""The language of a page is the one in its address, and nothing else decides it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from languages.registry import LANGUAGES, SOURCE


def language_of_path(path: str) -> str | None:
    """The language that an address begins with (`/es/denver/`), or None."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in LANGUAGES else None


class AddressLanguageMiddleware:
    """Django's LocaleMiddleware would also ask a cookie and a header; see architecture.md."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of_path(request.path_info) or SOURCE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

"""Sets a page's language from its address alone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from languages.registry import LANGUAGES, SOURCE


def language_of_path(path: str) -> str | None:
    """The language that an address begins with (`/es/denver/`), or None."""
    first = path.lstrip("/").split("/", 1)[0]
    return first if first in LANGUAGES else None


class AddressLanguageMiddleware:
    """Replaces Django's LocaleMiddleware, which would also use a cookie and a header.

    Pages are cached by address, so nothing else may change them; see docs/architecture.md.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of_path(request.path_info) or SOURCE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

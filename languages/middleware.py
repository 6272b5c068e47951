"""Sets a page's language from its address alone, and has the newest words of the interface used."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from languages import overlay
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


class WordsMiddleware:
    """Has the process use words of the interface as new as the content that the page is made of.

    What keeps pages says how new that is; no other request loads any. A developer's server keeps no
    pages, and loads them each time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if version := request.META.get(overlay.VERSION):
            overlay.hold(*version)
        elif settings.DEBUG:
            overlay.refresh()
        return self.get_response(request)

"""Headers of security that every answer bears: pages, errors, redirects and files."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from opendata.api.problems import is_for_programs
from publishing.sharing import SHARED, headers_of


class HeadersMiddleware:
    """Sets `settings.SECURITY_HEADERS` where the answer, or its view, does not have its own.

    What programs ask for is shared with all sites, whatever the answer.

    It stands before all middleware that may answer by itself, as do those of Django and django-csp
    for the other headers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        view = request.resolver_match and request.resolver_match.func
        own = SHARED if is_for_programs(request) else headers_of(view)
        for name, value in {**settings.SECURITY_HEADERS, **own}.items():
            response.headers.setdefault(name, value)
        return response


class _Cookie(CookieStorage):
    cookie_name = settings.MESSAGES_COOKIE_NAME


class MessagesStorage(FallbackStorage):
    """Django's own way of keeping messages, in a cookie with the name that the settings give."""

    storage_classes = (_Cookie, SessionStorage)

"""The content security policy of pages, and of Django's own error pages while DEBUG is on."""

from http import HTTPStatus
from typing import Any

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class PolicyMiddleware(CSPMiddleware):
    """The content security policy, except on pages with which DEBUG shows an error.

    Django's error pages have inline styles and scripts. django-csp already exempts statuses 404 and
    500; a bad request uses the same page.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Leave out the policy for a bad request while DEBUG is on."""
        if settings.DEBUG and response.status_code == HTTPStatus.BAD_REQUEST:
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer

    def get_policy_parts(self, request: HttpRequest, *arguments: Any, **named: Any) -> PolicyParts:
        """The policy, which allows the style that stands in the page (see `page_style`)."""
        parts = super().get_policy_parts(request, *arguments, **named)
        if source := getattr(request, "style_source", None):
            parts.update = {**(parts.update or {}), "style-src": source}
        return parts

"""What Django's own pages of errors need, which are shown while somebody writes code."""

from http import HTTPStatus

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class PolicyMiddleware(CSPMiddleware):
    """The content security policy, save where DEBUG shows an error.

    Django's pages of errors carry their style and script within. django-csp leaves those of 404
    and 500 alone; the one of a bad request is the same page.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if settings.DEBUG and response.status_code == HTTPStatus.BAD_REQUEST:
            return response
        answer: HttpResponseBase = super().process_response(request, response)
        return answer

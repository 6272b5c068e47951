"""What every request for a page needs before its view, and every answer after it."""

from collections.abc import Callable

from django.http import HttpResponse

from publishing.changes import acting
from publishing.pages import PageRequest, asked_day
from publishing.readers import staff_reader


class StaffMiddleware:
    """Sets `request.staff`, who may see drafts, or None; what is changed is changed by them.

    What somebody who is signed in gets is theirs alone, so no cache may keep it.
    """

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        request.staff = staff_reader(request)
        with acting(request.staff):
            response = self.get_response(request)
        if request.staff:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class DayMiddleware:
    """Sets `request.on`, the day asked about, or None; refuses what is no day."""

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        request.on = None  # which is what a page of refusal shows
        request.on = asked_day(request)
        return self.get_response(request)

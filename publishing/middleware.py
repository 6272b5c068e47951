"""Sets who reads a page and which day it is about, and keeps private answers out of caches."""

from collections.abc import Callable

from django.http import HttpResponse

from accounts import sessions
from publishing.changes import Way, acting
from publishing.pages import PageRequest, asked_day, is_preview
from publishing.readers import staff_reader


class StaffMiddleware:
    """Sets `request.staff`, the user who may see drafts, or None; changes are recorded as theirs.

    Answers to a signed-in user are private, so no cache may keep them.
    """

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        request.staff = None if is_preview(request) else staff_reader(request)
        if request.staff:
            sessions.touch(request)
        with acting(request.staff, way=Way.FORM):
            response = self.get_response(request)
        if request.staff:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class DayMiddleware:
    """Sets `request.on`, the day asked about, or None; refuses text that is not a day."""

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        request.on = None  # the page that refuses reads it too
        request.on = asked_day(request)
        return self.get_response(request)

"""Errors for programs, as RFC 9457 writes them: "problem details"."""

import json

from django.http import HttpRequest, HttpResponse

PROGRAMS = "/api/"  # begins the paths of what programs ask for
MEDIA_TYPE = "application/problem+json"


def is_for_programs(request: HttpRequest) -> bool:
    """Whether a program asks, which could not read a page."""
    return request.path_info.startswith(PROGRAMS)


def problem(status: int, title: str, detail: str = "") -> HttpResponse:
    """An answer that says in English what is wrong; `detail` what to do about it."""
    said = {"type": "about:blank", "title": title, "status": status}
    body = json.dumps(said | ({"detail": detail} if detail else {}), ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE)

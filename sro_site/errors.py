"""Error pages that look like the site and speak the page's language.

That of a server error asks neither the database nor the session, which may be what failed.
"""

from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from districts.models import District
from districts.pages import open_district
from languages.middleware import language_of_path
from publishing.pages import NotADay, PageRequest


def bad_request(request: PageRequest, exception: Exception) -> HttpResponse:
    reason = str(exception) if isinstance(exception, NotADay) else ""
    return _error(request, 400, _("This address is not understood"), reason)


def forbidden(request: PageRequest, exception: Exception) -> HttpResponse:
    return _error(request, 403, _("This page is not open to you"), "")


def not_found(request: PageRequest, exception: Exception) -> HttpResponse:
    return _error(request, 404, _("There is no such page"), "")


def server_error(request: PageRequest) -> HttpResponse:
    context = {"title": _("The site has a problem"), "reason": "", "status": 500}
    return render(request, "errors/error.html", context, status=500)


def _error(request: PageRequest, status: int, title: str, reason: str) -> HttpResponse:
    context = {
        "title": title,
        "reason": reason,
        "status": status,
        "district": _district_of(request),
    }
    return render(request, "errors/error.html", context, status=status)


def _district_of(request: PageRequest) -> District | None:
    """The district that the address is about, so that its helpline stays in reach."""
    parts = request.path_info.strip("/").split("/")
    if not language_of_path(request.path_info) or len(parts) < 2:
        return None
    try:
        return open_district(request, parts[1]).district
    except (Http404, DatabaseError):
        return None

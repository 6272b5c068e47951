"""Error pages in the site's design and the page's language.

The page for a server error uses neither the database nor the session, since they may have failed.
"""

import sys
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, InterfaceError, InternalError, OperationalError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from districts.models import District
from districts.pages import open_district
from feedback.public_forms import written_by
from languages.middleware import language_of_path
from opendata.api.problems import is_for_programs, problem
from publishing.again import refused_token, sent_fields
from publishing.pages import NotADay, PageRequest, PreviewEnded
from publishing.submissions import TOKEN

# A database that is gone, hangs, is locked or full, or only answers readers.
AWAY = (InterfaceError, InternalError, OperationalError)


def bad_request(request: PageRequest, exception: Exception) -> HttpResponse:
    """Status 400; says how to write a day if `?on=` was not one, and 413 if a form is too large."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    asked = str(exception) if isinstance(exception, NotADay) else None
    return _error(request, 400, _("We can’t read this web address"), asked)


def forbidden(request: PageRequest, exception: Exception) -> HttpResponse:
    """Status 403, for users without the right to see a page."""
    return _error(request, 403, _("You can’t view this page"))


def not_found(request: PageRequest, exception: Exception) -> HttpResponse:
    """Status 404; with the district's helpline if the address is one of its pages.

    What a family has written for a page that was withdrawn meanwhile is shown, to be copied.
    """
    if isinstance(exception, PreviewEnded):
        return _show(request, 404, title=_("This preview has ended"), ended=True)
    answer = _error(request, 404, _("Page not found"), written=written_by(request))
    if request.method == "POST":
        answer["Cache-Control"] = "no-store"
    return answer


def csrf_failure(request: PageRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: staff forms of this site are shown again."""
    title = _("You can’t view this page")
    return refused_token(request) or _show(request, 403, title=title, forged=True)


def server_error(request: PageRequest) -> HttpResponse:
    """Status 500; must not fail itself, so it loads nothing."""
    if isinstance(sys.exc_info()[1], AWAY):
        return unreachable(request)
    return _show(request, 500, title=_("The site has a problem"))


def unreachable(request: PageRequest) -> HttpResponse:
    """Status 503, while the database does not answer or cannot be written to.

    What a form has sent is on the page, to be sent again: with its token, so that it is stored once
    even if it was stored after all.
    """
    context: dict[str, Any] = {"title": _("The site has a problem")}
    if request.method == "POST":
        context |= {"sent": sent_fields(request), "token": request.POST.get(TOKEN, "")}
        form = "feedback" if language_of_path(request.path_info) else "errors"
        context |= {"form": f"{form}/form_again.html", "files": len(request.FILES)}
    answer = _show(request, 503, **context)
    answer["Retry-After"], answer["Cache-Control"] = "5", "no-store"
    return answer


def too_large(request: PageRequest) -> HttpResponse:
    """Status 413; before anything that was sent is read, so none of it can be kept."""
    return _show(request, 413, title=_("You can’t view this page"))


def _error(
    request: PageRequest,
    status: int,
    title: str,
    asked: str | None = None,
    written: Sequence[str] = (),
) -> HttpResponse:
    said = {"asked": asked, "written": written, "district": _district_of(request)}
    return _show(request, status, title=title, **said)


def _show(request: PageRequest, status: int, **context: Any) -> HttpResponse:
    if is_for_programs(request):
        return problem(status, context["title"])
    # A request that is refused early, such as for an unknown host, has not passed the middleware.
    request.on = getattr(request, "on", None)
    return render(request, "errors/error.html", context | {"status": status}, status=status)


def _district_of(request: PageRequest) -> District | None:
    """The district that the address belongs to, so that its helpline can be shown."""
    parts = request.path_info.strip("/").split("/")
    known = hasattr(request, "staff") and language_of_path(request.path_info)
    if not known or len(parts) < 2:
        return None
    try:
        return open_district(request, parts[1]).district
    except (Http404, DatabaseError):
        return None

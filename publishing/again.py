"""Shows a form again with everything that was sent, when it cannot be stored as it is."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from publishing.submissions import TOKEN

View = Callable[..., HttpResponse]
SIGN_IN = "sign-in"  # prefix of the fields of the sign-in form
INCOMPLETE = "This page was opened more than a week ago, or part of it was lost on the way."
SIGNED_IN = "You are signed in again."
SIGNED_IN_ELSEWHERE = "Since you opened this page, you have signed in again in another tab."
CHECK = "Nothing has been saved yet. What you typed is still here. Check it and save again."
# What forms carry that nobody has typed.
_HIDDEN = re.compile("_.*|action|act|(.*-)?(opened|id|stamps|seen|source_hash|[A-Z_]+_FORMS)")
_NOT_KEPT = ("csrfmiddlewaretoken", TOKEN)


def shown_again(view: View, request: Any, why: str, *args: Any, **kwargs: Any) -> HttpResponse:
    """The page of `view` with what was sent; a page to send it again if `view` cannot show that.

    Nothing is stored, whatever the view does. `why` is shown to the user.
    """
    request.unsaved = why
    if not getattr(view, "shows_unsaved", False):
        return _page(request, "send_again", "Not done yet")
    messages.warning(request, f"{why} {CHECK}")
    with transaction.atomic():
        response = view(request, *args, **kwargs)
        transaction.set_rollback(True)
    return response


def sign_in_first(view: View, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """A sign-in form at the address that a form was sent to by a user who is not signed in.

    After the sign-in, `view` shows what was sent.
    """
    given = any(_of_sign_in(name) for name in request.POST) and not hasattr(request, "unsaved")
    make: Any = admin.site.login_form or AdminAuthenticationForm
    form = make(request, request.POST if given else None, prefix=SIGN_IN)
    if not form.is_valid():
        return _page(request, "sign_in_again", "Sign in again", form=form)
    login(request, form.get_user())
    request.POST = request.POST.copy()
    for name in filter(_of_sign_in, [*request.POST]):
        del request.POST[name]
    request.unsaved = SIGNED_IN
    return view(request, *args, **kwargs)


def not_allowed(request: Any) -> HttpResponse:
    """A page with what was typed by a user who may not save it, for example no longer."""
    sent = sent_fields(request)
    typed = [(name, text) for name, text in sent if text and not _HIDDEN.fullmatch(name)]
    return _page(request, "not_allowed", "You can’t change this", typed=typed)


def sent_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that a page of this site sent the request."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return f"{said}/".startswith(f"{request.scheme}://{request.get_host()}/")


def refused_token(request: Any) -> HttpResponse | None:
    """The answer to a staff form with a CSRF token from before a sign-in.

    None if it is not a staff form, or if another site sent it.
    """
    match = request.resolver_match
    if not match or not sent_from_here(request):
        return None
    request.unsaved = SIGNED_IN_ELSEWHERE
    if match.view_name == "admin:login":
        request.method = "GET"
    # `AdminSite.admin_view` wraps these, and makes sure that nothing unsaved is stored.
    elif not hasattr(match.func, "model_admin") and not hasattr(match.func, "admin_site"):
        return None
    request.csrf_processing_done = True
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response


def _of_sign_in(name: str) -> bool:
    return name.startswith(f"{SIGN_IN}-")


def _page(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    context |= {**admin.site.each_context(request), "title": title, "sent": sent_fields(request)}
    context |= {
        "files": [file.name for file in request.FILES.values() if isinstance(file, UploadedFile)]
    }
    return render(request, f"admin/{name}.html", context, status=403)


def sent_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form, to be sent again, without passwords and files."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_KEPT and not _of_sign_in(name) and "password" not in name
        for value in values
    ]

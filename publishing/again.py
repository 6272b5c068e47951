"""What a page has sent that cannot be stored as it is: shown again, with nothing of it lost."""

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
SIGN_IN = "sign-in"  # what the names of the fields of a sign-in begin with
INCOMPLETE = "This page was opened more than a week ago, or did not arrive whole."
SIGNED_IN = "You are signed in again."
SIGNED_IN_ELSEWHERE = "Since you opened this page, you have signed in again in another tab."
CHECK = "Nothing has been saved yet. What you typed still stands here: check it, and save again."
_NOT_KEPT = ("csrfmiddlewaretoken", TOKEN)


def shown_again(view: View, request: Any, why: str, *args: Any, **kwargs: Any) -> HttpResponse:
    """The page of `view` with what was sent; where it cannot show that, a page to send it again.

    Nothing is stored, whatever the view does.
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
    """A sign-in at the address that somebody who is not signed in has sent a form to; after it,
    `view`, which is to show what was sent."""
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


def sent_from_here(request: HttpRequest) -> bool:
    """Whether a browser says that a page of this very site has sent the request."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return f"{said}/".startswith(f"{request.scheme}://{request.get_host()}/")


def refused_token(request: Any) -> HttpResponse | None:
    """What answers a form of this site that bears the CSRF token of before a sign-in; None where
    it is none of the staff's forms, or another site has sent it."""
    match = request.resolver_match
    if not match or not sent_from_here(request):
        return None
    request.unsaved = SIGNED_IN_ELSEWHERE
    if match.view_name == "admin:login":
        request.method = "GET"
    # These pass through `AdminSite.admin_view`, which has nothing stored of what is unsaved.
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
    """The fields of a form, to be sent again; passwords are typed again, and files chosen."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_KEPT and not _of_sign_in(name) and "password" not in name
        for value in values
    ]

"""The page on which members of staff see and end their sessions, and renew their second factor."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts import limits, second_factor, sessions
from accounts.clients import client_address
from publishing.once import StaffRequest, shows_unsaved
from sro_site.second_factor import CodeField


class RenewForm(forms.Form):
    """Asks for a code, because who finds a page open must not take the account over."""

    code = CodeField(help_text="From your app, or a recovery code that you have not used.")

    def __init__(self, request: StaffRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request = request

    def clean_code(self) -> str:
        """Uses the code up. Raises ValidationError, also after too many attempts."""
        name = self.request.user.get_username()
        attempt = limits.begin(name, client_address(self.request))
        code: str = self.cleaned_data["code"]
        if attempt.is_refused or not second_factor.find(name, code).accepts():
            attempt.failed()
            said = "This code is wrong or was used before. After several wrong ones, wait for 15 "
            raise forms.ValidationError(f"{said}minutes.", code="wrong")
        attempt.succeeded()
        return code


@shows_unsaved
def account(request: StaffRequest) -> HttpResponse:
    """GET: the sessions. POST: end one (`end`, its number) or all others; or renew (`code`)."""
    form = RenewForm(request)
    if request.method == "POST" and not hasattr(request, "unsaved"):
        if "code" not in request.POST:
            return _end(request)
        form = RenewForm(request, request.POST)
        if form.is_valid():
            user = request.user
            logout(request)
            second_factor.reset(user)
            return HttpResponseRedirect(reverse("admin:index"))
    context = {
        **admin.site.each_context(request),
        "title": "Your sign-in",
        "sessions": sessions.listed(request.user, request.session.session_key),
        "codes_left": second_factor.codes_left(request.user),
        "has_factor": second_factor.is_set_up(request.user),
        "form": form,
    }
    return TemplateResponse(request, "admin/account.html", context)


def _end(request: StaffRequest) -> HttpResponse:
    number = request.POST.get("end", "")
    one = int(number) if number.isascii() and number.isdigit() and len(number) < 20 else None
    ended = sessions.end(request.user, one, but=request.session.session_key)
    messages.success(request, f"Sessions ended: {ended}.")
    return HttpResponseRedirect(reverse("admin:account"))

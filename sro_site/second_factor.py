"""The pages on which staff set up their second factor, at the first sign-in."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from accounts import second_factor
from publishing.again import SIGNED_IN, View, sent_fields
from sro_site.qr import qr_code

PREFIX = "second-factor"  # of the fields of the form
DONE = "Your second factor is set up. From now on, the sign-in asks for a code from your app."


class CodeField(forms.CharField):
    """A code from an app, or a recovery code."""

    def __init__(self, **options: Any) -> None:
        attrs = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
        widget = forms.TextInput(attrs=attrs)
        super().__init__(max_length=40, label="Code", **{"widget": widget, **options})


class SetUpForm(forms.Form):
    """Carries, signed, what is offered, and stores it once a code of the app has been typed."""

    offered = forms.CharField(widget=forms.HiddenInput)
    code = CodeField(label_suffix="")

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data, prefix=PREFIX)
        signed = str((data or {}).get(self.add_prefix("offered"), ""))
        self.offer = second_factor.offer(user, signed)
        self.initial["offered"] = self.offer.signed
        self.is_new = self.offer.signed != signed

    def clean(self) -> dict[str, Any]:
        """Store what was offered, or say what is wrong."""
        if self.is_new:
            said = "This page was open for too long. Start again, with the new picture and codes."
            self.data = {self.add_prefix("offered"): self.offer.signed}
            self.add_error(None, said)
        elif "code" in self.cleaned_data and not self.offer.confirm(self.cleaned_data["code"]):
            said = "This is not the code that your app should show now. Check that the clock of "
            self.add_error("code", said + "your phone is right, and type the code that it shows.")
        return self.cleaned_data


@never_cache
def set_up(request: HttpRequest) -> HttpResponse:
    """The page that a user without a second factor is led to; it leads on to `next`."""
    onwards = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onwards, {request.get_host()}, request.is_secure()):
        onwards = reverse("admin:index")
    if not second_factor.must_be_set_up(request):
        if admin.site.has_permission(request):
            return HttpResponseRedirect(onwards)
        return redirect_to_login(onwards, reverse("admin:login"))
    form = _sent_form(request)
    if not form.is_valid():
        return _page(request, form)
    second_factor.note(request)
    messages.success(request, DONE)
    return HttpResponseRedirect(onwards)


def set_up_first(view: View, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """The same at the address that a form was sent to; then `view` shows what was sent."""
    form = _sent_form(request)
    if not form.is_valid():
        return _page(request, form, sent=_others(request), status=403)
    second_factor.note(request)
    request.POST = request.POST.copy()
    for name in [name for name in request.POST if name.startswith(PREFIX)]:
        del request.POST[name]
    request.unsaved = SIGNED_IN
    return view(request, *args, **kwargs)


def _sent_form(request: Any) -> SetUpForm:
    sends = any(name.startswith(PREFIX) for name in request.POST)
    return SetUpForm(request.user, request.POST if sends else None)


def _others(request: HttpRequest) -> list[tuple[str, str]]:
    return [each for each in sent_fields(request) if not each[0].startswith(PREFIX)]


def _page(request: HttpRequest, form: SetUpForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": "Set up your second factor",
        "form": form,
        "picture": qr_code(form.offer.address),
        **more,
    }
    return render(request, "admin/second_factor.html", context, status=status)

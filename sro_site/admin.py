"""The admin site for staff, with our sign-in and order of apps."""

import re
from functools import partial, update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from accounts import second_factor
from publishing.again import not_allowed, sign_in_first
from publishing.once import WITHOUT_TOKEN, stored_once
from sro_site.account import account
from sro_site.home import home_of
from sro_site.second_factor import CodeField, set_up, set_up_first

SECTIONS = {
    "Transition": (
        "District",
        "Phase",
        "Workstream",
        "Milestone",
        "TimeChange",
        "Meeting",
        "MeetingMove",
        "School",
        "SchoolDecision",
        "Document",
    ),
    "Plan": (
        "PlanArea",
        "Commitment",
        "Program",
        "StaffingChange",
        "InvolvementRule",
        "Standard",
        "Finding",
    ),
    "Families": ("Question", "InterpreterRequest", "PublishedAnswer"),
    "People": ("User", "Membership"),
}
_KEY = re.compile("[0-9]{1,18}")


class SignInForm(AdminAuthenticationForm):
    """Asks for a code, too, and says what is wrong with an account that may not sign in."""

    code = CodeField(
        required=False,
        help_text="From your app, or a recovery code. Leave it empty if you have set up none.",
    )
    # The same for a wrong password or code, an unknown account and too many attempts.
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": "Please enter the correct %(username)s and password for a staff account, "
        "and a code that you have not used before. Name and password may be case-sensitive. After "
        "several wrong attempts, nobody can sign in to the account for 15 minutes. A superuser can "
        "end this wait.",
    }

    def clean(self) -> dict[str, Any]:
        """Check all three at once, so that nobody learns which of them is wrong."""
        names = ("username", "password", "code")
        given = {name: self.cleaned_data.get(name) or "" for name in names}
        if given["username"] and given["password"]:
            self.user_cache = authenticate(self.request, **given)
            if self.user_cache is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(self.user_cache)
        return self.cleaned_data

    def confirm_login_allowed(self, user: User) -> None:
        """Called only after the right password, so that nobody else learns about the account."""
        if not user.is_staff:
            said = (
                "Your account cannot use the staff area yet. Ask the person who gave it to you to "
            )
            said += "check “Staff status” on it."
            raise ValidationError(said, code="no_staff")
        super().confirm_login_allowed(user)


class HouseAdminSite(AdminSite):
    """Django's admin site; its forms are stored once, and what was typed is never lost."""

    login_form = SignInForm
    site_header = site_title = "SRO Transition Tracker"
    index_title = "What needs you"

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff who have signed in with all that is required of them."""
        return super().has_permission(request) and second_factor.passed(request)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Add the pages about one's own sign-in."""
        own = [
            path("second-factor/", set_up, name="second_factor"),
            path("account/", self.admin_view(account), name="account"),
        ]
        return [*own, *super().get_urls()]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Wrap `view`: staff only, and what a form sends to it is stored once."""
        opened: Any = super().admin_view(stored_once(view), cacheable)

        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            sends = request.method == "POST" and opened.__name__ not in WITHOUT_TOKEN
            if opened.__name__ != "logout" and second_factor.must_be_set_up(request):
                if sends:
                    return set_up_first(answer, request, *args, **kwargs)
                asked = urlencode({"next": request.get_full_path()})
                return redirect(f"{reverse('admin:second_factor')}?{asked}")
            if sends and not self.has_permission(request):
                return sign_in_first(answer, request, *args, **kwargs)
            if not all(map(_KEY.fullmatch, request.POST.getlist(ACTION_CHECKBOX_NAME))):
                raise BadRequest("what is chosen in a list is not the key of a record")
            try:
                response: HttpResponse = opened(request, *args, **kwargs)
            except PermissionDenied:
                if not sends:
                    raise
                return not_allowed(request)
            return response

        answer.admin_site = self  # type: ignore[attr-defined]
        return update_wrapper(answer, opened)

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """What needs the user, above the list of models."""
        return super().index(request, {**(extra_context or {}), "home": home_of(request)})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Models grouped by task instead of by app.

        Every page is given the list, also those that do not show it, so it is made when it is read.
        """
        if app_label:
            return list(super().get_app_list(request, app_label))
        listed: list[Any] = SimpleLazyObject(partial(self._sections, request))  # type: ignore[assignment]
        return listed

    def _sections(self, request: HttpRequest) -> list[Any]:
        apps = super().get_app_list(request)
        models = {model["object_name"]: model for app in apps for model in app["models"]}
        sections = (
            (title, [models[name] for name in names if name in models])
            for title, names in SECTIONS.items()
        )
        return [
            {
                "name": title,
                "app_label": title.lower(),
                "app_url": reverse("admin:index"),
                "has_module_perms": True,
                "models": listed,
            }
            for title, listed in sections
            if listed
        ]

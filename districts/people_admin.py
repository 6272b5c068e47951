"""Admin pages for accounts, and for what the people behind them work on."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import limits, second_factor
from districts.models import Membership
from districts.record_admin import BY_DISTRICT
from languages.searching import FoldedSearch
from publishing.forms import MergingForm
from publishing.merging_admin import MergingAdmin, MergingInline
from publishing.once_admin import OnceAdmin


class ForSuperusers(BaseModelAdmin[Any]):
    """Only superusers may see or change accounts and memberships."""

    def _allowed(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_active and getattr(request.user, "is_superuser", False)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._allowed(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._allowed(request)

    has_view_permission = has_change_permission = has_delete_permission = _allowed


def warn_if_shut_out(request: HttpRequest, user: User) -> None:
    """Warn that a membership has no effect if its user cannot sign in."""
    if user.is_active and user.is_staff:
        return
    mark = "Staff status" if user.is_active else "Active"
    page = reverse("admin:auth_user_change", args=[user.pk])
    said = 'The account {} cannot sign in yet. Check “{}” on <a href="{}">its page</a>.'
    messages.warning(request, format_html(said, user, mark, page))


class MembershipInline(MergingInline, ForSuperusers, admin.TabularInline[Membership, User]):
    model = Membership
    extra = 0


admin.site.unregister([User, Group, TOTPDevice, StaticDevice])


class PeopleForm(MergingForm, UserChangeForm):  # type: ignore[type-arg]
    """Refuses a change that would leave the site without an active superuser."""

    def clean(self) -> dict[str, Any]:
        """Refuse to take the last active superuser's rights."""
        cleaned = super().clean()
        others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=self.instance.pk)
        stays = cleaned.get("is_superuser") and cleaned.get("is_active")
        if self.instance.is_superuser and not stays and not others.exists():
            said = "This is the only active superuser. Make someone else a superuser first."
            self.add_error("is_active" if cleaned.get("is_superuser") else "is_superuser", said)
        return cleaned


@admin.register(User)
class PeopleAdmin(
    OnceAdmin[User], MergingAdmin[User], FoldedSearch[User], ForSuperusers, UserAdmin[User]
):
    """User accounts, with memberships instead of Django's groups and permissions.

    An account is deactivated, never deleted, because that would delete the log of its changes.
    """

    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Access", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    list_display = ("username", "first_name", "last_name", "works_as", "is_staff", "is_active")
    list_filter = ("is_staff", "is_superuser", "is_active")
    filter_horizontal = ()
    inlines = [MembershipInline]
    form = PeopleForm
    actions = ["let_sign_in", "reset_second_factor"]

    @admin.action(description="Let them sign in again after too many wrong attempts")
    def let_sign_in(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        """End the wait of the chosen people."""
        limits.forget(*chosen.values_list("username", flat=True))
        self.message_user(request, "They can try to sign in again.")

    @admin.action(description="Reset the second factor, for who has lost it")
    def reset_second_factor(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        """End the sessions of the chosen people, who set up another second factor."""
        for user in chosen:
            second_factor.reset(user)
            self.log_change(request, user, "Reset the second factor.")
        self.message_user(request, "They set up a second factor when they sign in again.")

    def lock(self, obj: User) -> None:
        """Lock all superusers, so that two of them cannot remove each other at the same moment."""
        users = User.objects.filter(Q(pk=obj.pk) | Q(is_superuser=True))
        list(users.select_for_update(no_key=True).order_by("pk"))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody may: accounts are deactivated."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With the memberships that the list shows."""
        return super().get_queryset(request).prefetch_related("memberships__district")

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        """A new user gets only a name and a password; memberships need a saved user."""
        return super().get_inlines(request, obj) if obj else []

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """An account that is added here may sign in to the admin."""
        obj.is_staff = obj.is_staff or not change
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Warn if the user has memberships but cannot sign in."""
        super().save_related(request, form, formsets, change)
        if form.instance.memberships.exists():
            warn_if_shut_out(request, form.instance)

    @admin.display(description="memberships")
    def works_as(self, obj: User) -> str:
        """The user's roles in words, for the list; "superuser" stands for all of them."""
        if obj.is_superuser:
            return "superuser: can do everything"
        return "; ".join(str(membership) for membership in obj.memberships.all())


@admin.register(Membership)
class MembershipAdmin(
    OnceAdmin[Membership], MergingAdmin[Membership], FoldedSearch[Membership], ForSuperusers
):
    list_display = ("user", "role", "district", "language")
    list_filter = ("role", BY_DISTRICT, "language")
    list_select_related = ("user", "district")
    search_fields = ("user__username", "user__first_name", "user__last_name", "district__name")
    ordering = ("user__username", "pk")
    empty_value_display = "all"

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        """Warn if the user cannot sign in."""
        super().save_model(request, obj, form, change)
        warn_if_shut_out(request, obj.user)

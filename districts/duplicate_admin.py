"""Duplicates of records, from their pages and from lists."""

from typing import Any, TypeVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from districts.access import rights_of
from languages.querysets import locked
from publishing.admin import PublishableAdmin
from publishing.duplicating import duplicate
from publishing.models import Publishable

P = TypeVar("P", bound=Publishable)
DUPLICATE = "_duplicate"  # the button on the page of a record


class DuplicatingAdmin(PublishableAdmin[P]):
    """A copy of a record is a draft; it has the same words, and what belongs to the record."""

    duplicates = True
    actions = (*PublishableAdmin.actions, "duplicate_selected")

    def get_actions(self, request: HttpRequest) -> Any:
        """Without duplicates of what is never duplicated."""
        actions = super().get_actions(request)
        if not self.duplicates:
            actions.pop("duplicate_selected", None)
        return actions

    def response_change(self, request: HttpRequest, obj: P) -> HttpResponse:
        """After *Save and duplicate*, open the copy."""
        if DUPLICATE not in request.POST:
            return super().response_change(request, obj)
        if not self.may_copy(request, obj):
            raise PermissionDenied
        return self._show_copy(request, obj)

    @admin.action(description="Duplicate selected %(verbose_name_plural)s", permissions=["add"])
    def duplicate_selected(self, request: HttpRequest, records: QuerySet[P]) -> HttpResponse | None:
        """List action: copy each selected record as a draft; a single copy is opened."""
        mine = [record for record in records if self.may_copy(request, record)]
        if len(mine) == 1:
            return self._show_copy(request, mine[0])
        for record in mine:
            self.copied(request, record)
        self.message_user(request, f"Duplicated as drafts: {len(mine)}.")
        return None

    def may_copy(self, request: HttpRequest, record: P) -> bool:
        """For editors: a copy of what is public is a draft."""
        return self.duplicates and rights_of(request.user).edits(record.district_key)

    def copied(self, request: HttpRequest, record: P, **values: Any) -> P:
        """A saved and logged copy, with `values` set on it; two at once get different addresses."""
        locked(getattr(record, "district", record))
        copy = duplicate(record, **values)
        self.log_addition(request, copy, f"Duplicated from “{record}” ({record.pk}).")
        return copy

    def _show_copy(self, request: HttpRequest, record: P) -> HttpResponse:
        copy = self.copied(request, record)
        said = "This is the copy, with everything copied from the original. It is a draft. "
        self.message_user(request, f"{said}Change what is different.")
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[copy.pk]))

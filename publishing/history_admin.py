"""The page of the admin with the history of a record."""

import re
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import override

from languages.registry import SOURCE
from publishing.history import note
from publishing.history_entries import entries_of
from publishing.history_lines import Words

M = TypeVar("M", bound=Model)
PER_PAGE = 50
BEFORE = "before"


class HistoryAdmin(admin.ModelAdmin[M]):
    """Shows our own history of a record, and keeps in it what is said of changes."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Keep what is said of a new record; the change itself is in the history already."""
        return self.log_change(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The same of a change."""
        if isinstance(message, str):
            note(obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Nothing is said of a deletion."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """The history of a record and of its parts, the newest first, page by page."""
        obj: Any = self.get_object(request, unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        entries, newest = entries_of(obj), None
        before = request.GET.get(BEFORE, "")
        if re.fullmatch("[0-9]{1,18}", before):
            entries = entries.filter(pk__lt=int(before))
        else:
            newest = entries.first()
        found = list(entries[: PER_PAGE + 1])
        with override(SOURCE):
            versions = Words(getattr(obj, "zone", None) or ZoneInfo("UTC"), obj).versions(
                found[:PER_PAGE]
            )
        context = {
            **self.admin_site.each_context(request),
            "title": f"History: {obj}",
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "object": obj,
            "opts": self.opts,
            "versions": versions,
            "newest": newest.pk if newest else None,
            "older": found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None,
            "restores": self.restores(request, obj),
            "undoes": self.undoes(request, obj),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/object_history.html", context)

    def restores(self, request: HttpRequest, obj: M) -> bool:
        """Whether the user may restore versions of the record."""
        return False

    def undoes(self, request: HttpRequest, obj: M) -> bool:
        """Whether the user may undo what was changed with the record."""
        return False

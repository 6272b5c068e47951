"""Pages of the admin that take back what was changed together, and bring back what was deleted."""

import re
from datetime import datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst

from languages.freshness import text_hash
from languages.staff_hours import said_moment
from publishing.changes import Way, acting
from publishing.history_admin import HistoryAdmin
from publishing.history_entries import Action, HistoryEntry, entries_of, page_of
from publishing.history_lines import named
from publishing.models import Publishable, Record
from publishing.once import StaffRequest
from publishing.undoing import Undone, gone_with, undo

P = TypeVar("P", bound=Publishable)
DAYS = 30  # for which a deleted record can be brought back
_KEY = re.compile("[0-9]{1,18}")
LISTED = 100  # deleted records, or changes, on one page


def restorable_since(now: datetime) -> datetime:
    """Since when a record must have been deleted to be restored now."""
    return now - timedelta(days=DAYS)


def can_be_restored(now: datetime) -> QuerySet[HistoryEntry]:
    """The deletions of the last thirty days, the latest first."""
    found = HistoryEntry.objects.filter(action=Action.DELETED, at__gt=restorable_since(now))
    return found.select_related("by", "content_type").order_by("-pk")


class UndoingAdmin(HistoryAdmin[P]):
    """Adds two pages: `deleted/`, and for each group of changes one on which it is undone."""

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of both."""
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        undo_one = path("<int:key>/undo/<int:entry>/", wrap(self.undo_view), name=f"{name}_undo")
        deleted = path("deleted/", wrap(self.deleted_view), name=f"{name}_deleted")
        return [undo_one, deleted, *super().get_urls()]

    def edits(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether the user may edit this record; without one, whether they may edit any."""
        return self.has_change_permission(request, obj)

    def undoes(self, request: HttpRequest, obj: P) -> bool:
        """Whoever may edit the record; of other records those that the user may edit, too."""
        return self.edits(request, obj)

    def districts_of(self, request: HttpRequest) -> set[int] | None:
        """The keys of the districts whose deleted records the user sees; None means all."""
        return None

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """With a link to what was deleted, for those who may restore it."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_deleted"
        own = {"deleted_page": reverse(name)} if self.edits(request) else {}
        return super().changelist_view(request, {**own, **(extra_context or {})})

    def undo_view(self, request: StaffRequest, key: int, entry: int) -> HttpResponse:
        """GET: what was changed together, and what would stay. POST: undo it, if that was shown.

        The page tries the latest of many changes, and only counts the others.
        """
        record: Any = self.get_object(request, str(key))
        found = record and entries_of(record).filter(pk=entry).first()
        if not found:
            raise Http404
        if not self.edits(request):
            raise PermissionDenied
        together = self._changed_with(request, found)
        with transaction.atomic():
            tried = together if request.method == "POST" else together[:LISTED]
            would = self._undo_together(request, list(tried))
            token = _seen(would[:LISTED])
            is_done = request.POST.get("seen") == token
            transaction.set_rollback(not is_done)
        if is_done:
            self._tell_undone(request, would)
            return HttpResponseRedirect(self._after_undo(record))
        more = max(0, together.count() - LISTED)
        context = {
            "title": "Undo what was changed together",
            "object": record,
            "history": self._history_of(record),
            "at": said_moment(found.at, record.zone or ZoneInfo("UTC")),
            "entry": found,
            "lines": [(name, each.why) for name, each in _named(would[:LISTED])],
            "more": more,
            "can_undo": more or not all(each.why for each in would),
            "token": token,
            "moved_meanwhile": request.method == "POST",
        }
        return self._history_page(request, "admin/undo.html", context)

    def deleted_view(self, request: StaffRequest) -> HttpResponse:
        """GET: the records that were deleted in the last thirty days. POST: bring one back."""
        if not self.edits(request):
            raise PermissionDenied
        kind = ContentType.objects.get_for_model(self.model)
        gone = can_be_restored(timezone.now()).filter(content_type=kind)
        if (districts := self.districts_of(request)) is not None:
            gone = gone.filter(district_key__in=districts)
        if request.method == "POST":
            key = request.POST.get("entry", "")
            entry = gone.filter(pk=key).first() if _KEY.fullmatch(key) else None
            if entry is None:
                raise Http404
            self._tell_undone(request, self._undo_together(request, gone_with(entry)))
            return HttpResponseRedirect(request.path)
        there = self.model._base_manager.filter(pk__in=gone.values("object_id")).values("pk")
        context = {
            "title": f"Deleted {self.opts.verbose_name_plural}",
            "days": DAYS,
            "gone": _latest(gone.exclude(object_id__in=there)[:LISTED]),
        }
        return self._history_page(request, "admin/deleted.html", context)

    def _changed_with(self, request: HttpRequest, entry: HistoryEntry) -> QuerySet[HistoryEntry]:
        """All changes of the same group in the user's districts, the newest first."""
        together = HistoryEntry.objects.filter(group=entry.group).exclude(action=Action.NOTED)
        if (districts := self.districts_of(request)) is not None:
            together = together.filter(district_key__in=districts)
        return together.select_related("by", "content_type").order_by("-pk")

    def _undo_together(self, request: StaffRequest, entries: list[HistoryEntry]) -> list[Undone]:
        with acting(request.staff, way=Way.UNDO):
            return undo(entries, lambda record: self._may_undo(request, record))

    def _tell_undone(self, request: HttpRequest, found: list[Undone]) -> None:
        kept = [each for each in found if each.why]
        if done := len(found) - len(kept):
            self.message_user(request, f"Undone: {done}.")
        for name, each in _named(kept[:LISTED]):
            self.message_user(request, f"Not undone: {name}. {each.why}", messages.WARNING)

    def _may_undo(self, request: HttpRequest, record: Record) -> bool:
        """Whether the user may edit what a record is, or is a part of."""
        model, key = page_of(record)
        page: Any = record
        if model is not type(record):
            page = model._base_manager.filter(pk=key).first()
        kin = self.admin_site._registry.get(model)
        return isinstance(kin, UndoingAdmin) and page is not None and kin.edits(request, page)

    def _history_of(self, record: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_history"
        return reverse(name, args=[record.pk])

    def _after_undo(self, record: Any) -> str:
        """The history of the record; the list, if it was added by what was undone."""
        if self.model._base_manager.filter(pk=record.pk).exists():
            return self._history_of(record)
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _history_page(
        self, request: HttpRequest, template: str, context: dict[str, Any]
    ) -> HttpResponse:
        common = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
        }
        return TemplateResponse(request, template, common | context)


def _named(found: list[Undone]) -> list[tuple[str, Undone]]:
    return list(zip(named(each.entry for each in found), found, strict=True))


def _seen(found: list[Undone]) -> str:
    """Differs as soon as something else would stay, or for another reason."""
    return text_hash(" ".join(f"{each.entry.pk} {each.why}" for each in found))


def _latest(entries: Any) -> list[HistoryEntry]:
    """The last deletion of each record."""
    found: dict[int, HistoryEntry] = {}
    for entry in entries:
        found.setdefault(entry.object_id, entry)
    return [*found.values()]

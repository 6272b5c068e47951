"""Takes an import of a spreadsheet back, all that nobody has changed since."""

from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import capfirst

from districts.access import rights_of
from districts.models import District
from districts.record_admin import P, RecordAdmin
from languages.freshness import text_hash
from languages.staff_hours import said_moment
from publishing.changes import Way, acting
from publishing.history_entries import Action, HistoryEntry
from publishing.models import Record
from publishing.once import StaffRequest, shows_unsaved
from publishing.undoing import undo

TEMPLATE = "admin/undo_import.html"
LOOKED_AT, LISTED = 20_000, 5  # the newest changes of all, and imports that a page lists


class UndoesImports(RecordAdmin[P]):
    """Adds the page of an import; its address names one of the changes that it made."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the page."""
        view = self.admin_site.admin_view(self.undo_import)
        return [
            path("import/<int:key>/", view, name=f"{self._undo_prefix}_import_undo"),
            *super().get_urls(),
        ]

    def imports(self, request: HttpRequest) -> list[HistoryEntry]:
        """The first change of each of the last imports into this list, the newest first."""
        newest = HistoryEntry.objects.aggregate(pk=Max("pk"))["pk"] or 0
        found = self._changes(request).filter(pk__gt=newest - LOOKED_AT).order_by()
        groups = found.values("group").annotate(first=Min("pk")).order_by("-first")
        keys = groups.values_list("first", flat=True)[:LISTED]
        return list(HistoryEntry.objects.filter(pk__in=list(keys)).select_related("by"))[::-1]

    def undo_address(self, entry: HistoryEntry) -> str:
        """The address of the page of an import."""
        return reverse(f"admin:{self._undo_prefix}_import_undo", args=[entry.pk])

    @shows_unsaved
    def undo_import(self, request: StaffRequest, key: int) -> HttpResponse:
        """GET: what would be taken back, and what stays. POST: take it back, if it was shown."""
        if not self.edits(request):
            raise PermissionDenied
        entry = self._changes(request).filter(pk=key).select_related("by").first()
        if entry is None:
            raise Http404
        entries = HistoryEntry.objects.filter(group=entry.group, way=Way.CSV)
        told = list(entries.exclude(action=Action.NOTED).select_related("content_type"))
        names = _names(told)
        with transaction.atomic(), acting(request.staff, way=Way.UNDO):
            found = undo(told, self._may(request))
            token = text_hash(" ".join(f"{each.entry.pk} {each.why}" for each in found))
            is_shown = request.method == "POST" and request.POST.get("seen") == token
            is_done = is_shown and not hasattr(request, "unsaved")
            transaction.set_rollback(not is_done)
        if not is_done:
            lines = [(each.entry, names[each.entry.pk], each.why) for each in reversed(found)]
            return self._undo_page(request, entry, lines, token)
        stays = sum(bool(each.why) for each in found)
        self.message_user(request, f"Taken back: {len(found) - stays}. Left as it is: {stays}.")
        return HttpResponseRedirect(reverse(f"admin:{self._undo_prefix}_changelist"))

    def _undo_page(
        self,
        request: StaffRequest,
        entry: HistoryEntry,
        lines: list[tuple[HistoryEntry, str, str]],
        token: str,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Take an import back",
            "list": reverse(f"admin:{self._undo_prefix}_changelist"),
            "when": said_import(entry),
            "lines": lines,
            "can_undo": not all(why for _, _, why in lines),
            "token": token,
            "moved_meanwhile": request.method == "POST",
        }
        return TemplateResponse(request, TEMPLATE, context)

    def _changes(self, request: HttpRequest) -> QuerySet[HistoryEntry]:
        """What imports have changed of this list's records, in the user's districts."""
        kind = ContentType.objects.get_for_model(self.model)
        found = HistoryEntry.objects.filter(way=Way.CSV, page_type=kind)
        districts = rights_of(request.user).districts()
        return found if districts is None else found.filter(district_key__in=districts)

    def _may(self, request: HttpRequest) -> Callable[[Record], bool]:
        """Whether the user may change a record: its page decides, or that of its owner."""

        def may(record: Record) -> bool:
            owner: Any = record
            while type(owner) not in self.admin_site._registry or not hasattr(owner, "state"):
                owner = owner.owner
            kin: Any = self.admin_site._registry[type(owner)]
            return bool(kin.edits(request, owner))

        return may

    @property
    def _undo_prefix(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"


def said_import(entry: HistoryEntry) -> str:
    """When the import was, on the clock of its district, and who made it."""
    district = District.objects.filter(pk=entry.district_key or 0).first()
    zone = district.zone if district else ZoneInfo("UTC")
    return f"{said_moment(entry.at, zone)}, by {entry.by or 'somebody'}"


def _names(entries: Collection[HistoryEntry]) -> dict[int, str]:
    """What the record of each change is called now, by the key of the change."""
    by_kind: dict[Any, list[HistoryEntry]] = defaultdict(list)
    for entry in entries:
        by_kind[entry.content_type.model_class()].append(entry)
    named = {}
    for model, found in by_kind.items():
        records = model._base_manager.in_bulk([entry.object_id for entry in found])
        for entry in found:
            kind = capfirst(model._meta.verbose_name)
            record = records.get(entry.object_id)
            named[entry.pk] = f"{kind} “{record}”" if record else f"{kind} {entry.name}"
    return named

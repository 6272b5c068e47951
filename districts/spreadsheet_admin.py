"""Lists of the admin that are downloaded as a spreadsheet and imported again.

An import begins with a dry run, on a page of its own, which then shows its result.
"""

from functools import partial
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Min, QuerySet
from django.db.transaction import on_commit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from districts.access import edited_districts, rights_of
from districts.models import District, SpreadsheetImport
from districts.record_admin import P, RecordAdmin
from districts.spreadsheet_importing import SpreadsheetRun, check
from languages.staff_hours import said_moment
from publishing.changes import Way
from publishing.history_entries import Action, HistoryEntry
from publishing.imports import FileError, counts
from publishing.once import StaffRequest, shows_unsaved
from publishing.spreadsheets.files import LIMIT, text_in
from publishing.spreadsheets.kinds import Kind
from publishing.spreadsheets.writing import csv_of, template_of
from publishing.stored_imports import AlreadyBegunError

LOOKED_AT, LISTED = 20_000, 5  # the newest changes of all, and imports that a page lists


class SpreadsheetForm(forms.Form):
    """The district and the file, whose text it reads."""

    district = forms.ModelChoiceField(District.objects.none())
    file = forms.FileField(
        required=False,
        help_text="An Excel workbook (.xlsx), or CSV as a spreadsheet saves it, up to 1 MB.",
    )

    def __init__(self, request: HttpRequest, kind: Kind) -> None:
        sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        super().__init__(*sent)
        self.kind = kind
        offered: Any = self.fields["district"]
        offered.queryset = edited_districts(rights_of(request.user))
        if len(offered.queryset) == 1:
            offered.initial = offered.queryset[0].pk

    def clean(self) -> dict[str, Any]:
        """Also reads the text of the file, to its end."""
        cleaned = self.cleaned_data
        file: Any = cleaned.get("file")
        if not (data := file.read(LIMIT + 1) if file else b""):
            self.add_error("file", "Choose a file.")
            return cleaned
        try:
            cleaned["text"] = text_in(data)
            check(cleaned["text"], self.kind)
        except FileError as error:
            self.add_error("file", f"{file.name}, {error}")
        return cleaned


class SpreadsheetAdmin(RecordAdmin[P]):
    """Adds the download to a list, for everybody who may see it, and the import, for editors."""

    spreadsheet: ClassVar[Kind]
    change_list_template = "admin/spreadsheet_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the addresses of the download, the template and the import."""
        views = {
            "import": self.import_file,
            "export": self.export_file,
            "template": self.template_file,
        }
        one = self.admin_site.admin_view(self.one_import)
        return [
            path("import/<int:key>/", one, name=self._view_name("imported")),
            *(
                path(f"{name}/", self.admin_site.admin_view(view), name=self._view_name(name))
                for name, view in views.items()
            ),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the link to the import only to editors."""
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        context = {
            "imports": self.edits(request) and reverse(f"admin:{self._view_name('import')}"),
            "exports": reverse(f"admin:{self._view_name('export')}") + query,
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def export_file(self, request: HttpRequest) -> HttpResponse:
        """The records of the list, filtered as it is, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            found = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(f"{self._list_address}?e=1")
        return self._download(csv_of(self.spreadsheet, found), "")

    def template_file(self, request: HttpRequest) -> HttpResponse:
        """An empty file with the names of the columns, and what to write in each."""
        if not self.edits(request):
            raise PermissionDenied
        return self._download(template_of(self.spreadsheet), "-template")

    @shows_unsaved
    def import_file(self, request: StaffRequest) -> HttpResponse:
        """GET: the form. POST: keep the file, and show what it would change."""
        if not self.edits(request):
            raise PermissionDenied
        form = SpreadsheetForm(request, self.spreadsheet)
        if form.is_valid() and hasattr(request, "unsaved"):
            form.add_error("file", "Choose the file again.")
        elif form.is_valid():
            text, district = form.cleaned_data["text"], form.cleaned_data["district"]
            of = {"district": district, "page_type": ContentType.objects.get_for_model(self.model)}
            name = form.cleaned_data["file"].name
            kept = SpreadsheetImport.keep(request.staff, name, text.encode(), **of)
            return HttpResponseRedirect(self._address_of(kept))
        return self._import_page(request, form)

    def one_import(self, request: StaffRequest, key: int) -> HttpResponse:
        """GET: what the file would change, or what became of it. POST: import it, go on, or stop.

        The form is stored; then the records are written, in transactions of their own.
        """
        stored = get_object_or_404(self._stored(request), pk=key)
        run = SpreadsheetRun(self, request, stored)
        if request.method != "POST":
            return self._one_import_page(run)
        sent, now = request.POST, timezone.now()
        if "stop" in sent:
            SpreadsheetImport.stop(key, at=now)
            return HttpResponseRedirect(self._undo_of(run) or self._address_of(stored))
        try:
            if "go_on" not in sent:
                chosen = {"seen": sent.get("seen", "").split(), "choose": sent.getlist("choose")}
                SpreadsheetImport.begin(key, chosen, at=now)
        except AlreadyBegunError:
            self.message_user(request, "This file has already been imported.", messages.WARNING)
        else:
            on_commit(partial(self._go_on, run))
        return HttpResponseRedirect(self._address_of(stored))

    def imports(self, request: HttpRequest) -> list[tuple[str, str]]:
        """The last imports into this list, the newest first: where each is undone, and its name.

        The page is that of a record that is still there and that the user may see.
        """
        newest = HistoryEntry.objects.aggregate(pk=Max("pk"))["pk"] or 0
        found = HistoryEntry.objects.filter(
            way=Way.CSV,
            pk__gt=newest - LOOKED_AT,
            page_type=ContentType.objects.get_for_model(self.model),
            page_id__in=self.get_queryset(request).order_by().values("pk"),
        )
        groups = found.order_by().values("group").annotate(first=Min("pk")).order_by("-first")
        keys = list(groups.values_list("first", flat=True)[:LISTED])
        entries = HistoryEntry.objects.filter(pk__in=keys).select_related("by").order_by("-pk")
        name = f"admin:{self._view_name('undo')}"
        return [(reverse(name, args=[e.page_id, e.pk]), said_import(e)) for e in entries]

    def _stored(self, request: HttpRequest) -> QuerySet[SpreadsheetImport]:
        """The imports into this list that the user may decide about."""
        if not self.edits(request):
            raise PermissionDenied
        return SpreadsheetImport.objects.visible_to(request.user).filter(
            page_type=ContentType.objects.get_for_model(self.model),
            district__in=edited_districts(rights_of(request.user)),
        )

    def _go_on(self, run: SpreadsheetRun) -> None:
        self.tell_of_stale(run.request, run.go_on(timezone.now()))

    def _undo_of(self, run: SpreadsheetRun) -> str:
        """Where what is written of an import is undone, "" if nothing is."""
        there = self.get_queryset(run.request).order_by().values("pk")
        page_type = ContentType.objects.get_for_model(self.model)
        found = HistoryEntry.objects.filter(group=run.stored.group, page_type=page_type)
        if not (entry := found.filter(page_id__in=there).order_by("pk").first()):
            return ""
        return reverse(f"admin:{self._view_name('undo')}", args=[entry.page_id, entry.pk])

    def _import_page(self, request: HttpRequest, form: SpreadsheetForm) -> HttpResponse:
        context = {
            "form": form,
            "columns": self.spreadsheet.described,
            "translates": self.spreadsheet.known != self.spreadsheet.header,
            "imports": self.imports(request),
            "unfinished": [
                (self._address_of(each), each.file_name)
                for each in self._stored(request).defer("upload", "left")
                if each.is_unfinished
            ],
            "template": reverse(f"admin:{self._view_name('template')}"),
        }
        status = 400 if form.errors else 200
        return self._page_of(request, "admin/spreadsheet_import.html", context, status)

    def _one_import_page(self, run: SpreadsheetRun) -> HttpResponse:
        stored = run.stored
        plan = None if stored.begun_at else run.plan()
        entries = HistoryEntry.objects.filter(group=stored.group)
        added, changed = (
            {entry.key for entry in entries.filter(action=action)}
            for action in (Action.ADDED, Action.CHANGED)
        )
        context = {
            "stored": stored,
            "plan": plan,
            "counts": counts(plan.steps) if plan else {},
            "tokens": " ".join(plan.tokens) if plan else "",
            "added": len(added),
            "changed": len(changed - added),
            "undo": self._undo_of(run) if stored.begun_at else "",
            "another": reverse(f"admin:{self._view_name('import')}"),
        }
        return self._page_of(run.request, "admin/spreadsheet_one_import.html", context)

    def _page_of(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        common = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Import {self.opts.verbose_name_plural}",
            "list": self._list_address,
        }
        return TemplateResponse(request, template, common | context, status=status)

    def _address_of(self, stored: SpreadsheetImport) -> str:
        return reverse(f"admin:{self._view_name('imported')}", args=[stored.pk])

    def _download(self, text: str, what: str) -> HttpResponse:
        # The mark tells Excel that it is UTF-8.
        answer = HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8")
        name = str(self.opts.verbose_name_plural).replace(" ", "-")
        answer["Content-Disposition"] = f'attachment; filename="{name}{what}.csv"'
        return answer

    def _view_name(self, view: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{view}"

    @property
    def _list_address(self) -> str:
        return reverse(f"admin:{self._view_name('changelist')}")


def said_import(entry: HistoryEntry) -> str:
    """When the import was, on the clock of its district, and who made it."""
    district = District.objects.filter(pk=entry.district_key or 0).first()
    zone = district.zone if district else ZoneInfo("UTC")
    return f"{said_moment(entry.at, zone)}, by {entry.by or 'somebody'}"

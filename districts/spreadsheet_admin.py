"""Lists of the admin that are downloaded as a spreadsheet and imported again.

An import begins with a dry run; then all of the file is imported, or nothing.
"""

from copy import copy
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join

from districts.access import edited_districts, rights_of
from districts.models import District
from districts.record_admin import P, RecordAdmin
from languages.staff_hours import said_moment
from publishing.changes import Way, acting
from publishing.history_entries import HistoryEntry
from publishing.imports import Effect, FileError, counts
from publishing.once import StaffRequest, shows_unsaved
from publishing.settled_forms import SettledForm
from publishing.spreadsheets.entries import Desk
from publishing.spreadsheets.files import LIMIT, columns_in, text_in
from publishing.spreadsheets.importing import Importing
from publishing.spreadsheets.kinds import Kind
from publishing.spreadsheets.plans import ImportPlan
from publishing.spreadsheets.saving import Saver
from publishing.spreadsheets.writing import csv_of, template_of

TEMPLATE = "admin/spreadsheet_import.html"
LOOKED_AT, LISTED = 20_000, 5  # the newest changes of all, and imports that a page lists


class SpreadsheetForm(forms.Form):
    """The district and the file; after the dry run, the file's text and what was shown."""

    district = forms.ModelChoiceField(District.objects.none())
    file = forms.FileField(
        required=False,
        help_text="An Excel workbook (.xlsx), or CSV as a spreadsheet saves it, up to 1 MB.",
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, request: HttpRequest) -> None:
        sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        super().__init__(*sent)
        offered: Any = self.fields["district"]
        offered.queryset = edited_districts(rights_of(request.user))
        if len(offered.queryset) == 1:
            offered.initial = offered.queryset[0].pk

    def clean(self) -> dict[str, Any]:
        """Also reads the text of the file."""
        cleaned, file = self.cleaned_data, self.cleaned_data.get("file")
        data = file.read(LIMIT + 1) if file else cleaned.get("text", "").encode()
        if not data:
            self.add_error("file", "Choose a file.")
        else:
            try:
                cleaned["text"] = text_in(data)
            except FileError as error:
                self.refuse(error)
        return cleaned

    def refuse(self, error: FileError) -> None:
        """Say beside the file why nothing in it can be used."""
        file = self.files.get("file")
        self.add_error("file", f"{file.name if file else 'The file'}, {error}")


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
        return [
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
        """GET: the form. POST: the dry run; with its token, the import."""
        if not self.edits(request):
            raise PermissionDenied
        form, plan = SpreadsheetForm(request), None
        if form.is_valid():
            try:
                plan, is_done = self._carry_out(request, form)
            except FileError as error:
                form.refuse(error)
            else:
                if is_done:
                    self._tell_imported(request, plan)
                    return HttpResponseRedirect(self._list_address)
        return self._import_page(request, form, plan)

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

    def _carry_out(self, request: StaffRequest, form: SpreadsheetForm) -> tuple[ImportPlan, bool]:
        """Carry out the file; undone unless it refuses nothing and is what the user was shown."""
        district, seen = form.cleaned_data["district"], form.cleaned_data["seen"]
        text, kind = form.cleaned_data["text"], self.spreadsheet
        kind = kind.with_translations(columns_in(text, kind.known))
        with transaction.atomic(), acting(request.staff, way=Way.CSV):
            plan = Importing(
                self._import_desk(request, district, kind),
                self.get_queryset(request).in_districts([district.pk]),
            ).run(text)
            confirmed = bool(seen) and plan.token == seen and not hasattr(request, "unsaved")
            is_done = confirmed and not plan.refused
            self._log_imported(request, plan)
            if not is_done:
                transaction.set_rollback(True)
        return plan, is_done

    def _import_desk(self, request: HttpRequest, district: District, kind: Kind) -> Desk:
        """The forms of this page and its rows, for records of one district."""
        like, request = self.model(district=district), copy(request)
        request.__dict__.pop("unsaved", None)  # with it no form is valid; all is rolled back anyway
        # Some forms ask about moves in their rows alone.
        asked = tuple(each for each in kind.asked if each.target in self.form.base_fields)
        names = [column.target for column in (*kind.own, *asked)]
        form = self.get_form(request, like, fields=names)
        rows = {}
        inlines = {each.model: each for each in self.get_inline_instances(request, like)}
        for part in kind.parts:
            fields = [column.target for column in part.columns]
            made = inlines[part.model].get_formset(request, like, fields=fields).form
            rows[part.name] = Saver(made, part.columns, kind.asked, part.parent)
        return Desk(
            kind=kind,
            district=district,
            own=Saver(form, kind.own, asked),
            rows=rows,
            may_change=lambda record: self.edits(request, record),
            chosen=request.POST.getlist("choose"),
        )

    def _log_imported(self, request: HttpRequest, plan: ImportPlan) -> None:
        for done in plan.done:
            record = done.form.instance
            has_page = type(record) in self.admin_site._registry
            log = self.log_addition if done.is_new and has_page else self.log_change
            log(request, record if has_page else done.owner, f"Imported from a file, {done.said}")
            for said in getattr(done.form, "why", ()):
                self.log_change(request, done.owner, said)
            if isinstance(done.form, SettledForm) and done.form.moves:
                done.form.moved_record(request.user).save()

    def _tell_imported(self, request: HttpRequest, plan: ImportPlan) -> None:
        found = counts(plan.steps)
        said = f"Imported. New: {found[Effect.NEW]}. Changed: {found[Effect.CHANGED]}. "
        said += f"Unchanged: {found[Effect.UNCHANGED]}. What is new is a draft."
        undo = [(each, "Take the import back") for each, _ in self.imports(request)[:1]]
        links = format_html_join("", ' <a href="{}">{}</a>', undo)
        self.message_user(request, format_html("{}{}", said, links))
        self.tell_of_stale(request, [done.form for done in plan.done if not done.is_new])

    def _import_page(
        self, request: HttpRequest, form: SpreadsheetForm, plan: ImportPlan | None
    ) -> HttpResponse:
        names = self.opts.verbose_name_plural
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Import {names}",
            "form": form,
            "plan": plan,
            "counts": counts(plan.steps) if plan else {},
            "moved_meanwhile": bool(plan and form.cleaned_data["seen"]),
            "columns": self.spreadsheet.described,
            "translates": self.spreadsheet.known != self.spreadsheet.header,
            "imports": self.imports(request),
            "list": self._list_address,
            "template": reverse(f"admin:{self._view_name('template')}"),
        }
        return TemplateResponse(request, TEMPLATE, context, status=400 if form.errors else 200)

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

"""The import of schools in the admin: a file, a dry run, then all of it or nothing."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from districts.access import edited_districts, rights_of
from districts.csv_import import COLUMNS, LIMIT, text_in
from districts.models import District, Outcome, School
from districts.record_admin import RecordAdmin
from districts.school_import import ImportPlan, plan_import
from publishing.changes import Way, acting
from publishing.imports import Effect, FileError, counts
from publishing.once import StaffRequest, shows_unsaved

TEMPLATE = "admin/districts/school/import.html"


class ImportForm(forms.Form):
    """The district and the file; after the dry run, the file's text and the plan's token."""

    district = forms.ModelChoiceField(District.objects.none())
    file = forms.FileField(
        required=False, help_text="CSV as a spreadsheet saves it, in UTF-8, up to 1 MB."
    )
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    plan: ImportPlan

    def __init__(self, request: HttpRequest) -> None:
        sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        super().__init__(*sent)
        offered: Any = self.fields["district"]
        self.rights = rights_of(request.user)
        offered.queryset = edited_districts(self.rights)
        if len(offered.queryset) == 1:
            offered.initial = offered.queryset[0].pk

    def clean(self) -> dict[str, Any]:
        """Also makes the plan, under a lock if it is to be carried out."""
        cleaned, file = self.cleaned_data, self.cleaned_data.get("file")
        data = file.read(LIMIT + 1) if file else cleaned.get("text", "").encode()
        if not data:
            self.add_error("file", "Choose a file.")
        elif "district" in cleaned:
            try:
                plan = plan_import(data, cleaned["district"], lock=bool(cleaned["seen"]))
                publishes = self.rights.publishes(cleaned["district"].pk)
                self.plan = plan if publishes else plan.of_drafts()
                cleaned["text"] = text_in(data)
            except FileError as error:
                self.add_error("file", f"{file.name if file else 'The file'}, {error}")
        return cleaned


class ImportsSchools(RecordAdmin[School]):
    """Adds the import to the list of schools, for editors."""

    change_list_template = "admin/districts/school/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the import."""
        view = self.admin_site.admin_view(self.import_csv)
        return [path("import/", view, name="districts_school_import"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the link to the import only to editors."""
        context = {"imports": self.edits(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    @shows_unsaved
    def import_csv(self, request: StaffRequest) -> HttpResponse:
        """GET: the form. POST: the dry run; with its token, the import."""
        if not self.edits(request):
            raise PermissionDenied
        form = ImportForm(request)
        if self._confirmed(request, form):
            try:
                with acting(request.staff, way=Way.CSV):
                    self._apply(request, form.plan)
            except IntegrityError:  # another user added one of the schools just now
                form = ImportForm(request)
            else:
                return HttpResponseRedirect(reverse("admin:districts_school_changelist"))
        return self._shown(request, form, form.plan if form.is_valid() else None)

    def _confirmed(self, request: HttpRequest, form: ImportForm) -> bool:
        """Whether the plan refuses nothing and is the one that was shown."""
        if not form.is_valid() or form.plan.refused or hasattr(request, "unsaved"):
            return False
        return bool(form.cleaned_data["seen"] == form.plan.token)

    @transaction.atomic
    def _apply(self, request: HttpRequest, plan: ImportPlan) -> None:
        for step in plan.apply():
            said = f"Imported from CSV, line {step.line}: {step.subject}"
            record: Any = step.record
            log = self.log_addition if step.effect is Effect.NEW else self.log_change
            log(request, record, said)
        found = counts(plan.steps)
        self.message_user(
            request,
            f"Imported. New: {found[Effect.NEW]}. Changed: {found[Effect.CHANGED]}. "
            f"Unchanged: {found[Effect.UNCHANGED]}. New schools and decisions are drafts.",
        )

    def _shown(
        self, request: HttpRequest, form: ImportForm, plan: ImportPlan | None
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": "Import schools and decisions",
            "form": form,
            "plan": plan,
            "moved_meanwhile": bool(plan and form.cleaned_data["seen"]),
            "columns": list(COLUMNS),
            "outcomes": Outcome.choices,
        }
        return TemplateResponse(request, TEMPLATE, context, status=400 if form.errors else 200)

"""The import of schools in the admin: a file, a dry run, and all of it or nothing."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from districts.access import rights_of
from districts.csv_import import COLUMNS, LIMIT, FileError, decode
from districts.models import District, Outcome, School
from districts.record_admin import RecordAdmin, edited_districts
from districts.school_import import Effect, ImportPlan, plan_import
from publishing.once import shows_unsaved

TEMPLATE = "admin/districts/school/import.html"


class ImportForm(forms.Form):
    """The district and the file; or, once it was shown, its text and what was shown of it."""

    district = forms.ModelChoiceField(District.objects.none())
    file = forms.FileField(required=False, help_text="CSV in UTF-8, up to 1 MB.")
    text = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    plan: ImportPlan

    def __init__(self, request: HttpRequest) -> None:
        sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        super().__init__(*sent)
        offered: Any = self.fields["district"]
        offered.queryset = edited_districts(rights_of(request.user))
        if len(offered.queryset) == 1:
            offered.initial = offered.queryset[0].pk

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        try:
            cleaned["text"] = self._sent_text(cleaned)
            if "district" in cleaned:
                self.plan = plan_import(cleaned["text"], cleaned["district"])
        except FileError as error:
            self.add_error("file", str(error))
        return cleaned

    def _sent_text(self, cleaned: dict[str, Any]) -> str:
        file = cleaned.get("file")
        if file:
            return decode(file.read(LIMIT + 1))
        if not cleaned.get("text"):
            raise FileError("Choose a file.")
        return str(cleaned["text"])


class ImportsSchools(RecordAdmin[School]):
    """Adds the import to the list of schools, for who edits a district."""

    change_list_template = "admin/districts/school/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.import_csv)
        return [path("import/", view, name="districts_school_import"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"imports": self.edits(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    @shows_unsaved
    def import_csv(self, request: HttpRequest) -> HttpResponse:
        """GET: the form. POST: the dry run; with what it showed confirmed, the import."""
        if not self.edits(request):
            raise PermissionDenied
        form = ImportForm(request)
        if not form.is_valid():
            return self._shown(request, form, None)
        shown = form.cleaned_data["seen"] == form.plan.digest and not hasattr(request, "unsaved")
        if not shown or form.plan.refused:
            return self._shown(request, form, form.plan)
        self._apply(request, form.plan)
        return HttpResponseRedirect(reverse("admin:districts_school_changelist"))

    @transaction.atomic
    def _apply(self, request: HttpRequest, plan: ImportPlan) -> None:
        for step in plan.apply():
            said = f"Imported from CSV, line {step.line}: {step.words}"
            record: Any = step.record
            log = self.log_addition if step.effect is Effect.NEW else self.log_change
            log(request, record, said)
        counts = plan.counts
        self.message_user(
            request,
            f"Imported. New: {counts[Effect.NEW]}. Changed: {counts[Effect.CHANGED]}. "
            f"Unchanged: {counts[Effect.UNCHANGED]}. What is new is a draft.",
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

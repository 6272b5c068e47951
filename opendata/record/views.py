"""The page of a district's public record in the admin, which takes a text out of it."""

from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from districts.access import rights_of
from districts.models import District
from languages.querysets import in_language
from languages.registry import SOURCE
from opendata.queries import heads
from opendata.record.redacting import SHORTEST, RedactionError, holding, redact
from publishing.once import shows_unsaved

SHOWN = 20  # entries


class RedactionForm(forms.Form):
    """What to take out of the record, and why."""

    text = forms.CharField(
        label="Text to take out",
        min_length=SHORTEST,
        max_length=500,
        help_text="Exactly as families read it. Every entry that holds it loses it.",
    )
    reason = forms.CharField(
        max_length=300,
        help_text="Families can read it in the record. Do not repeat the text. "
        "For example: a name that should not have been published.",
    )


@shows_unsaved
def record_page(request: Any, key: int) -> HttpResponse:
    """GET: the newest entries and a form. POST: where the text is; confirmed, take it out."""
    if not rights_of(request.user).administers(key):
        raise PermissionDenied
    district = in_language(District.objects.all(), SOURCE).filter(pk=key).first()
    if district is None:
        raise Http404
    form = RedactionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, district, form)
    text, reason = form.cleaned_data["text"], form.cleaned_data["reason"]
    found = holding(district, text)
    token = sha256(repr((text, found)).encode()).hexdigest()[:32]
    if hasattr(request, "unsaved") or not found or request.POST.get("confirm") != token:
        if not found:
            form.add_error("text", "No entry holds it.")
        return _page(request, district, form, found=found, token=token)
    return _redacted(request, district, form, text, reason)


def _redacted(
    request: HttpRequest, district: District, form: RedactionForm, text: str, reason: str
) -> HttpResponse:
    try:
        made = redact(district, text, reason)
    except RedactionError as error:
        form.add_error(None, str(error))
        return _page(request, district, form)
    count = len((made.redaction or {})["entries"])
    entries = "1 entry" if count == 1 else f"{count} entries"
    said = f"Took a text out of {entries} of the public record, by entry {made.number}: {reason}"
    kin: Any = admin.site._registry[District]
    kin.log_change(request, district, said)
    messages.success(request, f"{said}. Backups and copies that others made still hold it.")
    return HttpResponseRedirect(reverse("district_record_admin", args=[district.pk]))


def _page(
    request: HttpRequest,
    district: District,
    form: RedactionForm,
    found: list[int] | None = None,
    token: str = "",
) -> HttpResponse:
    rows = list(heads(district).order_by("-number")[:SHOWN])
    context = {
        **admin.site.each_context(request),
        "opts": District._meta,
        "title": f"Public record of {district}",
        "district": district,
        "entries": rows,
        "count": rows[0].number if rows else 0,
        "form": form,
        "found": found,
        "token": token,
    }
    status = 400 if form.errors else 200
    template = "admin/districts/district/record.html"
    return TemplateResponse(request, template, context, status=status)

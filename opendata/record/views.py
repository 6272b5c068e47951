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
from opendata.record.redacting import SHORTEST, Field, RedactionError, holding, places, redact
from publishing.once import shows_unsaved

SHOWN = 20  # entries
OTHERWISE = (
    "No entry holds it as it is written here. Choose below to empty the fields that hold it."
)


class RedactionForm(forms.Form):
    """What to take out of the record, and why."""

    text = forms.CharField(
        label="Text to take out",
        min_length=SHORTEST,
        max_length=500,
        help_text="As families read it. Every entry that holds it loses it.",
    )
    whole = forms.BooleanField(
        label="Take out all that these fields ever said",
        required=False,
        help_text="For a text that was also written in another way or language. The next page "
        "lists the fields. What families can read there now stays.",
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
    text = form.cleaned_data["text"]
    found = places(district, text)
    fields = {each.field for each in found} if form.cleaned_data["whole"] else None
    exact = [] if fields else holding(district, text)
    token = sha256(repr((text, found, fields is None, exact)).encode()).hexdigest()[:32]
    if not (exact or fields):
        form.add_error("text", OTHERWISE if found else "No entry holds it.")
    if hasattr(request, "unsaved") or form.errors or request.POST.get("confirm") != token:
        return _page(request, district, form, places=found, exact=exact, token=token)
    return _redacted(request, district, form, fields)


def _redacted(
    request: HttpRequest, district: District, form: RedactionForm, fields: set[Field] | None
) -> HttpResponse:
    text, reason = form.cleaned_data["text"], form.cleaned_data["reason"]
    try:
        made = redact(district, text, reason, fields)
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
    **found: Any,
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
        **found,
    }
    status = 400 if form.errors else 200
    template = "admin/districts/district/record.html"
    return TemplateResponse(request, template, context, status=status)

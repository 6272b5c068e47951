"""A guided page that adds a district with its phases, and a page of its next steps."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from districts.access import rights_of
from districts.models import District
from publishing.once import shows_unsaved
from sro_site.set_up.forms import SetUpForm, add_district, phase_rows
from sro_site.set_up.steps import steps_of


@shows_unsaved
def set_up(request: HttpRequest) -> HttpResponse:
    """GET: the form. POST: adds everything or, if anything is wrong, nothing."""
    if not rights_of(request.user).edits_everywhere():
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else None
    form, rows = SetUpForm(sent), phase_rows(sent)
    valid = all([form.is_valid(), rows.is_valid()]) and not hasattr(request, "unsaved")
    if sent and valid and (district := _added(request, form, rows)):
        messages.success(request, f"“{district}” was added, as a draft. This is what comes next.")
        return HttpResponseRedirect(reverse("district_next", args=[district.pk]))
    if sent and valid:  # another user took the web address just now
        form = SetUpForm(sent)
    context = {"title": "Set up a district", "form": form, "rows": rows}
    return _page(request, "admin/set_up/form.html", context, status=400 if sent else 200)


def next_steps(request: HttpRequest, key: int) -> HttpResponse:
    """What the district has, what it lacks, and where to add it."""
    if not rights_of(request.user).sees(key):
        raise PermissionDenied
    district = District.objects.filter(pk=key).first()
    if district is None:
        raise Http404
    context = {
        "title": f"{district}: next steps",
        "district": district,
        "steps": list(steps_of(district)),
        "edits": rights_of(request.user).edits(key),
        "publishes": rights_of(request.user).publishes(key) and not district.is_test,
    }
    return _page(request, "admin/set_up/next.html", context)


def _added(request: HttpRequest, form: SetUpForm, rows: Any) -> District | None:
    """The new district; None, with nothing saved, if its web address has been taken meanwhile."""
    try:
        with transaction.atomic():
            records = add_district(form, rows)
    except IntegrityError:
        return None
    for record in records:
        kin: Any = admin.site._registry[type(record)]
        kin.log_addition(request, record, "Added with “Set up a district”.")
    district: District = records[0]
    return district


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    shown = {**admin.site.each_context(request), "opts": District._meta, **context}
    return TemplateResponse(request, template, shown, status=status)

"""“Confirm as of today”: staff say that a district's information is right, in one click."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from districts.models import District
from districts.record_admin import RecordAdmin
from languages.date_input import input_text
from languages.fields import bounds
from publishing.merging_fields import last_change
from publishing.needs import Asked, Item, needs_by_district

TEMPLATE = "admin/districts/district/confirm.html"


class ConfirmsDistricts(RecordAdmin[District]):
    """Adds the address to which the button on the home of the admin sends."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the confirmation."""
        view = self.admin_site.admin_view(self.confirm_as_of)
        own = path("<int:key>/confirm/", view, name="districts_district_confirm")
        return [own, *super().get_urls()]

    def pages_about(self, request: HttpRequest, obj: District) -> dict[str, str]:
        """With what the district needs, for its editors."""
        own = {f"{reverse('admin:index')}?district={obj.pk}": "What needs you here"}
        return (own if self.edits(request, obj) else {}) | super().pages_about(request, obj)

    def confirm_as_of(self, request: HttpRequest, key: int) -> HttpResponse:
        """GET: the question. POST: confirm, if `as_of` is what the page showed.

        If a time has passed since then without an outcome, the question is shown first; `open` says
        that the user has seen which ones.
        """
        district = self.get_object(request, str(key))
        if district is None:
            raise Http404
        if not self.edits(request, district):
            raise PermissionDenied
        today = district.today(timezone.now())
        found = _passed(request, district)
        asked = found and request.POST.get("open") != _token(found)
        if request.method != "POST" or (asked and _would_confirm(request, district, today)):
            return self._question(request, district, found)
        self._answer(request, district, today)
        return HttpResponseRedirect(reverse("admin:index"))

    def _answer(self, request: HttpRequest, district: District, today: date) -> None:
        """Confirm; or tell the user that there is nothing to confirm, or that it was changed."""
        known = input_text(district.as_of)
        if str(district.as_of) == str(today):
            self.message_user(request, f"{district} is already confirmed as of today.")
        elif not _would_confirm(request, district, today):
            by = last_change([(District, district.pk)])
            said = f"“Information as of” of {district} was changed to {known}{by} after you opened "
            said += "the page. Nothing has been confirmed. Look at it, then confirm it."
            self.message_user(request, said, messages.ERROR)
        else:
            district.as_of = today.isoformat()
            district.save_columns(["as_of", *bounds("as_of")])
            now = input_text(district.as_of)
            said = f"Confirmed: information as of {now}. Before: {known}."
            self.log_change(request, district, said)
            link = '<a href="{}">{}</a>'
            page = format_html(link, district.get_absolute_url(), district)
            told = "Families read now that this is known as of {}: {}."
            self.message_user(request, format_html(told, now, page))

    def _question(
        self, request: HttpRequest, district: District, found: list[Item]
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Confirm as of today",
            "district": district,
            "known": input_text(district.as_of),
            "found": found,
            "fields": {"as_of": str(district.as_of), "open": _token(found)},
        }
        return TemplateResponse(request, TEMPLATE, context)


def _would_confirm(request: HttpRequest, district: District, today: date) -> bool:
    """Whether the page showed what is stored, and that is not today already."""
    stored = str(district.as_of)
    return stored != str(today) and request.POST.get("as_of") == stored


def _passed(request: HttpRequest, district: District) -> list[Item]:
    """What has passed without an outcome since the information was last confirmed."""
    asked = Asked(request.user, {district.pk}, timezone.now())
    needs = [need for each in needs_by_district(asked) for need in each.needs if need.is_open]
    since = district.known_until
    return [item for need in needs for item in need.items if item.day and item.day >= since]


def _token(items: Iterable[Item]) -> str:
    """A hash of what the question listed."""
    told: list[Any] = sorted(item.address for item in items)
    return sha256(repr(told).encode()).hexdigest()[:32]

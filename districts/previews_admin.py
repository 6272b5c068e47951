"""The page on which editors give people without an account a link to a district's drafts."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from districts.access import rights_of
from districts.models import District, PreviewLink
from districts.record_admin import RecordAdmin
from languages.querysets import in_language, locked
from languages.registry import SOURCE
from publishing.once import StaffRequest, shows_unsaved

DAYS = {1: "One day", 7: "One week", 30: "Thirty days"}
MOST = 50  # links of a district at once


class PreviewForm(forms.Form):
    """Who gets a link, and for how long."""

    label = forms.CharField(
        label="Person", max_length=100, help_text="Who gets the link, such as “The principal”."
    )
    days = forms.TypedChoiceField(
        label="It ends after", choices=list(DAYS.items()), coerce=int, initial=7
    )


class ShowsPreviews(RecordAdmin[District]):
    """Adds the page to the admin of districts, for who edits them."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the page."""
        view = self.admin_site.admin_view(self.previews_view)
        own = path("<int:key>/previews/", view, name="districts_district_previews")
        return [own, *super().get_urls()]

    def pages_about(self, request: HttpRequest, obj: District) -> dict[str, str]:
        """With this page, for those who may open it."""
        page = reverse("admin:districts_district_previews", args=[obj.pk])
        own = {page: "Links to a preview"} if rights_of(request.user).edits(obj.pk) else {}
        return super().pages_about(request, obj) | own

    @shows_unsaved
    def previews_view(self, request: StaffRequest, key: int) -> HttpResponse:
        """GET: the links that work. POST: `act` is make, or end with the `key` of a link."""
        if not rights_of(request.user).edits(key):
            raise PermissionDenied
        district = in_language(District.objects.all(), SOURCE).filter(pk=key).first()
        if district is None:
            raise Http404
        form = PreviewForm()
        if request.method == "POST" and not hasattr(request, "unsaved"):
            locked(district)
            if request.POST.get("act") == "end":
                self._end_preview(request, district)
                return HttpResponseRedirect(request.path)
            form = PreviewForm(request.POST)
            if form.is_valid() and self._make_preview(request, district, form):
                return HttpResponseRedirect(request.path)
        elif request.method == "POST":
            form = PreviewForm(request.POST)
        return self._previews_page(request, district, form)

    def _make_preview(self, request: StaffRequest, district: District, form: PreviewForm) -> bool:
        """Whether there was room for one more; links that are over are deleted."""
        now = timezone.now()
        district.previews.filter(ends_at__lte=now).delete()
        if district.previews.count() >= MOST:
            form.add_error(None, f"There are {MOST} links already. End one that is not needed.")
            return False
        link = PreviewLink.objects.create(
            district=district,
            label=form.cleaned_data["label"],
            made_by=request.user,
            ends_at=now + timedelta(days=form.cleaned_data["days"]),
        )
        self._tell_of_preview(request, district, f"Made a link to a preview for {link}.")
        return True

    def _end_preview(self, request: StaffRequest, district: District) -> None:
        key = request.POST.get("key", "")
        links = district.previews.filter(pk=key) if key.isdecimal() and len(key) < 19 else []
        for link in links:
            link.delete()
            self._tell_of_preview(request, district, f"Ended the link to a preview for {link}.")
        if not links:
            messages.info(request, "This link had ended already.")

    def _tell_of_preview(self, request: HttpRequest, district: District, said: str) -> None:
        self.log_change(request, district, said)
        messages.success(request, said)

    def _previews_page(
        self, request: StaffRequest, district: District, form: PreviewForm
    ) -> HttpResponse:
        links = district.previews.filter(ends_at__gt=timezone.now()).select_related(
            "made_by", "district"
        )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Links to a preview of {district}",
            "district": district,
            "links": [(each, request.build_absolute_uri(each.address)) for each in links],
            "form": form,
        }
        return TemplateResponse(request, "admin/districts/district/previews.html", context)

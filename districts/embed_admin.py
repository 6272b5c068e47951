"""The page from which staff copy what shows a district's line on its own website."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from districts.access import rights_of
from districts.models import District
from districts.record_admin import RecordAdmin
from languages.querysets import in_language
from languages.registry import LANGUAGES, SOURCE, Language

HEIGHT = 480  # pixels: room for most texts on a phone


class ShowsEmbeds(RecordAdmin[District]):
    """Adds the page to the admin of districts, for all who see the district there."""

    def get_urls(self) -> list[URLPattern]:
        """Add the address of the page."""
        view = self.admin_site.admin_view(self.embed_view)
        own = path("<int:key>/embed/", view, name="districts_district_embed")
        return [own, *super().get_urls()]

    def pages_about(self, request: HttpRequest, obj: District) -> dict[str, str]:
        """With this page."""
        page = reverse("admin:districts_district_embed", args=[obj.pk])
        return super().pages_about(request, obj) | {page: "Show on another website"}

    def embed_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """The HTML to copy, in each language, those of the district first."""
        if not rights_of(request.user).sees(key):
            raise PermissionDenied
        district = in_language(District.objects.all(), SOURCE).filter(pk=key).first()
        if district is None:
            raise Http404
        used = sorted(
            LANGUAGES.values(), key=lambda each: each.code not in district.content_languages
        )
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Show {district} on another website",
            "district": district,
            "hidden": not district.is_published,
            "height": HEIGHT,
            "snippets": [(each, *_snippets(request, district, each)) for each in used],
        }
        return TemplateResponse(request, "admin/districts/district/embed.html", context)


def _snippets(
    request: HttpRequest, district: District, language: Language
) -> tuple[SafeString, SafeString]:
    """The HTML of the frame and of the badge, in a language."""
    with translation.override(language.code):
        frame, home, badge = (
            request.build_absolute_uri(reverse(name, args=[district.slug]))
            for name in ("embed", "district", "badge")
        )
        title = f"{_('Where things stand')} – {district.name}"
    start = format_html('<iframe src="{}" title="{}" lang="{}"', frame, title, language.code)
    sized = format_html(' width="100%" height="{}" loading="lazy"></iframe>', HEIGHT)
    link = format_html('<a href="{}" hreflang="{}">', home, language.code)
    picture = format_html('<img src="{}" alt="{}" width="240" height="64"></a>', badge, title)
    return start + sized, link + picture

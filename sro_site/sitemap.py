"""The sitemap of all public pages, each with its addresses in the ten languages."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from districts.models import District, School
from events.models import Meeting
from languages.registry import SOURCE

Page = tuple[str, tuple[str, ...], datetime | None]


class PublicPages(Sitemap):  # type: ignore[type-arg] # generic in the stubs alone
    """Each item is the name of a page, its arguments, and when its record was last changed."""

    i18n = True
    alternates = True

    def items(self) -> Iterable[Page]:
        pages: list[Page] = [(name, (), None) for name in ("districts", "compare", "about")]
        for district in District.objects.public(timezone.now()).only("slug", "modified_at"):
            for name in ("district", "handout", "timeline", "events", "plan", "schools"):
                pages.append((name, (district.slug,), district.modified_at))
        models: list[tuple[str, type[Any]]] = [("meeting", Meeting), ("school", School)]
        for name, model in models:
            records = model.objects.public(timezone.now()).order_by("district__slug", "slug")
            rows = records.values_list("district__slug", "slug", "modified_at")
            pages += [(name, (district, slug), changed) for district, slug, changed in rows]
        return pages

    def location(self, item: Page) -> str:
        name, arguments, _changed = item
        return reverse(name, args=arguments)

    def lastmod(self, item: Page) -> datetime | None:
        return item[2]

    def get_urls(self, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """Django's own `x_default` is the address without its language: no page of this site."""
        urls = super().get_urls(*args, **kwargs)
        for url in urls:
            english = next(each for each in url["alternates"] if each["lang_code"] == SOURCE)
            url["alternates"].append({**english, "lang_code": "x-default"})
        return urls


def sitemap(request: HttpRequest) -> HttpResponse:
    return sitemap_views.sitemap(request, {"pages": PublicPages})

"""The sitemap of all public pages, with addresses in ten languages."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, reverse
from django.utils import timezone

from districts.models import District, School
from events.models import Meeting
from languages.registry import LANGUAGES, SOURCE
from publishing.pages import asks

SITE = ("districts", "compare", "about", "how")
DISTRICT = ("district", "handout", "notice", "timeline", "events", "plan", "schools")
Page = tuple[str, tuple[str, ...], datetime | None]


class Section(Sitemap):  # type: ignore[type-arg] # generic in the stubs alone
    """Pages in each language, given by their English addresses.

    A file may contain 50,000 addresses, and some readers count the alternates too: 400 pages make
    4,000 addresses with eleven alternates each.
    """

    limit = 400

    def get_urls(self, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """One entry per language instead of one per page."""
        return [each for url in super().get_urls(*args, **kwargs) for each in _in_languages(url)]


class SitePages(Section):
    """The pages of the site and of its districts, with the time of the district's last change."""

    def items(self) -> list[Page]:
        pages: list[Page] = [(name, (), None) for name in SITE]
        for district in District.objects.public(timezone.now()).only("slug", "modified_at"):
            for name in DISTRICT:
                pages.append((name, (district.slug,), district.modified_at))
        return pages

    def location(self, item: Page) -> str:
        return reverse(item[0], args=item[1])

    def lastmod(self, item: Page) -> datetime | None:
        return item[2]


class RecordPages(Section):
    """The pages of a model's public records; `name` is the route."""

    def __init__(self, name: str, model: type[Any]) -> None:
        self.name = name
        self.records = model.objects.public(timezone.now()).order_by("district__slug", "slug")

    def items(self) -> Any:
        return self.records.values_list("district__slug", "slug", "modified_at")

    def location(self, item: tuple[str, str, datetime]) -> str:
        return reverse(self.name, args=item[:2])

    def lastmod(self, item: tuple[str, str, datetime]) -> datetime:
        return item[2]

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = self.records.aggregate(latest=Max("modified_at"))["latest"]
        return latest


SECTIONS: dict[str, Any] = {
    "pages": SitePages,
    "meetings": partial(RecordPages, "meeting", Meeting),
    "schools": partial(RecordPages, "school", School),
    "handouts": partial(RecordPages, "school_handout", School),
}


@asks()
def index(request: HttpRequest) -> HttpResponse:
    """The list of sitemap files."""
    return sitemap_views.index(request, SECTIONS, sitemap_url_name="sitemap_section")


@asks("p")
def section(request: HttpRequest, section: str) -> HttpResponse:
    """One sitemap file; Http404 if there is none with this name."""
    return sitemap_views.sitemap(request, SECTIONS, section)


def _in_languages(url: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Repeats the entry of an English page for each language, with the others as alternates."""
    before, after = url["location"].split(f"{get_script_prefix()}{SOURCE}/", 1)
    addresses = {code: f"{before}{get_script_prefix()}{code}/{after}" for code in LANGUAGES}
    alternates = [
        {"lang_code": code, "location": address}
        for code, address in {**addresses, "x-default": addresses[SOURCE]}.items()
    ]
    for address in addresses.values():
        yield {**url, "location": address, "alternates": alternates}

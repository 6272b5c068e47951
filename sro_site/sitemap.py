"""The sitemap of all public pages, with addresses in ten languages."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.core.paginator import Page, Paginator
from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.functional import cached_property

from districts.models import District, School
from events.models import Meeting
from languages.registry import LANGUAGES, SOURCE
from publishing.pages import asks

# As the property of this name computes it.
CHANGED_AT = Greatest("modified_at", Coalesce("publish_at", "modified_at"))
SITE = ("districts", "compare", "about", "how", "data", "privacy")
DISTRICT = (
    *("district", "handout", "notice", "timeline", "events", "plan", "schools"),
    *("alerts", "ask", "changes", "district_data", "languages"),
)


class KeyRanges(Paginator):  # type: ignore[type-arg] # generic in the stubs alone
    """Pages of records by ranges of their keys: each is found as fast as the first one.

    A page has each of the `routes` for at most `per_page` records, fewer where some are not public
    or were deleted.
    """

    object_list: Any
    routes: tuple[str, ...] = ()

    @cached_property
    def num_pages(self) -> int:
        """As many as it takes up to the highest key."""
        last = self.object_list.model._base_manager.aggregate(last=Max("pk"))["last"] or 0
        return max(1, -(-last // self.per_page))

    def page(self, number: int | str) -> "Page[Any]":
        """Raises EmptyPage and PageNotAnInteger, like Django's."""
        number = self.validate_number(number)
        until = number * self.per_page
        found = self.object_list.filter(pk__gt=until - self.per_page, pk__lte=until)
        items = [(route, record) for record in found.order_by("pk") for route in self.routes]
        return Page(items, number, self)


class Section(Sitemap):  # type: ignore[type-arg] # generic in the stubs alone
    """Pages in each language, given by their English addresses.

    A file may contain 50,000 addresses, and some readers count the alternates too: 400 pages make
    4,000 addresses with eleven alternates each. The index does not say when a file changed: that
    would take a look at every record.
    """

    limit = 400

    def get_urls(self, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """One entry per language instead of one per page."""
        return [each for url in super().get_urls(*args, **kwargs) for each in _in_languages(url)]

    def get_latest_lastmod(self) -> datetime | None:
        return None


class SitePages(Section):
    """The pages of the site itself."""

    def items(self) -> tuple[str, ...]:
        return SITE

    def location(self, item: str) -> str:
        return reverse(item)


class RecordPages(Section):
    """The `routes` of a model's public records, with the time of the record's last change.

    `keys` are the columns that an address is made of.
    """

    def __init__(self, model: type[Any], keys: tuple[str, ...], *routes: str) -> None:
        self.routes = routes
        self.records = model.objects.public(timezone.now()).values_list(*keys, CHANGED_AT)

    @property
    def paginator(self) -> KeyRanges:
        pages = KeyRanges(self.records, max(1, self.limit // len(self.routes)))
        pages.routes = self.routes
        return pages

    def items(self) -> Any:
        return self.records

    def location(self, item: tuple[str, tuple[Any, ...]]) -> str:
        return reverse(item[0], args=item[1][:-1])

    def lastmod(self, item: tuple[str, tuple[Any, ...]]) -> datetime:
        found: datetime = item[1][-1]
        return found


_BELOW = ("district__slug", "slug")
SECTIONS: dict[str, Any] = {
    "pages": SitePages,
    "districts": partial(RecordPages, District, ("slug",), *DISTRICT),
    "meetings": partial(RecordPages, Meeting, _BELOW, "meeting"),
    "schools": partial(RecordPages, School, _BELOW, "school", "school_handout"),
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

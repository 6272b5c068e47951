"""A page of a district: which district, for which day, and whether drafts are shown."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from districts.access import rights_of
from districts.known import forget_later, nothing_known
from districts.models import District
from districts.readable import AT, SLUG, Query, Readable, Reader, prepared
from languages.registry import active_language
from publishing.models import Record
from publishing.pages import PageRequest
from publishing.scopes import district_scope


@dataclass(frozen=True)
class DistrictPage(Reader):
    """What every page of a district needs; `day` is the day that the page is about."""

    district: District

    @property
    def context(self) -> dict[str, Any]:
        """The variables that every template of a district page uses."""
        return {"page": self, "district": self.district, "day": self.day}

    @cached_property
    def beyond_known(self) -> bool:
        """Whether the day is later than the district's information covers."""
        return self.district.as_of.is_over(self.day)

    @cached_property
    def before_known(self) -> bool:
        """Whether families knew none of the district's information yet on the day."""
        return not self.district.is_known_on(self.day)

    @property
    def nothing_known(self) -> SafeString:
        """The sentence that such a page shows in place of everything else."""
        return nothing_known(self.district)

    def load(self, query: Query | type[Record], **given: Any) -> list[Any]:
        """What the query finds for this page; a model stands for its records of the district.

        `given` are values that the query takes besides those of the page.
        """
        return super().load(query, district=self.district.pk, **given)

    def as_family(self) -> "DistrictPage":
        """The same page as families see it, without drafts."""
        return replace(self, drafts=False)


def open_district(request: PageRequest, slug: str, now: datetime | None = None) -> DistrictPage:
    """The page of the district at `slug` for this reader; raises Http404 if they may not see it.

    One call loads the district and checks the right to see it.
    """
    at, language = now or timezone.now(), active_language()
    found = prepared(_district_at, language, drafts=True).run({"slug": slug, "at": at})
    district: Any = found[0] if found else None
    drafts = district is not None and _sees_drafts(request, district.pk)
    if district is None or not (district.is_public or drafts):
        raise Http404
    request.scope = district_scope(district.pk, district.zone, at)
    day = request.on or district.today(at)
    forget_later(district, day)
    return DistrictPage(at, day, language, drafts, district)


def _sees_drafts(request: PageRequest, key: int) -> bool:
    return getattr(request, "previews", None) == key or rights_of(request.staff).sees(key)


def without_record(
    request: PageRequest, page: DistrictPage, find: Callable[[DistrictPage], Any]
) -> HttpResponse:
    """The answer where a page has no record to show: that nothing was known of it on the day.

    `find` finds the record on another page. Raises Http404 if it was never known to this reader.
    """
    later = None if page.before_known else find(replace(page, day=date.max))
    if not page.before_known and later is None:
        raise Http404
    return render(request, "districts/nothing_known.html", page.context | {"later": later})


def _district_at(readable: Readable) -> QuerySet[District]:
    public = District.objects.public(AT).filter(pk=OuterRef("pk"))
    found = District.objects.filter(slug=SLUG).annotate(is_public=Exists(public))
    return readable.worded(found)

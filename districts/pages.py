"""A page of a district: which district, for which day, and whether drafts are shown."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar, cast

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from districts.access import rights_of
from districts.known import forget_later, nothing_known
from districts.models import District
from languages.querysets import in_language
from languages.registry import active_language
from publishing.models import Record
from publishing.pages import PageRequest
from publishing.querysets import RecordQuerySet
from publishing.scopes import district_scope

R = TypeVar("R", bound=Record)
Q = TypeVar("Q", bound=QuerySet[Any])


@dataclass(frozen=True)
class DistrictPage:
    """What every page of a district needs.

    `at` is the present moment, which decides what is public; `day` is the day that the page is
    about.
    """

    district: District
    day: date
    at: datetime
    language: str
    drafts: bool

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

    def readable(self, model: type[R], *related: str) -> RecordQuerySet[R]:
        """The district's records of `model` that the reader may see, in the page's language.

        There are none on a day on which families knew none of them yet.
        `related`: relations to join; their records are as visible as those that lead to them.
        """
        return self.linked(model, *related).in_districts([self.district.pk])

    def linked(self, model: type[R], *related: str) -> RecordQuerySet[R]:
        """Like `readable`, but without a filter by district, for prefetching from its records."""
        manager: Any = model._default_manager
        found = manager.readable(self.at, drafts=self.drafts)
        return self.worded(found.none() if self.before_known else found, *related)

    def worded(self, records: Q, *related: str) -> Q:
        """`records`, already limited to what the reader may see, with only the page's language."""
        joined: Any = records.select_related(*related) if related else records
        return cast("Q", in_language(joined, self.language, *related))

    def as_family(self) -> "DistrictPage":
        """The same page as families see it, without drafts."""
        return replace(self, drafts=False)


def open_district(request: PageRequest, slug: str, now: datetime | None = None) -> DistrictPage:
    """The page of the district at `slug` for this reader; raises Http404 if they may not see it.

    One call loads the district and checks the right to see it.
    """
    at, language = now or timezone.now(), active_language()
    public = Exists(District.objects.public(at).filter(pk=OuterRef("pk")))
    found = District.objects.filter(slug=slug).annotate(is_public=public)
    district: Any = in_language(found, language).first()
    drafts = district is not None and rights_of(request.staff).sees(district.pk)
    if district is None or not (district.is_public or drafts):
        raise Http404
    request.scope = district_scope(district.pk, district.zone, at, request.on)
    day = request.on or district.today(at)
    forget_later(district, day)
    return DistrictPage(district, day, at, language, drafts)


def without_record(request: PageRequest, page: DistrictPage) -> HttpResponse:
    """The answer where a reader may not see a record: Http404, or that nothing was known yet."""
    if page.before_known:
        return render(request, "districts/nothing_known.html", page.context)
    raise Http404

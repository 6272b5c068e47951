"""A page of a district: which district, on which day, and whether its drafts are to be seen."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar, cast

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property

from districts.access import rights_of
from districts.models import District
from languages.querysets import in_language
from languages.registry import active_language
from publishing.models import Publishable, Record
from publishing.pages import PageRequest
from publishing.querysets import RecordQuerySet

R = TypeVar("R", bound=Record)
Q = TypeVar("Q", bound=QuerySet[Any])


@dataclass(frozen=True)
class DistrictPage:
    """What each page of a district needs to know before it shows anything.

    `at` is the moment of now, which decides what is public; `day` is the one that the page shows.
    """

    district: District
    day: date
    at: datetime
    language: str
    drafts: bool

    @property
    def context(self) -> dict[str, Any]:
        return {"page": self, "district": self.district, "day": self.day}

    @cached_property
    def beyond_known(self) -> bool:
        """Whether the day lies after all that the district's information covers."""
        return self.district.as_of.is_over(self.day)

    def readable(self, model: type[R], *related: str) -> RecordQuerySet[R]:
        """The district's records of this kind that the reader may see, in the page's language.

        `related`: relations to join, of which the reader may see whatever the records lead to.
        """
        return self.linked(model, *related).in_districts([self.district.pk])

    def linked(self, model: type[R], *related: str) -> RecordQuerySet[R]:
        """As `readable`, to be prefetched from records that are the district's already."""
        found: Any = model._default_manager
        return self.worded(found.readable(self.at, drafts=self.drafts), *related)

    def worded(self, records: Q, *related: str) -> Q:
        """`records`, which the reader may see, with the words of the page's language alone."""
        joined: Any = records.select_related(*related) if related else records
        return cast("Q", in_language(joined, self.language, *related))

    def as_family(self) -> "DistrictPage":
        """The same page as everybody sees it, without drafts."""
        return replace(self, drafts=False)


def open_district(request: PageRequest, slug: str, now: datetime | None = None) -> DistrictPage:
    """The page of the district at `slug` as this reader may see it, or Http404.

    One call fetches the district and settles the right to it.
    """
    at, language = now or timezone.now(), active_language()
    public = Exists(District.objects.public(at).filter(pk=OuterRef("pk")))
    found = District.objects.filter(slug=slug).annotate(is_public=public)
    district: Any = in_language(found, language).first()
    drafts = district is not None and rights_of(request.staff).sees(district.pk)
    if district is None or not (district.is_public or drafts):
        raise Http404
    day = request.on or district.today(at)
    return DistrictPage(district, day, at, language, drafts)


def last_updated(*records: Publishable) -> datetime:
    """When the latest of these records was changed."""
    return max(record.modified_at for record in records)

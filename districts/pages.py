"""A page of a district: which district, on which day, and whether its drafts are to be seen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language

from districts.access import rights_of
from districts.models import District
from languages.querysets import in_language
from languages.registry import SOURCE
from publishing.models import Publishable
from publishing.pages import PageRequest


@dataclass(frozen=True)
class DistrictPage:
    """What each page of a district needs to know before it shows anything."""

    district: District
    day: date
    drafts: bool

    @property
    def context(self) -> dict[str, Any]:
        return {"page": self, "district": self.district, "day": self.day}

    @cached_property
    def beyond_known(self) -> bool:
        """Whether the day lies after all that the district's information covers."""
        return self.district.as_of.is_over(self.day)


def open_district(request: PageRequest, slug: str, now: datetime | None = None) -> DistrictPage:
    """The page of the district at `slug` as this reader may see it, or Http404.

    One call fetches the district and settles the right to it.
    """
    district = in_language(District.objects.filter(slug=slug), get_language() or SOURCE).first()
    drafts = district is not None and rights_of(request.staff).sees(district.pk)
    if district is None or (district.is_draft and not drafts):
        raise Http404
    day = request.on or district.today(now or timezone.now())
    return DistrictPage(district=district, day=day, drafts=drafts)


def last_updated(*records: Publishable) -> datetime:
    """When the latest of these records was changed."""
    return max(record.modified_at for record in records)

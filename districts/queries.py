"""What pages load of a district's schools and of decisions about them."""

from django.db.models import Q, QuerySet

from districts.models import School, SchoolDecision
from districts.pages import DistrictPage


def schools_of(page: DistrictPage) -> QuerySet[School]:
    """The schools that this reader may see, each with its `history`."""
    return page.readable(School).prefetch_related("history")


def decisions_of(page: DistrictPage) -> QuerySet[SchoolDecision]:
    """The decisions that this reader may see, in order of time."""
    later = Q(decided_lower__gt=page.day)
    return page.readable(SchoolDecision).exclude(later)

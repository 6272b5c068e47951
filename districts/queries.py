"""What pages load of a district's schools and of decisions about them."""

from django.db.models import Q, QuerySet

from districts.models import School, SchoolDecision
from districts.pages import DistrictPage
from districts.readable import DAY, KEYS, Readable


def load_schools(page: DistrictPage) -> list[School]:
    """The schools that this reader may see, each with its `history`."""
    found = page.load(School)
    page.load_related(found, "history")
    return found


def decisions_of_school(readable: Readable) -> QuerySet[SchoolDecision]:
    """A query for the decisions about one school, the only one of `KEYS`, in order of time."""
    return _decisions(readable).filter(school__pk__in=[KEYS])


def decisions_of_several(readable: Readable) -> QuerySet[SchoolDecision]:
    """A query for the decisions about no single school, in order of time."""
    return _decisions(readable).filter(school=None)


def _decisions(readable: Readable) -> QuerySet[SchoolDecision]:
    return readable.of_district(SchoolDecision).exclude(Q(decided_lower__gt=DAY))

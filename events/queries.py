"""What pages load of a district's meetings, each in a fixed number of queries."""

from typing import Any

from django.db.models import Prefetch

from districts.models import School
from districts.pages import DistrictPage
from events.models import Meeting, MeetingMove, MeetingQuerySet


def meetings_of(page: DistrictPage) -> MeetingQuerySet[Meeting]:
    """The meetings that this reader may see, with all that an entry shows of each."""
    moves = Prefetch("moves", page.worded(MeetingMove.objects.all()))
    instead = Prefetch("postponed_to", page.linked(Meeting))
    found: Any = page.readable(Meeting).prefetch_related("interpretation", moves, instead)
    return found  # type: ignore[no-any-return]


def meeting_at(page: DistrictPage, slug: str) -> Meeting | None:
    """The meeting at an address, with its schools and materials too; None if there is none."""
    schools = Prefetch("schools", page.linked(School))
    return meetings_of(page).filter(slug=slug).prefetch_related(schools, "materials").first()

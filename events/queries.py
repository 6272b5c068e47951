"""What pages load of a district's meetings, each in a fixed number of queries."""

from django.db.models import QuerySet

from districts.pages import DistrictPage
from districts.readable import KEYS, SLUG, Query, Readable
from events.models import Meeting


def load_meetings(
    page: DistrictPage, query: Query | type[Meeting] = Meeting, **given: object
) -> list[Meeting]:
    """The meetings that this reader may see, in order of time, with all that an entry shows."""
    found = page.load(query, **given)
    page.load_related(found, "interpretation", "moves", "postponed_to")
    return found


def meeting_at(page: DistrictPage, slug: str) -> Meeting | None:
    """The meeting at an address, with its schools and materials too; None if there is none."""
    found = load_meetings(page, meeting_of_slug, slug=slug)
    page.load_related(found, "schools", "materials")
    return found[0] if found else None


def meetings_of_school(readable: Readable) -> QuerySet[Meeting]:
    """A query for the meetings about one school, the only one of `KEYS`."""
    return readable.of_district(Meeting).filter(schools__pk__in=[KEYS])


def meeting_of_slug(readable: Readable) -> QuerySet[Meeting]:
    """A query for the meeting at the address `SLUG`."""
    return readable.of_district(Meeting).filter(slug=SLUG)

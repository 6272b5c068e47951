"""One district as readers of one language are told of it by mail, at one moment."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cached_property

from django.urls import reverse

from districts.models import District
from districts.pages import DistrictPage, open_district
from events.calendars import calendar_events
from events.entries import MeetingEntry, meeting_entry
from events.ical import calendar
from events.models import Meeting
from events.queries import load_meetings
from feedback.alerts.links import absolute
from feedback.messages import File
from opendata.changes.differences import Document
from opendata.changes.for_families import Change, changes, records_of
from opendata.changes.naming import Reading
from opendata.changes.telling import Told, told_of
from opendata.queries import entries
from publishing.pages import PageRequest

NOTHING: Document = {"records": []}  # before the first entry


class Documents:
    """The documents of a district's record by number, each loaded once."""

    def __init__(self, district: District) -> None:
        self._district = district
        self._found: dict[int, Document] = {0: NOTHING}

    def __getitem__(self, number: int) -> Document:
        if number not in self._found:
            self._found[number] = entries(self._district).get(number=number).document
        return self._found[number]


class MailRequest(PageRequest):
    """Stands for the request of a family where a page's words go into a mail."""

    on = staff = scope = previews = None

    def build_absolute_uri(self, location: str | None = None) -> str:
        """The address of a page by its path."""
        return absolute(location or "/")


class Edition:
    """Make and use it while its language is active; raises Http404 if the district is not public.

    `page` is the district as families see it.
    """

    def __init__(self, slug: str, at: datetime, documents: Documents) -> None:
        self._request = MailRequest()
        self.page: DistrictPage = open_district(self._request, slug, at)
        self._documents = documents
        self._changes: dict[tuple[int, int], list[Change]] = {}

    def changes(self, since: int, until: int) -> list[Change]:
        """What differs between two entries of the record, the most urgent first."""
        found = self._changes.get((since, until))
        if found is None:
            old, new = self._documents[since], self._documents[until]
            found = self._changes[since, until] = changes(old, new, self.page.language)
        return found

    def told(self, found: Iterable[Change], number: int) -> list[Told]:
        """These changes in sentences, seen from the entry `number`, with absolute links."""
        known = records_of(self._documents[number])
        reading = Reading(known, self.page.district.zone, self.address)
        return [told_of(each, reading) for each in found]

    def address(self, route: str, *more: str) -> str:
        """The absolute address of a page of the district."""
        return absolute(reverse(route, args=[self.page.district.slug, *more]))

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The public meetings, in order of time."""
        found = load_meetings(self.page)
        self.page.load_related(found, "schools")
        return found

    def entry(self, meeting: Meeting) -> MeetingEntry:
        """The meeting as its page shows it today."""
        return meeting_entry(meeting, self.page.district, self.page.day)

    def calendar_files(self, ids: Collection[str]) -> list[File]:
        """A calendar with those of these meetings that are public and not over; or no file."""
        found = [
            each for each in self.meetings if str(each.uuid) in ids and each.ends_at > self.page.at
        ]
        if not found:
            return []
        events = calendar_events(self._request, self.page, found)
        content = calendar(events, None, self.page.language).decode()
        return [File(f"{self.page.district.slug}.ics", "calendar", content)]

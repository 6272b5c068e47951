"""Calendar files: one meeting, and all public meetings of a district."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from districts.contacts import phone_uri
from districts.pages import DistrictPage, open_district
from events.entries import MeetingEntry, meeting_entry
from events.ical import CalendarEvent, Feed, calendar
from events.models import Meeting, MeetingStatus
from events.queries import load_meetings, meeting_of_slug
from events.wording import summary
from languages.html import plain_text
from languages.registry import active_language
from publishing.pages import PageRequest


def calendar_feed(request: PageRequest, slug: str) -> HttpResponse:
    """The feed of a district's public meetings that calendar programs subscribe to."""
    page = _page(request, slug)
    meetings = load_meetings(page)
    feed = Feed(
        # Translators: the name of a calendar; %(district)s is a short name such as "DPS".
        name=_("Community meetings – %(district)s") % {"district": page.district.short_name},
        description=_("When and where meetings are held, and in which languages."),
        language=active_language(),
        url=request.build_absolute_uri(request.path),
    )
    return _answer(calendar_events(request, page, meetings), feed, f"{slug}.ics")


def meeting_calendar(request: PageRequest, slug: str, meeting: str) -> HttpResponse:
    """A file with one public meeting; Http404 if there is none at this address."""
    page = _page(request, slug)
    found = load_meetings(page, meeting_of_slug, slug=meeting)
    if not found:
        raise Http404
    return _answer(calendar_events(request, page, found), None, f"{slug}-{meeting}.ics")


def _page(request: PageRequest, slug: str) -> DistrictPage:
    """Calendars pass on what they read, so they never contain drafts, even for staff."""
    page = open_district(request, slug)
    return page.as_family()


def calendar_events(
    request: PageRequest, page: DistrictPage, meetings: Iterable[Meeting]
) -> list[CalendarEvent]:
    """What calendars show of these meetings, which `load_meetings` has loaded for the page."""
    entries = (meeting_entry(meeting, page.district, page.day) for meeting in meetings)
    return [_event(request, entry) for entry in entries]


def _event(request: PageRequest, entry: MeetingEntry) -> CalendarEvent:
    record = entry.record
    path = reverse("meeting", args=[entry.district.slug, record.slug])
    address = request.build_absolute_uri(path)
    context = {"entry": entry, "district": entry.district, "address": address}
    return CalendarEvent(
        uid=record.uid,
        sequence=record.sequence,
        starts_at=record.starts_at,
        ends_at=record.ends_at,
        modified_at=entry.changed_at,
        # A calendar has no status "not announced yet", so the description says it.
        status=(record.status or MeetingStatus.TENTATIVE).upper(),
        summary=summary(entry),
        description=plain_text(render_to_string("events/calendar_text.html", context, request)),
        location=_location(entry),
        url=address,
        conference=entry.link,
        phone=phone_uri(entry.phone) if entry.phone else "",
    )


def _location(entry: MeetingEntry) -> str:
    return entry.where or entry.link


def _answer(events: list[CalendarEvent], feed: Feed | None, name: str) -> HttpResponse:
    content = calendar(events, feed, active_language())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = (
        f'{"inline" if feed else "attachment"}; filename="{name}"'
    )
    return answer

"""The list of a district's meetings, and the page of each."""

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from districts.models import School
from districts.pages import DistrictPage, last_updated, open_district
from events.entries import meeting_entry
from events.models import Meeting, MeetingQuerySet
from languages.querysets import in_language
from languages.registry import SOURCE
from publishing.pages import PageRequest


def readable_meetings(page: DistrictPage) -> MeetingQuerySet[Meeting]:
    """The meetings of the page's district that this reader may see."""
    return Meeting.objects.filter(district=page.district).readable(drafts=page.drafts)


def with_words(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """`meetings` with all that an entry shows, in the page's language."""
    return in_language(meetings.prefetch_related("interpretation"), get_language() or SOURCE)


def events(request: PageRequest, slug: str) -> HttpResponse:
    page = open_district(request, slug)
    meetings = readable_meetings(page)
    upcoming = list(with_words(meetings.upcoming(page.district, page.day)))
    past = list(with_words(meetings.past(page.district, page.day)))
    context = page.context | {
        "upcoming": [meeting_entry(meeting, page.district, page.day) for meeting in upcoming],
        "past": [meeting_entry(meeting, page.district, page.day) for meeting in past],
        "last_updated": last_updated(page.district, *upcoming, *past),
    }
    return render(request, "events/events.html", context)


def meeting(request: PageRequest, slug: str, meeting: str) -> HttpResponse:
    page = open_district(request, slug)
    schools = Prefetch("schools", School.objects.readable(drafts=page.drafts))
    found = readable_meetings(page).filter(slug=meeting).prefetch_related(schools)
    record = with_words(found).first()
    if record is None:
        raise Http404
    context = page.context | {
        "meeting": meeting_entry(record, page.district, page.day),
        "last_updated": last_updated(record),
    }
    return render(request, "events/meeting.html", context)

"""The list of a district's meetings, and the page of each."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from districts.models import School
from districts.pages import DistrictPage, last_updated, open_district
from events.entries import meeting_entry
from events.forms import Choice
from events.models import Meeting, MeetingMove, MeetingQuerySet
from events.schema import event
from languages.html import json_ld
from languages.querysets import in_language
from languages.registry import SOURCE
from publishing.pages import PageRequest


def readable_meetings(page: DistrictPage) -> MeetingQuerySet[Meeting]:
    """The meetings of the page's district that this reader may see."""
    return Meeting.objects.filter(district=page.district).readable(drafts=page.drafts)


def with_words(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """`meetings` with all that an entry shows, in the page's language."""
    language = get_language() or SOURCE
    moves = Prefetch("moves", in_language(MeetingMove.objects.all(), language))
    whole = meetings.select_related("postponed_to").prefetch_related("interpretation", moves)
    return in_language(whole, language, "postponed_to")


def events(request: PageRequest, slug: str) -> HttpResponse:
    page = open_district(request, slug)
    meetings = readable_meetings(page)
    upcoming = list(with_words(meetings.upcoming(page.district, page.day)))
    past = list(with_words(meetings.past(page.district, page.day)))
    choice = Choice(request, [*upcoming, *past], page.district, page.day)

    def entries(found: list[Meeting]) -> list[Any]:
        return [meeting_entry(each, page.district, page.day) for each in choice.chosen(found)]

    context = page.context | {
        "choice": choice,
        "upcoming": entries(upcoming),
        "past": entries(past),
        "calendar": _calendar(request, slug),
        "last_updated": last_updated(page.district, *upcoming, *past),
    }
    return render(request, "events/events.html", context, status=400 if choice.error else 200)


def meeting(request: PageRequest, slug: str, meeting: str) -> HttpResponse:
    page = open_district(request, slug)
    schools = Prefetch("schools", School.objects.readable(drafts=page.drafts))
    found = readable_meetings(page).filter(slug=meeting).prefetch_related(schools, "materials")
    record = with_words(found).first()
    if record is None:
        raise Http404
    entry = meeting_entry(record, page.district, page.day)
    context = page.context | {
        "meeting": entry,
        "data": json_ld(event(entry, request.build_absolute_uri)),
        "last_updated": last_updated(record),
    }
    return render(request, "events/meeting.html", context)


def _calendar(request: PageRequest, slug: str) -> dict[str, str]:
    """The address of the feed, and the one by which calendars take it in as it changes."""
    address = request.build_absolute_uri(reverse("calendar", args=[slug]))
    return {"address": address, "subscribe": f"webcal:{address.partition(':')[2]}"}

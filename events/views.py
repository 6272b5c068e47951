"""The list of a district's meetings, and the page of each one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from districts.models import District
from districts.pages import open_district, without_record
from events.cards import mail_link, meeting_card, sms_link
from events.entries import meeting_entry
from events.forms import FOLLOW, MeetingChoice
from events.queries import load_meetings, meeting_at
from events.schema import event
from events.wording import summary
from languages.html import json_ld
from publishing.pages import DAY, PageRequest, asks


@asks(DAY, FOLLOW)
def events(request: PageRequest, slug: str) -> HttpResponse:
    """Upcoming meetings first, then past ones, newest first; filtered by `?follow=` a language."""
    page = open_district(request, slug)
    meetings = load_meetings(page)
    choice = MeetingChoice(request, meetings, page.district, page.day)
    entries = [meeting_entry(each, page.district, page.day) for each in choice.chosen(meetings)]
    context = page.context | {
        "choice": choice,
        "upcoming": [entry for entry in entries if not entry.is_past],
        "past": [entry for entry in reversed(entries) if entry.is_past],
        "calendar": _calendar(request, page.district),
    }
    return render(request, "events/events.html", context, status=400 if choice.error else 200)


def meeting(request: PageRequest, slug: str, meeting: str) -> HttpResponse:
    """One meeting; Http404 if this reader may not see it."""
    page = open_district(request, slug)
    record = meeting_at(page, meeting)
    if record is None:
        return without_record(request, page, lambda other: meeting_at(other, meeting))
    entry = meeting_entry(record, page.district, page.day)
    card = meeting_card(entry, request.build_absolute_uri(reverse("meeting", args=[slug, meeting])))
    context = page.context | {
        "meeting": entry,
        "card": card,
        "description": card.rpartition("\n")[0],
        "sms_link": sms_link(card),
        "mail_link": mail_link(card, summary(entry)),
        "data": json_ld(event(entry, request.build_absolute_uri)),
    }
    return render(request, "events/meeting.html", context)


def _calendar(request: PageRequest, district: District) -> dict[str, str]:
    """The address of the feed, and its `webcal:` address, with which calendars subscribe to it.

    Nothing for a district that is not public, because nobody could open them.
    """
    if not district.is_published:
        return {}
    address = request.build_absolute_uri(reverse("calendar", args=[district.slug]))
    return {"address": address, "subscribe": f"webcal:{address.partition(':')[2]}"}

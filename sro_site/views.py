"""The site's own pages, and pages that show data of several apps."""

from django.db import DatabaseError
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

from districts.access import rights_of
from districts.models import District, Document
from districts.pages import DistrictPage, last_updated, open_district
from districts.schema import organization
from events.entries import meeting_entry
from events.models import Meeting, MeetingStatus
from events.queries import meetings_of
from languages.html import json_ld
from languages.registry import LANGUAGES, SOURCE
from publishing.pages import PageRequest, page_url
from sro_site.comparison import load_rows
from sro_site.coverage import load_coverage
from sro_site.forms import Order
from sro_site.qr import qr_code
from sro_site.queries import districts_for
from timeline.queries import load_timeline
from timeline.recent_changes import load_recent_changes
from timeline.wording import here, reduction

CANCELED = 2  # most canceled meetings that are shown
PRINTED = 3  # meetings on the handout


def root(request: PageRequest) -> HttpResponse:
    """Redirects to the reader's language; if only one district is public, to its home page."""
    with translation.override(_preferred_language(request)):
        only = list(District.objects.public(timezone.now()).only("slug")[:2])
        name, arguments = ("district", (only[0].slug,)) if len(only) == 1 else ("districts", ())
        response = HttpResponseRedirect(page_url(request, name, *arguments))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _preferred_language(request: PageRequest) -> str:
    """The first language of the site that the browser asks for, else English."""
    for tag, weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        language = tag.split("-", 1)[0]
        if weight and language in LANGUAGES:
            return language
    return SOURCE


def districts(request: PageRequest) -> HttpResponse:
    """All districts that this reader may see: public ones, and drafts of their own."""
    records = districts_for(rights_of(request.staff), timezone.now())
    return render(request, "districts/districts.html", {"districts": records})


def compare(request: PageRequest) -> HttpResponse:
    """The public districts side by side, in the order that the reader chose."""
    form = Order(request.GET)
    context = {"form": form, "rows": form.ordered(load_rows(request.on, timezone.now()))}
    return render(request, "compare.html", context, status=400 if form.errors else 200)


def district_home(request: PageRequest, slug: str) -> HttpResponse:
    """The state of the transition in a district, what comes next, and what replaces SROs."""
    page = open_district(request, slug)
    timeline = load_timeline(page)
    coming = _next_meetings(page, held=1)
    documents = list(page.readable(Document))
    shown = [*timeline.records, *coming, *documents]
    context = page.context | {
        "timeline": timeline,
        "here": here(timeline),
        "reduction": reduction(timeline),
        "recent_changes": load_recent_changes(page, timeline),
        "next_meetings": [meeting_entry(each, page.district, page.day) for each in coming],
        "documents": documents,
        "data": json_ld(organization(page.district, request.build_absolute_uri)),
        "last_updated": last_updated(page.district, *shown),
    }
    return render(request, "district.html", context)


def _next_meetings(page: DistrictPage, held: int) -> list[Meeting]:
    """The next meetings that will be held, and canceled ones before them."""
    upcoming = meetings_of(page).upcoming(page.district, page.day)
    canceled = Q(status=MeetingStatus.CANCELLED)
    first = upcoming.filter(canceled).values("pk")[:CANCELED]
    next_held = upcoming.exclude(canceled).values("pk")[:held]
    found: list[Meeting] = []
    for meeting in upcoming.filter(Q(pk__in=first) | Q(pk__in=next_held)):
        found.append(meeting)
        held -= meeting.status != MeetingStatus.CANCELLED
        if not held:
            break
    return found


def handout(request: PageRequest, slug: str) -> HttpResponse:
    """One page to print: the timeline in short, the next meetings, and the helpline."""
    page = open_district(request, slug)
    timeline = load_timeline(page)
    coming = _next_meetings(page, held=PRINTED)
    home = request.build_absolute_uri(reverse("district", args=[slug]))
    context = page.context | {
        "timeline": timeline,
        "here": here(timeline),
        "meetings": [meeting_entry(meeting, page.district, page.day) for meeting in coming],
        "home": home,
        "qr": qr_code(home),
        "last_updated": last_updated(page.district, *timeline.records, *coming),
    }
    return render(request, "handout.html", context)


def about(request: PageRequest) -> HttpResponse:
    """What the site is, and how much of it is translated into each language."""
    coverage = load_coverage(timezone.now())
    own = next((each for each in coverage if each.language.code == get_language()), None)
    return render(request, "about.html", {"coverage": coverage, "own": own})


def robots(request: PageRequest) -> HttpResponse:
    """robots.txt, which names the sitemap."""
    closed = "".join(f"Disallow: {reverse(name)}\n" for name in ("admin:index", "desk"))
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    text = f"User-agent: *\n{closed}Sitemap: {sitemap}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def healthz(request: PageRequest) -> HttpResponse:
    """200 if this server can show pages to families, else 503.

    It reads what they would read, because a database can answer and yet have no tables, or those of
    an older release.
    """
    text, status = "ok\n", 200
    try:
        District.objects.public(timezone.now()).first()
    except DatabaseError:
        text, status = "The districts cannot be read from the database.\n", 503
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer

"""The site's own pages, and pages that show data of several apps."""

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from districts.access import rights_of
from districts.models import District, Document
from districts.pages import open_district
from districts.schema import organization
from events.entries import meeting_entry
from languages.html import json_ld
from languages.negotiation import preferred
from opendata.changes.telling import address_in, lately
from opendata.record.heads import heads_of
from opendata.record.signing import public_key
from publishing.pages import DAY, PageRequest, asks, canonical_query, page_url
from publishing.scopes import site_scope
from sro_site import attributes
from sro_site.comparison import load_facts
from sro_site.coverage import load_coverage
from sro_site.forms import FILTERED, DistrictChoice, DistrictFilter
from sro_site.meanings import GLOSSARY, STATUSES
from sro_site.places import load_places
from sro_site.queries import districts_for, next_meetings, public_districts
from timeline.line import line_of
from timeline.queries import load_timeline
from timeline.reduction import reduction_chart
from timeline.wording import here, reduction

PER_PAGE = 20  # districts
HEADS = 100  # districts at most whose record one page names; the API names all


def root(request: PageRequest) -> HttpResponse:
    """Redirects to the reader's language; if only one district is public, to its home page."""
    now = timezone.now()
    with translation.override(preferred(request.headers.get("Accept-Language", ""))):
        only = list(District.objects.public(now).only("slug")[:2])
        name, arguments = ("district", (only[0].slug,)) if len(only) == 1 else ("districts", ())
        response = HttpResponseRedirect(page_url(request, name, *arguments))
    request.scope = site_scope(now)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@asks()
def favicon(request: PageRequest) -> HttpResponse:
    """Where browsers look for an icon, whatever the page says."""
    return HttpResponseRedirect(static("icon.svg"))


@asks(DAY, "q", "state", "page")
def districts(request: PageRequest) -> HttpResponse:
    """The districts that this reader may see: what is public, and the drafts they work on."""
    now = timezone.now()
    found = districts_for(rights_of(request.staff), now)
    form = DistrictFilter(request.GET, found)
    shown = Paginator(form.chosen(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form if found[FILTERED - 1 : FILTERED] else None,
        "pages": shown,
        "districts": load_places(list(shown), request.on, now),
    }
    return render(request, "districts/districts.html", context, status=400 if form.errors else 200)


@asks(DAY, "q", "district*")
def compare(request: PageRequest) -> HttpResponse:
    """The public districts that a family picks, side by side; for one alone, whom to pick."""
    now = timezone.now()
    form = DistrictChoice(request.GET, public_districts(now))
    comparison = attributes.compare(load_facts(form.chosen, request.on, now))
    pairs = [(each, _pair(request, form.chosen[0], each)) for each in form.others]
    context = {"form": form, "comparison": comparison, "pairs": pairs}
    return render(request, "compare.html", context, status=400 if form.errors else 200)


def _pair(request: PageRequest, *districts: District) -> str:
    query = request.GET.copy()
    query.setlist("district", [each.slug for each in districts])
    return f"?{canonical_query(query, (DAY, 'district*'))}"


def district_home(request: PageRequest, slug: str) -> HttpResponse:
    """The state of the transition in a district, what comes next, and what replaces SROs."""
    page = open_district(request, slug)
    timeline = load_timeline(page)
    meetings = [meeting_entry(each, page.district, page.day) for each in next_meetings(page)]
    own = next((each for each in meetings if each.can_be_followed), None)
    meeting = own or next((each for each in meetings if not each.is_canceled), None)
    context = page.context | {
        "timeline": timeline,
        "line": line_of(timeline),
        "here": here(timeline),
        "chart": reduction_chart(timeline),
        "reduction": reduction(timeline),
        "lately": lately(page, address_in(request, slug)),
        "meeting": meeting,
        "other_meetings": [each for each in meetings if each is not meeting],
        "documents": page.load(Document),
        "data": json_ld(organization(page.district, request.build_absolute_uri)),
    }
    return render(request, "district.html", context)


def about(request: PageRequest) -> HttpResponse:
    """What the site is, and how much of it is translated into each language."""
    coverage = load_coverage(timezone.now())
    own = next((each for each in coverage if each.language.code == get_language()), None)
    return render(request, "about.html", {"coverage": coverage, "own": own})


def how(request: PageRequest) -> HttpResponse:
    """What the words of the site mean, who states what, and how words are translated."""
    districts = list(public_districts(timezone.now())[: HEADS + 1])
    context = {
        "statuses": STATUSES,
        "glossary": GLOSSARY,
        "heads": heads_of(districts) if len(districts) <= HEADS else [],
        "public_key": public_key(),
    }
    return render(request, "how.html", context)


@asks()
def robots(request: PageRequest) -> HttpResponse:
    """robots.txt, which names the sitemap."""
    closed = "".join(f"Disallow: {reverse(name)}\n" for name in ("admin:index", "desk"))
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    text = f"User-agent: *\n{closed}Sitemap: {sitemap}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")

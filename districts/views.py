"""The list of a district's schools, and what has been decided of all or several of them."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from districts.forms import SchoolFilter
from districts.pages import open_district
from districts.queries import decisions_of_several, load_schools
from districts.standing import school_entry, shares
from publishing.pages import DAY, PageRequest, asks

PER_PAGE = 50
FILTERED = 10  # schools from which on a family needs help to find its own


@asks(DAY, "q", "status", "page")
def schools(request: PageRequest, slug: str) -> HttpResponse:
    """The schools of a district with a filter, and decisions about several of them."""
    page = open_district(request, slug)
    entries = [school_entry(school, page.district, page.day) for school in load_schools(page)]
    form = SchoolFilter(request.GET)
    shown = Paginator(form.chosen(entries), PER_PAGE).get_page(request.GET.get("page"))
    context = page.context | {
        "form": form if form.is_sent or len(entries) >= FILTERED else None,
        "total": len(entries),
        "shares": shares(entries),
        "schools": shown,
        "decisions": page.load(decisions_of_several),
    }
    return render(request, "districts/schools.html", context, status=400 if form.errors else 200)

"""A district's timeline, its plan, and the page of each school."""

from django.http import HttpResponse
from django.shortcuts import render

from districts.pages import open_district, without_record
from publishing.pages import DAY, PageRequest, asks
from timeline.forms import PlanFilter
from timeline.line import line_of
from timeline.plan_wording import plan_answer
from timeline.queries import LINKED, load_plan, load_timeline, school_at
from timeline.school import school_context
from timeline.wording import here

FILTERED = 10  # commitments from which on a family may want to see only some


def timeline(request: PageRequest, slug: str) -> HttpResponse:
    """The phases and milestones of a district."""
    page = open_district(request, slug)
    line = load_timeline(page, *LINKED)
    context = page.context | {
        "timeline": line,
        "step": line.step,
        "flag": line_of(line).here,
        "here": here(line),
    }
    return render(request, "timeline/timeline.html", context)


@asks(DAY, "status", "area")
def plan(request: PageRequest, slug: str) -> HttpResponse:
    """What replaces or limits SROs in a district; filtered by status and area."""
    page = open_district(request, slug)
    whole = load_plan(page)
    form = PlanFilter(request.GET, whole.areas)
    context = page.context | {
        "answer": plan_answer(page.district, whole),
        "plan": whole,
        "form": form if form.is_sent or len(whole.commitments) >= FILTERED else None,
        "shown": form.chosen(whole),
    }
    return render(request, "timeline/plan.html", context, status=400 if form.errors else 200)


def school(request: PageRequest, slug: str, school: str) -> HttpResponse:
    """One school; Http404 if this reader may not see it."""
    page = open_district(request, slug)
    record = school_at(page, school)
    if record is None:
        return without_record(request, page, lambda other: school_at(other, school))
    return render(request, "timeline/school.html", school_context(page, record))

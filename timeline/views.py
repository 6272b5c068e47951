"""A district's timeline, and the page of a school with what changes there."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from districts.models import School
from districts.pages import last_updated, open_district
from districts.standing import school_entry
from publishing.pages import PageRequest
from timeline.pages import load_timeline, school_milestones
from timeline.wording import here


def timeline(request: PageRequest, slug: str) -> HttpResponse:
    page = open_district(request, slug)
    line = load_timeline(page)
    context = page.context | {
        "timeline": line,
        "here": here(line),
        "last_updated": last_updated(page.district, *line.records),
    }
    return render(request, "timeline/timeline.html", context)


def school(request: PageRequest, slug: str, school: str) -> HttpResponse:
    page = open_district(request, slug)
    schools = School.objects.filter(district=page.district, slug=school)
    record = schools.readable(drafts=page.drafts).prefetch_related("history").first()
    if record is None:
        raise Http404
    milestones = school_milestones(page, record)
    context = page.context | {
        "school": school_entry(record, page.district, page.day),
        "milestones": milestones,
        "last_updated": last_updated(record, *(entry.record for entry in milestones)),
    }
    return render(request, "timeline/school.html", context)

"""Sheets to print: one page of a district, of a school, and a notice in ten languages."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from districts.models import District
from districts.pages import open_district, without_record
from districts.queries import load_schools
from districts.standing import school_entry
from events.asking import contact_link
from events.entries import meeting_entry
from languages.html import sentence_html
from languages.registry import LANGUAGES, Language
from opendata.record.heads import head_of
from publishing.pages import PageRequest
from sro_site import paper
from sro_site.queries import next_meetings
from timeline.line import line_of
from timeline.queries import load_timeline, school_at
from timeline.school import school_context
from timeline.wording import here


def handout(request: PageRequest, slug: str) -> HttpResponse:
    """The district on one page: where it is, what comes next, the next meetings, its schools."""
    page = open_district(request, slug)
    timeline = load_timeline(page)
    line = line_of(timeline)
    found = next_meetings(page, held=paper.MEETINGS)
    meetings = [meeting_entry(each, page.district, page.day) for each in found]
    first = next((n for n, each in enumerate(meetings) if not each.is_canceled), len(meetings)) + 1
    schools = load_schools(page)
    coming = paper.coming(timeline)
    told = paper.letters_of(coming) + paper.letters_of(meetings[:first])
    groups = paper.alike(
        [school_entry(school, page.district, page.day) for school in schools],
        paper.LETTERS_OF_SIDE - told,
    )
    more = any(each.more for each in groups)
    context = page.context | {
        "timeline": timeline,
        "line": line,
        "here": here(timeline),
        "stops": paper.stops(line),
        "coming": coming,
        "meetings": meetings[:first],
        "later": paper.worth_paper(meetings[first:]),
        "alike": groups,
        "head": head_of(page.district),
        "all_schools": more and request.build_absolute_uri(reverse("schools", args=[slug])),
        "address": request.build_absolute_uri(reverse("district", args=[slug])),
    }
    return render(request, "sheets/district.html", context)


def school_handout(request: PageRequest, slug: str, school: str) -> HttpResponse:
    """One school on one page: whether it has an SRO, what comes next there, whom to call."""
    page = open_district(request, slug)
    record = school_at(page, school)
    if record is None:
        return without_record(request, page, lambda other: school_at(other, school))
    timeline = load_timeline(page)
    meetings = [meeting_entry(each, page.district, page.day) for each in next_meetings(page)]
    line = line_of(timeline)
    address = request.build_absolute_uri(reverse("school", args=[slug, school]))
    context = school_context(page, record)
    context |= {
        "coming": paper.fitting(context["coming"], paper.COMING_THERE, paper.LETTERS_OF_COMING),
        "open": paper.fitting(context["open"], paper.PROMISES_THERE, paper.LETTERS_OF_COMING),
        "timeline": timeline,
        "line": line,
        "here": here(timeline),
        "stops": paper.stops(line),
        "meetings": paper.fitting(meetings, len(meetings), paper.LETTERS_OF_MEETINGS),
        "address": address,
    }
    return render(request, "sheets/school.html", context)


def notice(request: PageRequest, slug: str) -> HttpResponse:
    """One page for the wall or beside a letter: in ten languages, whom to call for help."""
    page = open_district(request, slug)
    context = page.context | {
        "calls": [_call(page.district, language) for language in LANGUAGES.values()],
        "address": request.build_absolute_uri(reverse("district", args=[slug])),
    }
    return render(request, "sheets/notice.html", context)


def _call(district: District, language: Language) -> tuple[Language, str, SafeString]:
    """What the notice says in one language: what it is about, and whom to call."""
    with translation.override(language.code):
        about = str(district.get_approach_display())
        if not district.helpline_phone:
            words = format_html("{}", _("Read this in your language on our website."))
            return language, about, words
        phone = contact_link(district.helpline_phone)
        # Translators: on a sheet that lies beside a letter. {phone} is a telephone number.
        words = sentence_html(_("Call {phone} for this in your language."), phone=phone)
        return language, about, words

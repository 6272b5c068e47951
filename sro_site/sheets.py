"""Sheets to print: one page of a district, of a school, and a notice in ten languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

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
from districts.standing import SchoolEntry, school_entry
from events.entries import MeetingEntry, meeting_entry
from events.wording import contact_link
from languages.html import sentence_html
from languages.registry import LANGUAGES, Language
from publishing.pages import PageRequest
from sro_site.queries import next_meetings
from timeline.entries import MilestoneEntry, Timeline
from timeline.line import Line, Stop, line_of
from timeline.order import by_time
from timeline.queries import load_timeline, school_at
from timeline.school import school_context
from timeline.standing import Standing
from timeline.wording import here

MEETINGS = 8  # that are held, of which a sheet tells the next and one more
STOPS = 5
COMING = 2
NAMES = 12  # of schools


@dataclass(frozen=True, slots=True)
class Alike:
    """Schools that stand alike; `more` is how many of them are not in `schools`."""

    first: SchoolEntry
    schools: list[SchoolEntry]
    more: int


def handout(request: PageRequest, slug: str) -> HttpResponse:
    """The district on one page: where it is, what comes next, the next meetings, its schools."""
    page = open_district(request, slug)
    timeline = load_timeline(page)
    line = line_of(timeline)
    found = next_meetings(page, held=MEETINGS)
    meetings = [meeting_entry(each, page.district, page.day) for each in found]
    first = next((n for n, each in enumerate(meetings) if not each.is_canceled), len(meetings)) + 1
    schools = load_schools(page)
    context = page.context | {
        "timeline": timeline,
        "line": line,
        "here": here(timeline),
        "stops": stops(line),
        "coming": coming(timeline),
        "meetings": meetings[:first],
        "later": worth_paper(meetings[first:]),
        "alike": alike([school_entry(school, page.district, page.day) for school in schools]),
        "address": request.build_absolute_uri(reverse("district", args=[slug])),
    }
    return render(request, "sheets/district.html", context)


def worth_paper(later: list[MeetingEntry]) -> list[MeetingEntry]:
    """Of later meetings the first that readers can follow in their language, or else the next one;
    those that are canceled stay."""
    held = [each for each in later if not each.is_canceled]
    chosen = next((each for each in held if each.can_be_followed), held[0] if held else None)
    return [each for each in later if each.is_canceled or each is chosen]


def school_handout(request: PageRequest, slug: str, school: str) -> HttpResponse:
    """One school on one page: whether it has an SRO, what comes next there, whom to call."""
    page = open_district(request, slug)
    record = school_at(page, school)
    if record is None:
        return without_record(request, page)
    timeline, meetings = load_timeline(page), next_meetings(page)
    line = line_of(timeline)
    address = request.build_absolute_uri(reverse("school", args=[slug, school]))
    context = school_context(page, record) | {
        "timeline": timeline,
        "line": line,
        "here": here(timeline),
        "stops": stops(line),
        "meetings": [meeting_entry(each, page.district, page.day) for each in meetings],
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


def stops(line: Line) -> Sequence[Stop]:
    """The stops of the line; of more than a sheet has room for, those around the day."""
    here = next((n for n, stop in enumerate(line.stops) if line.here and stop is line.here.stop), 0)
    start = max(0, min(here - STOPS // 2, len(line.stops) - STOPS))
    return line.stops[start : start + STOPS]


def coming(timeline: Timeline) -> list[MilestoneEntry]:
    """The next few milestones, those without a time last."""
    planned = [each for each in timeline.milestones if each.standing is Standing.PLANNED]
    return sorted(planned, key=by_time)[:COMING]


def alike(entries: Sequence[SchoolEntry]) -> list[Alike]:
    """The schools by how they stand and since when, as many names as a sheet has room for."""
    found, left = [], NAMES
    ordered = sorted(entries, key=lambda entry: (entry.standing, str(entry.since)))
    for _key, group in groupby(ordered, key=attrgetter("standing", "since")):
        schools = list(group)
        found.append(Alike(schools[0], schools[:left], len(schools[left:])))
        left -= min(left, len(schools))
    return found

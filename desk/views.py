"""The desk's front page with coverage, and the queue of each language."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from desk.coverage import load_coverage
from desk.forms import queue_filter
from desk.pages import language_page, open_desk
from desk.queries import (
    COUNTED,
    Queue,
    Urgency,
    district_names,
    place_in,
    place_of,
    units_of,
)
from desk.rows import UnitRow, rows
from desk.text.suggesting import waiting
from feedback.remarks.queries import with_remarks
from languages.clock import day_of
from languages.models import Unit
from publishing.pages import PageRequest

PER_PAGE = 50


def desk(request: PageRequest) -> HttpResponse:
    """How much is translated, by district and language."""
    page = open_desk(request)
    coverage = load_coverage(page.rights, page.languages, request.GET.get("page"))
    context = {"coverage": coverage, "suggestions": waiting(page.rights)}
    return render(request, "desk/desk.html", page.context | context)


def queue(request: PageRequest, code: str) -> HttpResponse:
    """What to translate into one language, the most urgent first; filtered and paged."""
    page, language = language_page(request, code)
    form = queue_filter(page.rights, code, request.GET)
    asked = form.queue(page.rights, code, day_of(timezone.now()), page.request.user)
    after = request.GET.get("after", "")
    units = asked.first(PER_PAGE + 1, place_in(after))
    shown, more = units[:PER_PAGE], units[PER_PAGE:]
    context = page.context | {
        "language": language,
        "form": form,
        # Where all of it is on the first page, it need not be looked for twice.
        "count": asked.count if after or more else len(shown),
        "counted": COUNTED,
        "looked": asked.looked,
        "reviews": page.rights.reviews_in(code) != set(),
        "groups": [*([] if after else _remarked(asked)), *_groups(shown)],
        "after": str(place_of(shown[-1])) if more else "",
    }
    return render(request, "desk/queue.html", context, status=400 if form.errors else 200)


def _remarked(queue: Queue) -> list[tuple[str, list[tuple[UnitRow, str]]]]:
    """Whatever their state, the texts first of which families say that they are wrong."""
    units = units_of(queue.rights, queue.language)
    if queue.district is not None:
        units = units.filter(district=queue.district)
    units = with_remarks(units, queue.language, queue.own_districts)
    found = list(units.order_by("pk")[:PER_PAGE])
    names = district_names(found)
    shown = [(row, names.get(row.unit.district or 0, "")) for row in rows(found)]
    return [("Families say that these are wrong", shown)] if shown else []


def _groups(units: list[Unit]) -> list[tuple[str, list[tuple[UnitRow, str]]]]:
    """Rows with the names of their districts, grouped by urgency."""
    names = district_names(units)
    urgency = {unit.pk: getattr(unit, "urgency", Urgency.UNDATED) for unit in units}
    by_urgency = groupby(rows(units), key=lambda row: urgency[row.unit.pk])
    return [
        (Urgency(n).label, [(row, names.get(row.unit.district or 0, "")) for row in group])
        for n, group in by_urgency
    ]

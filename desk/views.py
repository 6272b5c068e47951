"""The desk's front page with coverage, and the queue of each language."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from desk.coverage import load_coverage
from desk.forms import QueueFilter
from desk.pages import language_page, open_desk
from desk.queries import Urgency, day_of, district_names
from desk.rows import UnitRow, rows
from languages.catalogs import Message, messages_of
from languages.models import Unit
from publishing.pages import PageRequest

PER_PAGE = 50


def desk(request: PageRequest) -> HttpResponse:
    """How much is translated, by district and language."""
    page = open_desk(request)
    context = page.context | {"coverage": load_coverage(page.rights, page.languages)}
    return render(request, "desk/desk.html", context)


def queue(request: PageRequest, code: str) -> HttpResponse:
    """What to translate into one language, the most urgent first; filtered and paged."""
    page, language = language_page(request, code)
    names = district_names(page.rights, code)
    form = QueueFilter(request.GET, names.items())
    asked = form.queue(page.rights, code, day_of(timezone.now()))
    units = asked.units if form.shows_content else Unit.objects.none()
    messages = [m for m in messages_of(code) if m.state in form.states]
    work = _Work(units, messages if form.shows_interface else [])
    shown = Paginator(work, PER_PAGE).get_page(request.GET.get("page"))
    context = page.context | {
        "language": language,
        "form": form,
        "shown": shown,
        "groups": _groups([each for each in shown if isinstance(each, Unit)], names),
        "interface": [each for each in shown if isinstance(each, Message)],
    }
    return render(request, "desk/queue.html", context, status=400 if form.errors else 200)


def _groups(
    units: list[Unit], names: dict[int, str]
) -> list[tuple[str, list[tuple[UnitRow, str]]]]:
    """Rows with the names of their districts, grouped by urgency."""
    urgency = {unit.pk: getattr(unit, "urgency", Urgency.UNDATED) for unit in units}
    by_urgency = groupby(rows(units), key=lambda row: urgency[row.unit.pk])
    return [
        (Urgency(n).label, [(row, names.get(row.unit.district or 0, "")) for row in group])
        for n, group in by_urgency
    ]


class _Work(Sequence[Unit | Message]):
    """Units followed by messages of the interface as one list; each page loads only its part."""

    def __init__(self, units: QuerySet[Unit], messages: list[Message]) -> None:
        self.units, self.messages = units, messages
        self.content = units.order_by().count()

    def __len__(self) -> int:
        return self.content + len(self.messages)

    def __getitem__(self, wanted: Any) -> Any:
        first, last = wanted.start, wanted.stop
        units = self.units[first : min(last, self.content)] if first < self.content else ()
        return [*units, *self.messages[max(0, first - self.content) : max(0, last - self.content)]]

"""The desk's front page with coverage, and the queue of each language."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from desk.coverage import load_coverage
from desk.forms import queue_filter
from desk.pages import language_page, open_desk
from desk.queries import NEEDS_WORK, Queue, Urgency, district_names, place_in, place_of
from desk.rows import UnitRow, rows
from desk.text.suggesting import waiting
from districts.access import Rights
from languages.catalogs import Message, messages_of
from languages.characters import fold
from languages.clock import day_of
from languages.freshness import TranslationState
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
    asked = form.queue(page.rights, code, day_of(timezone.now()))
    states = form.states or _to_do(page.rights, code)
    messages = [m for m in messages_of(code) if m.state in states and _says(m, form.terms)]
    work = _Work(asked if form.shows_content else None, messages if form.shows_interface else [])
    units, shown, following = work.page(request.GET.get("after", ""))
    context = page.context | {
        "language": language,
        "form": form,
        "count": len(work),
        "groups": _groups(units),
        "interface": shown,
        "after": following,
    }
    return render(request, "desk/queue.html", context, status=400 if form.errors else 200)


def _to_do(rights: Rights, language: str) -> Collection[TranslationState]:
    """The states in which a message of the interface, which is of no district, is to be done."""
    reviews = language in rights.reviews(None)
    return [each for each in NEEDS_WORK if reviews or each != TranslationState.DRAFT]


def _says(message: Message, terms: Collection[str]) -> bool:
    """Whether a message of the interface has each of these folded words."""
    if not terms:
        return True
    folded = fold("\n".join((*message.sources, *message.translations)))
    return all(term in folded for term in terms)


def _groups(units: list[Unit]) -> list[tuple[str, list[tuple[UnitRow, str]]]]:
    """Rows with the names of their districts, grouped by urgency."""
    names = district_names(units)
    urgency = {unit.pk: getattr(unit, "urgency", Urgency.UNDATED) for unit in units}
    by_urgency = groupby(rows(units), key=lambda row: urgency[row.unit.pk])
    return [
        (Urgency(n).label, [(row, names.get(row.unit.district or 0, "")) for row in group])
        for n, group in by_urgency
    ]


@dataclass(frozen=True, slots=True)
class _Work:
    """Units followed by messages of the interface as one list."""

    queue: Queue | None
    messages: list[Message]

    def __len__(self) -> int:
        return (self.queue.count if self.queue else 0) + len(self.messages)

    def page(self, after: str) -> tuple[list[Unit], list[Message], str]:
        """What comes after a place in the list, and the place after that; "" at the end.

        A place is that of a unit, or the number of messages before it: “m50”.
        """
        units, passed = [], 0
        if message := re.fullmatch("m([0-9]{1,9})", after):
            passed = int(message[1])
        elif self.queue:
            units = self.queue.first(PER_PAGE + 1, place_in(after))
        if len(units) > PER_PAGE:
            return units[:PER_PAGE], [], str(place_of(units[PER_PAGE - 1]))
        until = passed + PER_PAGE - len(units)
        left = len(self.messages) > until
        return units, self.messages[passed:until], f"m{until}" if left else ""

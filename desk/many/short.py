"""Short texts of a queue, written in a list and saved together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from desk.forms import QueueFilter, UnitForm, queue_filter
from desk.pages import DeskPage, language_page
from desk.queries import Queue, place_in, place_of
from desk.rows import rows
from desk.text.showing import remark
from desk.units import UnitPage, open_unit, open_units
from feedback.remarks.closing import close_remarks
from languages.clock import day_of
from languages.freshness import text_hash
from languages.models import Unit
from languages.registry import Language
from languages.translating import ConflictError, translate
from publishing.changes import Way, acting
from publishing.once import StaffRequest, shows_unsaved

SHORT = 100  # characters of the English
SHOWN = 20  # texts on a page
LOOKED = 200  # texts of the queue that a page is chosen from
_FIELD = re.compile(r"([0-9]{1,18})-seen")


@dataclass(frozen=True, slots=True)
class Line:
    """A text of the list with its form."""

    page: UnitPage
    form: UnitForm

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to be stored: it was not changed, or is stored already."""
        return text_hash(self.form.cleaned_data["text"]) in (
            self.form.cleaned_data["seen"],
            self.page.seen,
        )


@shows_unsaved
def short(request: StaffRequest, code: str) -> HttpResponse:
    """GET: the next short texts of a queue. POST: save those that were changed."""
    page, language = language_page(request, code)
    form = queue_filter(page.rights, code, request.GET)
    if request.method != "POST":
        asked = form.queue(page.rights, code, day_of(timezone.now()), request.user)
        lines, after = _next(page, asked, language)
        return _show(page, language, form, lines, after, asked.looked)
    lines = list(_sent(page, language, request))
    left = [line for line in lines if not _is_stored(request, line)]
    done = len(lines) - len(left)
    if hasattr(request, "unsaved") or left:
        if done and not hasattr(request, "unsaved"):
            messages.success(request, f"Saved, or left as they were: {done}.")
        return _show(page, language, form, left, request.POST.get("after", ""))
    messages.success(request, f"Saved, or left as they were: {done}.")
    query = form.query_with({"after": request.POST.get("after", "")})
    return HttpResponseRedirect(reverse("desk_short", args=[code]) + query)


def _next(page: DeskPage, asked: Queue, language: Language) -> tuple[list[Line], str]:
    """The lines of the next page, and the place after which the one after that begins."""
    units = asked.first(LOOKED, place_in(page.request.GET.get("after", "")))
    chosen: list[Unit] = []
    for row in rows(units):
        if len(row.source) <= SHORT and "\n" not in row.source:
            chosen.append(row.unit)
        if len(chosen) == SHOWN:
            break
    last = chosen[-1] if len(chosen) == SHOWN else units[-1] if len(units) == LOOKED else None
    opened = (open_unit(page.rights, language, unit.pk) for unit in chosen)
    lines = [Line(each, _form(each)) for each in opened]
    return [each for each in lines if not each.page.suggests], str(place_of(last)) if last else ""


def _form(page: UnitPage, sent: StaffRequest | None = None) -> UnitForm:
    form = UnitForm(page.slot, sent and sent.POST, prefix=str(page.unit.pk))
    form.fields["text"].widget.attrs |= {"rows": 2, "autofocus": False}
    form.fields["text"].widget.attrs["aria-describedby"] = f"english-{page.unit.pk}"
    return form


def _sent(page: DeskPage, language: Language, request: StaffRequest) -> Iterable[Line]:
    """What was sent, as far as it is still there and the user's."""
    keys = {int(found[1]) for name in request.POST if (found := _FIELD.fullmatch(name))}
    for opened in open_units(page.rights, language, sorted(keys)[:SHOWN]).values():
        yield Line(opened, _form(opened, request))


def _is_stored(request: StaffRequest, line: Line) -> bool:
    """Store one text; False if it has to be looked at again."""
    form, page = line.form, line.page
    if not form.is_valid() or hasattr(request, "unsaved"):
        return False
    if line.is_done:
        return True
    if page.suggests:
        form.add_error("text", "It was reviewed since. Open it by itself to suggest your text.")
        return False
    given, slot = form.cleaned_data, page.slot
    try:
        with acting(request.staff, way=Way.DESK):
            translate(
                *(slot.record, slot.field, slot.language, given["text"], given["source_hash"]),
                seen=given["seen"],
            )
            close_remarks(slot.record, [(slot.field, slot.language)])
        remark(request, form, reverse("desk_unit", args=[slot.language, page.unit.pk]))
    except ConflictError as conflict:
        form.add_error("text", f"{conflict} It is now: {conflict.text or '(nothing)'}")
        return False
    return True


def _show(
    page: DeskPage,
    language: Language,
    form: QueueFilter,
    lines: list[Line],
    after: str,
    looked: int = 0,
) -> HttpResponse:
    own = {"language": language, "lines": lines, "after": after, "query": form.query}
    return render(page.request, "desk/short.html", {**page.context, **own, "looked": looked})

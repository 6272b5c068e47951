"""The page of one translation: it is read, written, confirmed, reviewed and tried there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from desk.forms import Act, QueueFilter, UnitForm
from desk.pages import DeskPage, language_page
from desk.preview import preview
from desk.queue import Queue, day_of
from desk.units import UnitPage, open_unit
from desk.views import district_names
from languages.freshness import State
from languages.models import Unit
from languages.translating import ConflictError, confirm, review, translate
from publishing.pages import PageRequest

SAID = {
    State.MISSING: "It is missing now.",
    State.STALE: "Saved, but the English has changed while you wrote: compare once more.",
    State.DRAFT: "Saved as a draft.",
    State.REVIEWED: "Saved as reviewed.",
}


def unit(request: PageRequest, code: str, key: int) -> HttpResponse:
    page, language = language_page(request, code)
    its = open_unit(page.rights, language, key)
    form = UnitForm(its.place, request.POST if request.method == "POST" else None)
    way = _Way(page, code, its.unit)
    if not form.is_bound or not form.is_valid():
        return _show(page, its, form, way)
    act = form.cleaned_data["act"]
    if act == Act.REVIEW and not its.may_review:
        raise PermissionDenied
    if act == Act.PREVIEW:
        return preview(request, its.place, form.cleaned_data["text"])
    following = way.after_this
    try:
        state = _write(its, form, request.user)
    except ConflictError as conflict:
        return _show(page, open_unit(page.rights, language, key), form, way, conflict)
    if state:
        messages.add_message(request, _level(state), SAID[state])
    stays = act == Act.SAVE or state is State.STALE
    return HttpResponseRedirect(way.to(its.unit if stays else following))


class _Way:
    """The way through a queue, as it was filtered."""

    def __init__(self, page: DeskPage, code: str, unit: Unit) -> None:
        self.form = QueueFilter(page.request.GET, district_names(page, code).items())
        self.queue: Queue = self.form.queue(page.rights, code, day_of(timezone.now()))
        self.unit = unit

    @property
    def after_this(self) -> Unit | None:
        return self.queue.after(self.unit)

    @property
    def skip(self) -> str:
        return self.to(self.after_this)

    @property
    def back(self) -> str:
        return self.to(None)

    def to(self, unit: Unit | None) -> str:
        """The address of a unit, or at the end, of the queue."""
        args = (self.unit.language, unit.pk) if unit else (self.unit.language,)
        return reverse("desk_unit" if unit else "desk_queue", args=args) + self.form.query


def _write(its: UnitPage, form: UnitForm, by: Any) -> State | None:
    """How the translation stands then; None where there was nothing to write."""
    given = form.cleaned_data
    where = (its.place.record, its.place.field, its.place.language)
    what: dict[str, Any] = {"of": given["of"], "seen": given["seen"], "by": by}
    if form.changed:
        return translate(*where, given["text"], reviewed=given["act"] == Act.REVIEW, **what)
    if given["text"] and given["act"] == Act.CONFIRM:
        return confirm(*where, **what)
    if given["text"] and given["act"] == Act.REVIEW:
        return review(*where, **what)
    return None


def _level(state: State) -> int:
    return messages.WARNING if state in (State.MISSING, State.STALE) else messages.SUCCESS


def _show(
    page: DeskPage, its: UnitPage, form: UnitForm, way: _Way, conflict: ConflictError | None = None
) -> HttpResponse:
    of = its.source_hash if "of" in form.errors else form.data.get("of", its.source_hash)
    context = page.context | {
        "language": its.language,
        "its": its,
        "form": form,
        "way": way,
        "query": way.form.query,
        "conflict": conflict,
        "meanwhile": of != its.source_hash and its.changes_since(of),
    }
    return render(page.request, "desk/unit.html", context)

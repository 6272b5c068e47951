"""The page of one translation, on which it is written, confirmed, reviewed or previewed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from desk.forms import Act, UnitForm, queue_filter
from desk.pages import DeskPage, language_page
from desk.preview import preview
from desk.queries import Queue
from desk.units import UnitPage, open_unit
from languages.clock import day_of
from languages.freshness import TranslationState, text_hash
from languages.models import Unit
from languages.translating import ConflictError, confirm, review, translate
from publishing.changes import Way, acting
from publishing.once import StaffRequest, shows_unsaved

SAID = {
    TranslationState.MISSING: "It is now missing.",
    TranslationState.STALE: (
        "Saved, but the English changed while you were writing. Please compare again."
    ),
    TranslationState.DRAFT: "Saved as a draft.",
    TranslationState.REVIEWED: "Saved as reviewed.",
}


@shows_unsaved
def unit(request: StaffRequest, code: str, key: int) -> HttpResponse:
    """GET: the page of a unit. POST: save, confirm, review or preview it."""
    page, language = language_page(request, code)
    unit_page = open_unit(page.rights, language, key)
    form = UnitForm(unit_page.slot, _sent(request) if request.method == "POST" else None)
    way = _Way(page, code, unit_page.unit)
    if not form.is_bound or not form.is_valid() or hasattr(request, "unsaved"):
        return _show(page, unit_page, form, way)
    act = form.cleaned_data["act"]
    if act == Act.REVIEW and not unit_page.may_review:
        raise PermissionDenied
    if act == Act.PREVIEW:
        return preview(request, unit_page.slot, form.cleaned_data["text"])
    following = way.after_this
    try:
        with acting(request.staff, way=Way.DESK):
            state = _write(unit_page, form)
    except ConflictError as conflict:
        return _show(page, open_unit(page.rights, language, key), form, way, conflict)
    if state:
        messages.add_message(request, _level(state), SAID[state])
    request.submission.made = {"seen": text_hash(form.cleaned_data["text"])}
    stays = act == Act.SAVE or state is TranslationState.STALE
    return HttpResponseRedirect(way.to(unit_page.unit if stays else following))


def _sent(request: StaffRequest) -> dict[str, str]:
    """What was sent; `seen` is brought up to date if this very page was saved before."""
    earlier = getattr(request, "submission", None)
    return {**request.POST.dict(), **(earlier.made if earlier else {})}


class _Way:
    """The way through a filtered queue."""

    def __init__(self, page: DeskPage, code: str, unit: Unit) -> None:
        self.form = queue_filter(page.rights, code, page.request.GET)
        self.queue: Queue = self.form.queue(page.rights, code, day_of(timezone.now()))
        self.unit = unit

    @cached_property
    def after_this(self) -> Unit | None:
        """The next unit of the queue, chosen before this one is saved; None at the end."""
        return self.queue.after(self.unit)

    @property
    def skip(self) -> str:
        """The address of the next unit, or of the queue at its end."""
        return self.to(self.after_this)

    @property
    def back(self) -> str:
        """The address of the queue, with its filter."""
        return self.to(None)

    def to(self, unit: Unit | None) -> str:
        """The address of a unit; without one, of the queue."""
        args = (self.unit.language, unit.pk) if unit else (self.unit.language,)
        return reverse("desk_unit" if unit else "desk_queue", args=args) + self.form.query


def _write(unit_page: UnitPage, form: UnitForm) -> TranslationState | None:
    """The new state of the translation; None if there was nothing to write."""
    given = form.cleaned_data
    where = (unit_page.slot.record, unit_page.slot.field, unit_page.slot.language)
    what: dict[str, Any] = {"source_hash": given["source_hash"], "seen": given["seen"]}
    if form.changed:
        return translate(*where, given["text"], reviewed=given["act"] == Act.REVIEW, **what)
    if given["text"] and given["act"] == Act.CONFIRM:
        return confirm(*where, **what)
    if given["text"] and given["act"] == Act.REVIEW:
        return review(*where, **what)
    return None


def _level(state: TranslationState) -> int:
    return (
        messages.WARNING
        if state in (TranslationState.MISSING, TranslationState.STALE)
        else messages.SUCCESS
    )


def _show(
    page: DeskPage,
    unit_page: UnitPage,
    form: UnitForm,
    way: _Way,
    conflict: ConflictError | None = None,
) -> HttpResponse:
    source_hash = (
        unit_page.source_hash
        if "source_hash" in form.errors
        else form.data.get("source_hash", unit_page.source_hash)
    )
    context = page.context | {
        "language": unit_page.language,
        "unit_page": unit_page,
        "form": form,
        "way": way,
        "query": way.form.query,
        "conflict": conflict,
        "meanwhile": source_hash != unit_page.source_hash and unit_page.changes_since(source_hash),
    }
    return render(page.request, "desk/unit.html", context)

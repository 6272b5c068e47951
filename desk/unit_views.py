"""The page of one translation, on which it is written, confirmed, reviewed or previewed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect

from desk.forms import Act, UnitForm
from desk.pages import language_page
from desk.preview import preview
from desk.route import Route
from desk.talk import Fate
from desk.text.putting import put_in
from desk.text.showing import frames, remark, say, show
from desk.text.suggesting import decide, open_suggestion, suggest
from desk.units import UnitPage, open_unit
from feedback.remarks.closing import close_remarks
from languages.freshness import TranslationState, text_hash
from languages.translating import ConflictError, confirm, review, translate
from publishing.changes import Way, acting
from publishing.once import StaffRequest, shows_unsaved

SUGGESTED = (
    "The translation is reviewed, so your text was kept as a suggestion. A reviewer decides on it."
)


@shows_unsaved
@frames
def unit(request: StaffRequest, code: str, key: int) -> HttpResponse:
    """GET: the page of a unit. POST: save, suggest, confirm, review or preview it."""
    page, language = language_page(request, code)
    posted = request.method == "POST"
    unit_page = open_unit(page.rights, language, key, lock=posted)
    route = Route(page, unit_page.unit)
    put = put_in(request, unit_page)
    sent = _sent(request) if posted and not put else None
    form = UnitForm(
        unit_page.slot, sent, suggests=unit_page.suggests, initial=put.initial if put else {}
    )
    if not form.is_bound or not form.is_valid() or hasattr(request, "unsaved"):
        return show(page, unit_page, form, route, put=put)
    act = form.cleaned_data["act"]
    if act == Act.REVIEW and not unit_page.may_review:
        raise PermissionDenied
    if act == Act.PREVIEW:
        return preview(request, unit_page.slot, form.cleaned_data["text"])
    following = route.skip
    try:
        with acting(request.staff, way=Way.DESK):
            state = _write(request, unit_page, form)
    except ConflictError as conflict:
        return show(page, unit_page, form, route, conflict=conflict)
    if state:
        request.submission.made = {"seen": text_hash(form.cleaned_data["text"])}
    if act == Act.SAVE or state is TranslationState.STALE:
        return HttpResponseRedirect(route.here_as(state))
    remark(request, form, route.here)
    return HttpResponseRedirect(following)


def _sent(request: StaffRequest) -> dict[str, str]:
    """What was sent; `seen` is brought up to date if this very page was saved before."""
    earlier = getattr(request, "submission", None)
    return {**request.POST.dict(), **(earlier.made if earlier else {})}


def _write(request: StaffRequest, unit_page: UnitPage, form: UnitForm) -> TranslationState | None:
    """Store what was sent, and say so; the new state of the translation, None if it has none."""
    if form.suggests and form.changed:
        suggest(unit_page, request.staff, form.cleaned_data)
        messages.success(request, SUGGESTED)
        return None
    state = _store(unit_page, form)
    # Also where the text stays as it is: somebody has looked at it again.
    close_remarks(unit_page.slot.record, [(unit_page.slot.field, unit_page.slot.language)])
    if state:
        _answer(request, unit_page, form)
        say(request, state)
    return state


def _store(unit_page: UnitPage, form: UnitForm) -> TranslationState | None:
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


def _answer(request: StaffRequest, unit_page: UnitPage, form: UnitForm) -> None:
    """What a reviewer has made of a suggestion was taken from it."""
    suggestion = open_suggestion(unit_page, form.cleaned_data["suggestion"])
    if suggestion and unit_page.may_review:
        same = suggestion.text == form.cleaned_data["text"]
        decide(suggestion, Fate.TAKEN if same else Fate.EDITED, request.staff)

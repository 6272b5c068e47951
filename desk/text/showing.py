"""Shows the page of one translation, and says what became of it."""

from collections.abc import Callable
from typing import Any, TypeVar

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html

from desk.forms import UnitForm
from desk.memory.matches import matches_of
from desk.memory.parts import parts_of
from desk.pages import DeskPage
from desk.route import Route
from desk.talk import Comment
from desk.text.putting import Put
from desk.text.suggesting import suggestions_of
from desk.units import UnitPage
from languages.freshness import TranslationState
from languages.translating import ConflictError

V = TypeVar("V", bound=Callable[..., HttpResponse])
_SAID = {
    TranslationState.MISSING: "It is now missing.",
    TranslationState.STALE: (
        "Saved, but the English changed while you were writing. Please compare again."
    ),
    TranslationState.DRAFT: "Saved as a draft.",
    TranslationState.REVIEWED: "Saved as reviewed.",
}
# The page shows a public one in a frame (`desk.text.place`).
_FRAMES: Any = csp_update({"frame-src": [SELF]})
_WARNS = (TranslationState.MISSING, TranslationState.STALE)


def frames(view: V) -> V:
    """A view that may show the page of a translation."""
    decorated: V = _FRAMES(view)
    return decorated


def say(request: HttpRequest, state: TranslationState) -> None:
    """Tell the user the new state of a translation on the next page."""
    level = messages.WARNING if state in _WARNS else messages.SUCCESS
    messages.add_message(request, level, _SAID[state])


def remark(request: HttpRequest, form: UnitForm, address: str) -> None:
    """Tell the user on the next page what is to be known of a text that was saved; where it is."""
    if form.changed and form.remarks:
        said = " ".join(form.remarks)
        messages.info(request, format_html('{} <a href="{}">Open the text</a>', said, address))


def show(
    page: DeskPage,
    unit_page: UnitPage,
    form: UnitForm,
    route: Route,
    *,
    conflict: ConflictError | None = None,
    put: Put | None = None,
    answer: tuple[int, str] | None = None,
    said: tuple[str, str] | None = None,
) -> HttpResponse:
    """The page of a unit.

    `conflict`: somebody else's text. `put`: what was put into the box. `answer`: the key of a
    suggestion, and what was typed as an answer to it. `said`: the key of a question, "" for none,
    and what was typed about the text.
    """
    source_hash, seen = _shown(unit_page, form, put)
    context = page.context | {
        "language": unit_page.language,
        "unit_page": unit_page,
        "form": form,
        "route": route,
        "query": route.form.query,
        "conflict": conflict,
        "put": put,
        "seen": unit_page.seen if conflict else seen,
        "matches": matches_of(unit_page),
        "parts": parts_of(unit_page.slot.source),
        "suggestions": suggestions_of(unit_page),
        "answer": answer,
        "comments": Comment.objects.beside(unit_page.unit).select_related("by", "answered_by"),
        "may_answer": unit_page.rights.edits(unit_page.unit.district),
        "said": said,
        "meanwhile": source_hash != unit_page.source_hash and unit_page.changes_since(source_hash),
    }
    return render(page.request, "desk/unit.html", context)


def _lacks(form: UnitForm, name: str) -> bool:
    return name in form.errors or name not in form.data


def _shown(unit_page: UnitPage, form: UnitForm, put: Put | None) -> tuple[str, str]:
    """The hashes of the English and of the translation that the user has seen so far."""
    if put:
        return put.source_hash, put.seen
    return (
        unit_page.source_hash if _lacks(form, "source_hash") else form.data["source_hash"],
        unit_page.seen if _lacks(form, "seen") else form.data["seen"],
    )

"""Drafts that a reviewer has already reviewed elsewhere, word by word: reviewed together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from desk.pages import DeskPage, language_page
from desk.rows import UnitRow, rows
from desk.units import open_unit
from districts.access import Rights
from feedback.remarks.closing import close_remarks
from languages.freshness import TranslationState, text_hash
from languages.models import Unit
from languages.registry import Language
from languages.translating import ConflictError, review
from publishing.changes import Way, acting
from publishing.once import StaffRequest

LOOKED = 500  # drafts and reviewed texts that are compared
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Equal:
    """A draft, and a text with the same words in both languages that is reviewed."""

    draft: UnitRow
    reviewed: UnitRow

    @property
    def chosen(self) -> str:
        """What the form sends of it: its key, and what the user has seen of it."""
        source, text = (text_hash(each) for each in (self.draft.source, self.draft.text))
        return f"{self.draft.unit.pk}-{source}-{text}"


def equal(request: StaffRequest, code: str) -> HttpResponse:
    """GET: such drafts. POST: mark the chosen ones as reviewed. Raises PermissionDenied."""
    page, language = language_page(request, code)
    if page.rights.reviews_in(code) == set():
        raise PermissionDenied
    if request.method != "POST":
        found = list(_equals(page.rights, code))[:SHOWN]
        return render(
            request, "desk/equal.html", page.context | {"language": language, "equals": found}
        )
    chosen = sorted(request.POST.getlist("chosen"))[:SHOWN]
    with acting(request.staff, way=Way.DESK):
        done = sum(_is_reviewed(page, language, each) for each in chosen)
    messages.success(request, f"Marked as reviewed: {done}.")
    if done < len(chosen):
        said = f"Changed since then, and left as they are: {len(chosen) - done}."
        messages.warning(request, said)
    return HttpResponseRedirect(reverse("desk_equal", args=[code]))


def _equals(rights: Rights, language: str) -> Iterator[Equal]:
    own, units = rights.reviews_in(language), Unit.objects.filter(language=language)
    reviewed = units.filter(status=TranslationState.REVIEWED)
    drafts = units.filter(
        status=TranslationState.DRAFT, source_hash__in=reviewed.values("source_hash")
    )
    if own is not None:
        drafts, reviewed = (each.filter(district__in=own) for each in (drafts, reviewed))
    listed = rows(drafts.order_by("source_hash", "pk")[:LOOKED])
    same = reviewed.filter(source_hash__in={row.unit.source_hash for row in listed})
    known = {_words(row): row for row in rows(same.order_by("pk")[:LOOKED])}
    yield from (Equal(row, known[_words(row)]) for row in listed if _words(row) in known)


def _words(row: UnitRow) -> tuple[str, str]:
    return row.source, row.text


def _is_reviewed(page: DeskPage, language: Language, chosen: str) -> bool:
    """Review one text as it was shown; False if it is not the same any more."""
    key, source, seen = _parts(chosen.split("-"))
    try:
        opened = open_unit(page.rights, language, key, lock=True)
        slot = opened.slot
        if not opened.may_review or opened.source_hash != source or not slot.text:
            return False
        review(slot.record, slot.field, slot.language, source, seen=seen)
        close_remarks(slot.record, [(slot.field, slot.language)])
    except (Http404, ConflictError):
        return False
    return True


def _parts(sent: Iterable[str]) -> tuple[int, str, str]:
    key, source, seen = [*sent, "", "", ""][:3]
    return (int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0), source, seen

"""Drafts that a reviewer has already reviewed elsewhere, word by word: reviewed together."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from desk.pages import language_page
from desk.queries import KEY
from desk.rows import UnitRow, rows
from desk.units import UnitPage, open_units
from districts.access import Rights
from feedback.remarks.closing import close_remarks
from languages.freshness import TranslationState, text_hash
from languages.models import Unit
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
    chosen = dict(map(_parts, request.POST.getlist("chosen")[:SHOWN]))
    opened = open_units(page.rights, language, chosen)
    with acting(request.staff, way=Way.DESK):
        done = sum(_is_reviewed(each, *chosen[key]) for key, each in opened.items())
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


def _is_reviewed(page: UnitPage, source: str, seen: str) -> bool:
    """Review one text as it was shown; False if it is not the same any more."""
    slot = page.slot
    if not page.may_review or page.source_hash != source or not slot.text:
        return False
    try:
        review(slot.record, slot.field, slot.language, source, seen=seen)
    except ConflictError:
        return False
    close_remarks(slot.record, [(slot.field, slot.language)])
    return True


def _parts(chosen: str) -> tuple[int, tuple[str, str]]:
    """The key of a text, and the hashes of its English and its translation as they were shown."""
    key, source, seen = [*chosen.split("-"), "", "", ""][:3]
    return (int(key) if KEY.fullmatch(key) else 0), (source, seen)

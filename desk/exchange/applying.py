"""Applies what was chosen of an import, all or nothing, and undoes it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from desk.exchange.comparing import WRITES, Effect, Step, compare
from desk.exchange.keys import BATCH, key_of, places
from desk.exchange.reading import read
from desk.models import Import, ImportEntry
from districts.access import Rights
from languages.freshness import Mark, text_hash
from languages.translating import Place, confirm, translate

KEPT = 5  # uploads that wait for a decision, of one user
WITHOUT_ASKING = (Effect.NEW, Effect.CHANGED)


class AlreadyAppliedError(Exception):
    """The import has been applied, perhaps by another click."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be applied: all of these effects that nobody has to be asked about, and what was
    decided on by itself, by its token."""

    effects: frozenset[str]
    tokens: frozenset[str] = frozenset()

    def takes(self, step: Step) -> bool:
        if step.effect not in WRITES:
            return False
        return step.token in self.tokens if step.asks else step.effect in self.effects


def keep(user: Any, language: str, file_name: str, upload: bytes) -> Import:
    """Keep an upload until it is decided on; older ones that never were go."""
    waiting = Import.objects.filter(user=user, applied_at=None)
    Import.objects.filter(pk__in=[each.pk for each in waiting.only("pk")[KEPT - 1 :]]).delete()
    return Import.objects.create(
        user=user, language=language, file_name=file_name[:200], upload=upload
    )


@transaction.atomic
def apply(
    its: Import, choice: Choice, rights: Rights, *, by: AbstractBaseUser, at: datetime
) -> Import:
    """Write what was chosen and still is what was shown; return the import as it is then.

    Everything is compared again, with the records locked. Raises AlreadyAppliedError.
    """
    its = Import.objects.select_for_update().get(pk=its.pk)
    if its.applied_at:
        raise AlreadyAppliedError
    steps = compare(read(bytes(its.upload)), its.language, rights, lock=True)
    chosen = [step for step in steps if choice.takes(step)]
    ImportEntry.objects.bulk_create([_written(its, step, by) for step in chosen], BATCH)
    left = (step for step in steps if not choice.takes(step))
    its.left = [_left(step) for step in left if step.effect is not Effect.UNCHANGED]
    its.upload, its.applied_at = b"", at
    its.save()
    return its


@transaction.atomic
def undo(its: Import, rights: Rights, *, by: AbstractBaseUser, at: datetime) -> list[ImportEntry]:
    """Put back what stood there before; return the entries that had to stay, which say why.

    The import has been applied. What somebody has changed since stays.
    """
    its = Import.objects.select_for_update().get(pk=its.pk)
    entries = list(its.entries.filter(undone=False))
    keys = {entry: key_of(entry.context) for entry in entries}
    found = places((key for key in keys.values() if key), its.language, lock=True)
    for entry, key in keys.items():
        place = found.get(key) if key else None
        entry.kept = _why_kept(entry, place, rights)
        if place and not entry.kept:
            _put_back(entry, place, by)
    ImportEntry.objects.bulk_update(entries, ["kept", "undone"], batch_size=BATCH)
    its.undone_at = at
    its.save()
    return [entry for entry in entries if entry.kept]


def _written(its: Import, step: Step, by: Any) -> ImportEntry:
    place, text = step.place, step.entry.text
    assert place is not None  # noqa: S101 - all that is chosen has one
    what, seen = (place.record, place.field, place.language), text_hash(place.text)
    if step.confirms:
        text = place.text
        state = confirm(*what, step.of, seen=seen, by=by)
    else:
        state = translate(*what, text, step.of, seen=seen, by=by)
    return ImportEntry(
        its=its,
        line=step.entry.line,
        context=step.entry.context,
        before=place.text,
        after=text,
        mark_before=place.mark,
        mark_after=Mark(step.of, text_hash(text)),
        state=state,
    )


def _left(step: Step) -> list[Any]:
    return [step.entry.line, step.entry.context[:200], step.effect, " ".join(step.said)]


def _why_kept(entry: ImportEntry, place: Place | None, rights: Rights) -> str:
    if place is None:
        return "What it translates is no longer there."
    if place.language not in rights.translates(place.record.words_district):
        return "You may not translate into this language in this district."
    if place.text != entry.after or place.mark != entry.marks[1]:
        return "It has been changed since."
    return ""


def _put_back(entry: ImportEntry, place: Place, by: Any) -> None:
    mark = entry.marks[0] or Mark(text_hash(place.source), text_hash(entry.before))
    what = (place.record, place.field, place.language, entry.before, mark.of)
    translate(*what, seen=text_hash(entry.after), reviewed=mark.reviewed, by=by)
    entry.undone = True

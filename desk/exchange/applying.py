"""Applies the chosen steps of an import, all or nothing, and undoes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model

from desk.exchange.comparing import WRITES, WordStep, compare
from desk.exchange.keys import BATCH, key_of, slots
from desk.exchange.opening import open_file
from desk.models import Import, ImportEntry
from districts.access import Rights
from languages.freshness import Mark, TranslationState, text_hash
from languages.translating import Slot, Words, store, translate
from publishing.changes import Way, acting
from publishing.imports import Effect

KEPT = 5  # most uploads per user that wait for a decision
WITHOUT_ASKING = (Effect.NEW, Effect.CHANGED)


class AlreadyAppliedError(Exception):
    """The import has been applied already, for example by another click."""


@dataclass(frozen=True, slots=True)
class ChosenWords:
    """The effects to apply as a whole, and the tokens of steps that were chosen one by one."""

    effects: frozenset[str]
    tokens: frozenset[str] = frozenset()

    def takes(self, step: WordStep) -> bool:
        """Whether the step is to be applied."""
        if step.effect not in WRITES:
            return False
        return step.token in self.tokens if step.asks else step.effect in self.effects


def keep(user: Any, language: str, file_name: str, upload: bytes) -> Import:
    """Store an upload until the user decides; delete the user's oldest undecided ones."""
    waiting = Import.objects.filter(user=user, applied_at=None)
    Import.objects.filter(pk__in=[each.pk for each in waiting.only("pk")[KEPT - 1 :]]).delete()
    return Import.objects.create(
        user=user, language=language, file_name=file_name[:200], upload=upload
    )


@transaction.atomic
def apply(
    word_import: Import, choice: ChosenWords, rights: Rights, *, by: AbstractBaseUser, at: datetime
) -> Import:
    """Write the chosen steps that are still what was shown; return the updated import.

    Everything is compared again, with the records locked. Raises AlreadyAppliedError.
    """
    word_import = Import.objects.select_for_update().get(pk=word_import.pk)
    if word_import.applied_at:
        raise AlreadyAppliedError
    steps = compare(
        open_file(bytes(word_import.upload), word_import.language),
        word_import.language,
        rights,
        lock=True,
    )
    chosen = [step for step in steps if choice.takes(step)]
    with acting(by, way=Way.WORDS):
        written = [
            _entry(word_import, step, state)
            for steps_of_record in _by_record(chosen)
            for step, state in zip(steps_of_record, _store(steps_of_record), strict=True)
        ]
    ImportEntry.objects.bulk_create(written, BATCH)
    left = (step for step in steps if not choice.takes(step))
    word_import.left = [_left(step) for step in left if step.effect is not Effect.UNCHANGED]
    word_import.upload, word_import.applied_at = b"", at
    word_import.save()
    return word_import


@transaction.atomic
def undo(
    word_import: Import, rights: Rights, *, by: AbstractBaseUser, at: datetime
) -> list[ImportEntry]:
    """Restore the earlier words; return the entries that could not be restored, with reasons.

    The import has to be applied. Words that were changed since are kept.
    """
    word_import = Import.objects.select_for_update().get(pk=word_import.pk)
    entries = list(word_import.entries.filter(undone=False))
    keys = {entry: key_of(entry.context) for entry in entries}
    found = slots((key for key in keys.values() if key), word_import.language, lock=True)
    with acting(by, way=Way.UNDO):
        for entry, key in keys.items():
            slot = found.get(key) if key else None
            entry.kept = _why_kept(entry, slot, rights)
            if slot and not entry.kept:
                _put_back(entry, slot)
    ImportEntry.objects.bulk_update(entries, ["kept", "undone"], batch_size=BATCH)
    word_import.undone_at = at
    word_import.save()
    return [entry for entry in entries if entry.kept]


def _by_record(steps: Iterable[WordStep]) -> Iterable[list[WordStep]]:
    """The steps of each record, which are stored in one save."""
    found: dict[Model, list[WordStep]] = {}
    for step in steps:
        found.setdefault(_slot(step).record, []).append(step)
    return found.values()


def _store(steps: Sequence[WordStep]) -> list[TranslationState]:
    """Write the words of one record; the new state of each."""
    slots = [_slot(step) for step in steps]
    words = [
        Words(
            slot.field,
            None if step.confirms else step.entry.text,
            step.source_hash,
            seen=text_hash(slot.text),
            reviewed=None if step.confirms else False,
        )
        for step, slot in zip(steps, slots, strict=True)
    ]
    return store(slots[0].record, slots[0].language, words)


def _slot(step: WordStep) -> Slot:
    assert step.slot is not None  # noqa: S101 - all that is chosen has one
    return step.slot


def _entry(word_import: Import, step: WordStep, state: TranslationState) -> ImportEntry:
    slot = _slot(step)
    text = slot.text if step.confirms else step.entry.text
    return ImportEntry(
        word_import=word_import,
        line=step.line,
        context=step.entry.context,
        before=slot.text,
        after=text,
        mark_before=slot.mark,
        mark_after=Mark(step.source_hash, text_hash(text)),
        state=state,
    )


def _left(step: WordStep) -> list[Any]:
    return [step.line, step.entry.context[:200], step.effect, " ".join(step.said)]


def _why_kept(entry: ImportEntry, slot: Slot | None, rights: Rights) -> str:
    if slot is None:
        return "The text it translates no longer exists."
    if slot.language not in rights.translates(slot.record.district_key):
        return "You don’t have permission to translate into this language in this district."
    if slot.text != entry.after or slot.mark != entry.marks[1]:
        return "Someone has changed it since the import."
    return ""


def _put_back(entry: ImportEntry, slot: Slot) -> None:
    mark = entry.marks[0] or Mark(text_hash(slot.source), text_hash(entry.before))
    what = (slot.record, slot.field, slot.language, entry.before, mark.translated_from)
    translate(*what, seen=text_hash(entry.after), reviewed=mark.reviewed)
    entry.undone = True

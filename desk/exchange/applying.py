"""Applies the chosen steps of an import, a few records at a time.

SQLite lets only one write at a time, so each part is a short transaction. What was interrupted is
shown, and can be gone on with or undone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model

from desk.exchange.comparing import WRITES, WordStep, compare
from desk.exchange.keys import BATCH
from desk.exchange.opening import open_file
from desk.exchange.parts import districts_of, in_parts, locked_import
from desk.exchange.reading import Entry
from desk.models import Import, ImportEntry
from districts.access import Rights
from languages.freshness import Mark, TranslationState, text_hash
from languages.translating import Slot, Words, store
from opendata.record.recording import recording_once
from publishing.changes import Way, acting
from publishing.imports import Effect

KEPT = 5  # most uploads per user that wait for a decision
WITHOUT_ASKING = (Effect.NEW, Effect.CHANGED)


class AlreadyAppliedError(Exception):
    """The import has been begun already, for example by another click."""


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
    waiting = Import.objects.filter(user=user, begun_at=None)
    Import.objects.filter(pk__in=[each.pk for each in waiting.only("pk")[KEPT - 1 :]]).delete()
    return Import.objects.create(
        user=user, language=language, file_name=file_name[:200], upload=upload
    )


def apply(
    word_import: Import, choice: ChosenWords, rights: Rights, *, by: AbstractBaseUser, at: datetime
) -> Import:
    """Begin the import, and write it; return the updated import. Raises AlreadyAppliedError."""
    begin(word_import.pk, choice, at=at)
    return go_on(word_import.pk, rights, by=by, at=at)


@transaction.atomic
def begin(key: int, choice: ChosenWords, *, at: datetime) -> None:
    """Note what was chosen: from now on the import can be gone on with, and undone.

    Raises AlreadyAppliedError.
    """
    word_import = locked_import(key)
    if word_import.begun_at:
        raise AlreadyAppliedError
    word_import.chosen = {"effects": sorted(choice.effects), "tokens": sorted(choice.tokens)}
    word_import.begun_at = at
    word_import.save(update_fields=["chosen", "begun_at"])


def go_on(key: int, rights: Rights, *, by: AbstractBaseUser, at: datetime) -> Import:
    """Write what was chosen and is not written yet; return the updated import.

    Only steps that are still what was shown are written: each part is compared again, with its
    records locked. Several may do this at once; each text is written once.
    """
    word_import = Import.objects.get(pk=key)
    if not word_import.is_unfinished:
        return word_import
    choice = ChosenWords(*(frozenset(word_import.chosen[name]) for name in ("effects", "tokens")))
    entries = open_file(bytes(word_import.upload), word_import.language).entries
    steps = {each.line: each for each in compare(entries, word_import.language, rights)}
    taken = (step.entry for step in steps.values() if choice.takes(step))
    changed = districts_of(word_import.entries.all(), word_import.language)
    with acting(by, way=Way.WORDS), recording_once(changed):
        for part in in_parts(taken, lambda entry: entry.context):
            now = _write(key, part, choice, rights)
            steps |= {step.line: step for step in now}
    return _finish(key, [step for step in steps.values() if not choice.takes(step)], at)


@transaction.atomic
def _write(
    key: int, entries: Sequence[Entry], choice: ChosenWords, rights: Rights
) -> list[WordStep]:
    """Write a part of an import, unless it was undone meanwhile; what became of its entries."""
    word_import = locked_import(key)
    if not word_import.is_unfinished:
        return []
    contexts = [entry.context for entry in entries]
    rows = word_import.entries.filter(context__in=contexts)
    written = {*rows.values_list("context", flat=True)}
    still = [entry for entry in entries if entry.context not in written]
    steps = compare(still, word_import.language, rights, lock=True)
    made = [
        _entry(word_import, step, state)
        for steps_of_record in _by_record(step for step in steps if choice.takes(step))
        for step, state in zip(steps_of_record, _store(steps_of_record), strict=True)
    ]
    ImportEntry.objects.bulk_create(made, BATCH)
    return steps


@transaction.atomic
def _finish(key: int, left: Iterable[WordStep], at: datetime) -> Import:
    word_import = locked_import(key)
    if word_import.is_unfinished:
        written = {*word_import.entries.values_list("context", flat=True)}
        word_import.left = [
            _left(step)
            for step in left
            if step.effect is not Effect.UNCHANGED and step.entry.context not in written
        ]
        word_import.upload, word_import.applied_at = b"", at
        word_import.save()
    return word_import


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

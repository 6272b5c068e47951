"""What an import would do, entry by entry; computed for the dry run, and again under locks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from desk.exchange.keys import BATCH, Key, key_of, slots
from desk.exchange.reading import Entry
from desk.exchange.writing import as_written
from desk.glossary import Term
from desk.glossary_terms import own_terms
from desk.term_use import misused_for
from districts.access import Rights
from languages.characters import is_blank
from languages.freshness import TranslationState, text_hash
from languages.models import SourceText
from languages.translating import Slot
from publishing.imports import Effect, ImportStep

NOTHING = text_hash("")


ONLY_REVIEWERS = "Only reviewers replace what was reviewed. Suggest your text on its page."
WRITES = (Effect.CONFLICT, Effect.STALE, Effect.NEW, Effect.CHANGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordStep(ImportStep):
    """What becomes of one translation. `slot` is set if it can be written."""

    entry: Entry
    slot: Slot | None = None

    @property
    def here(self) -> str:
        """The stored translation."""
        return self.slot.text if self.slot else ""

    @property
    def state(self) -> TranslationState:
        """The state of the stored translation."""
        return self.slot.state if self.slot else TranslationState.MISSING

    @property
    def source_hash(self) -> str:
        """The hash of the English that the translator saw."""
        return text_hash(self.entry.source)

    @property
    def is_stale(self) -> bool:
        """Whether the English has changed since the translator saw it."""
        return self.slot is not None and self.source_hash != text_hash(self.slot.source)

    @property
    def confirms(self) -> bool:
        """Whether the words stay and are confirmed for the current English."""
        return self.effect is Effect.CHANGED and _same(self.entry, self.here)

    @property
    def asks(self) -> bool:
        """Whether the user decides on this step alone, rather than on all with its effect."""
        certain = self.effect is not Effect.CONFLICT and self.state is not TranslationState.REVIEWED
        return self.effect in WRITES and bool(self.said or not certain)

    @property
    def subject(self) -> str:
        """The stored words that it would replace, and their state."""
        return f"{self.state} {self.here}"


def compare(
    entries: Sequence[Entry], language: str, rights: Rights, *, lock: bool = False
) -> list[WordStep]:
    """What becomes of each entry of a file, in the same order.

    `lock`: lock the records until the end of the transaction.
    """
    keys = {entry.line: key_of(entry.context) for entry in entries}
    found = slots((key for key in keys.values() if key), language, lock=lock)
    known = _known({text_hash(entry.source) for entry in entries})
    own, steps = own_terms(language), []
    for entry in entries:
        slot = found.get(key) if (key := keys[entry.line]) else None
        if why := _why_not(entry, key, slot, language, rights, known):
            steps.append(WordStep(entry.line, Effect.REFUSED, (why,), entry=entry))
        elif slot:
            step = WordStep(entry.line, _effect(entry, slot), entry=entry, slot=slot)
            steps.append(_checked(step, language, rights, own))
    return steps


def _known(hashes: set[str]) -> set[str]:
    """The hashes of English texts that are or once were in use."""
    wanted = sorted(hashes)
    batches = (wanted[first : first + BATCH] for first in range(0, len(wanted), BATCH))
    return {
        key
        for batch in batches
        for key in SourceText.objects.filter(pk__in=batch).values_list("pk", flat=True)
    }


def _why_not(
    entry: Entry,
    key: Key | None,
    slot: Slot | None,
    language: str,
    rights: Rights,
    known: set[str],
) -> str:
    if entry.forms:
        return "It has plural forms, which no text of this site has."
    if key is None:
        return f"“{entry.context[:80]}” does not match any text on this site."
    if slot is None or not slot.source:
        return "The text it translates no longer exists."
    if language not in rights.translates(slot.record.district_key):
        return "You don’t have permission to translate into this language in this district."
    if text_hash(entry.source) not in known:
        return "The English text (msgid) has been changed. Leave it as exported."
    return ""


def _effect(entry: Entry, slot: Slot) -> Effect:
    source_hash, now, here = text_hash(entry.source), text_hash(slot.source), slot.text
    if is_blank(entry.text):
        return Effect.UNCHANGED
    if entry.fuzzy:
        return Effect.FUZZY
    if _same(entry, here):
        confirmed = slot.state is TranslationState.STALE and source_hash == now
        return Effect.CHANGED if confirmed else Effect.UNCHANGED
    unseen = entry.seen != text_hash(here)
    if unseen and (here or entry.seen not in (None, NOTHING)):
        return Effect.CONFLICT
    if source_hash != now:
        # A translation that fits the current English is not replaced without a question.
        return (
            Effect.STALE
            if slot.state in (TranslationState.MISSING, TranslationState.STALE)
            else Effect.CONFLICT
        )
    return Effect.CHANGED if here else Effect.NEW


def _same(entry: Entry, here: str) -> bool:
    return text_hash(as_written(entry.source, here)) == text_hash(entry.text)


def _checked(step: WordStep, language: str, rights: Rights, own: Sequence[Term]) -> WordStep:
    """The step, refused or with warnings if its words have problems."""
    if step.effect not in WRITES or step.slot is None:
        return step
    given: Any = step.slot.record
    if step.state is TranslationState.REVIEWED and language not in rights.reviews(
        given.district_key
    ):
        return replace(step, effect=Effect.REFUSED, said=(ONLY_REVIEWERS,), slot=None)
    entry = step.entry
    problems = given.problems(step.slot.field, language, entry.text, entry.source)
    problems += misused_for(entry.source, entry.text, language, own)
    if refused := tuple(each.message for each in problems if each.refuses):
        return replace(step, effect=Effect.REFUSED, said=refused, slot=None)
    return replace(step, said=tuple(each.message for each in problems))

"""Undoes an import, a few records at a time, as it was written."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from desk.exchange.keys import key_of, slots
from desk.exchange.parts import districts_of, in_parts, locked_import
from desk.models import Import, ImportEntry
from districts.access import Rights
from languages.freshness import Mark, text_hash
from languages.translating import Slot, translate
from opendata.record.recording import recording_once
from publishing.changes import Way, acting


def undo(
    word_import: Import, rights: Rights, *, by: AbstractBaseUser, at: datetime
) -> list[ImportEntry]:
    """Restore the earlier words; return the entries that could not be restored, with reasons.

    The import has to be begun; it is no longer gone on with. Words that were changed since are
    kept. What was interrupted is finished by doing it again.
    """
    _stop(word_import.pk, at)
    there = word_import.entries.filter(undone=False)
    changed = districts_of(word_import.entries.filter(undone=True), word_import.language)
    with acting(by, way=Way.UNDO), recording_once(changed):
        for part in in_parts(there, lambda entry: entry.context):
            _put_back(word_import.pk, part, rights)
    return list(there.all())


@transaction.atomic
def _stop(key: int, at: datetime) -> None:
    word_import = locked_import(key)
    word_import.upload, word_import.undone_at = b"", at
    word_import.save(update_fields=["upload", "undone_at"])


@transaction.atomic
def _put_back(key: int, part: Sequence[ImportEntry], rights: Rights) -> None:
    word_import = locked_import(key)
    entries = word_import.entries.filter(pk__in=[each.pk for each in part], undone=False)
    keys = {entry: key_of(entry.context) for entry in entries}
    found = slots((each for each in keys.values() if each), word_import.language, lock=True)
    for entry, place in keys.items():
        slot = found.get(place) if place else None
        entry.kept = _why_kept(entry, slot, rights)
        if slot and not entry.kept:
            _restore(entry, slot)
    ImportEntry.objects.bulk_update(keys, ["kept", "undone"])


def _why_kept(entry: ImportEntry, slot: Slot | None, rights: Rights) -> str:
    if slot is None:
        return "The text it translates no longer exists."
    if slot.language not in rights.translates(slot.record.district_key):
        return "You don’t have permission to translate into this language in this district."
    if slot.text != entry.after or slot.mark != entry.marks[1]:
        return "Someone has changed it since the import."
    return ""


def _restore(entry: ImportEntry, slot: Slot) -> None:
    mark = entry.marks[0] or Mark(text_hash(slot.source), text_hash(entry.before))
    what = (slot.record, slot.field, slot.language, entry.before, mark.translated_from)
    translate(*what, seen=text_hash(entry.after), reviewed=mark.reviewed)
    entry.undone = True

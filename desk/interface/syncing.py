"""Brings the texts of the interface in the database up to the catalogs of the release."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone, translation

from desk.finding.indexing import rebuild
from desk.interface.models import FIELD, InterfaceText, told
from languages.catalogs import Message, plural_forms, shipped
from languages.columns import word_column, words_in
from languages.counts import INTERFACE, add_counts
from languages.counts import Key as Counted
from languages.freshness import Mark, TranslationState, text_hash, unit_states
from languages.models import SourceText, Unit
from languages.registry import LANGUAGES, SOURCE
from languages.search_texts import SearchText, search_text

BATCH = 500
TRANSLATIONS = [code for code in LANGUAGES if code != SOURCE]
Catalogs = Mapping[str, Mapping[str, Message]]
"""`{language: {hash of a message: message}}`."""


class Synced(NamedTuple):
    """How many texts are new, changed and gone. `kept`: changed on the desk and by the release."""

    new: int
    changed: int
    gone: int
    kept: tuple[str, ...]


@transaction.atomic
def sync() -> Synced:
    """Take over what the catalogs have changed since the last time.

    What was written on the desk since then stays, even where the release has other words.
    """
    catalogs = {code: {each.hash: each for each in shipped(code)} for code in LANGUAGES}
    with translation.override(SOURCE):
        rows = InterfaceText.objects.order_by("pk").select_for_update(no_key=True)
        stored = {(row.key, row.form): row for row in rows}
        wanted = _wanted(catalogs)
        new = [_new(*each, catalogs) for key, each in wanted.items() if key not in stored]
        # What comes with the first release is nothing new to those who translate.
        _insert(new, timezone.now() if stored else None)
        changed, kept = 0, list[str]()
        for key in wanted.keys() & stored.keys():
            row = stored[key]
            changed += _follow(row, *wanted[key], catalogs, kept)
        # What tells where a message stands changes with every release, and nobody's work with it.
        InterfaceText.objects.bulk_update(stored.values(), ["position", "notes"], BATCH)
        gone = [row for key, row in stored.items() if key not in wanted and row.is_used]
        for row in gone:
            row.is_used = False
            row.save()
    return Synced(len(new), changed, len(gone), tuple(kept))


def _wanted(catalogs: Catalogs) -> dict[tuple[str, int], tuple[Message, int, int]]:
    """Each message, form and position that the release has, by hash and form."""
    most = max(map(plural_forms, LANGUAGES))
    return {
        (key, form): (message, form, position)
        for position, (key, message) in enumerate(catalogs[SOURCE].items())
        for form in range(most if message.key.plural else 1)
    }


def _new(message: Message, form: int, position: int, catalogs: Catalogs) -> InterfaceText:
    row = InterfaceText(key=message.hash, form=form)
    _describe(row, message, position)
    marks = {}
    for code in TRANSLATIONS:
        if shown := _shipped(catalogs[code].get(row.key), form, row.english):
            setattr(row, word_column(FIELD, code), shown.text)
            row.files[code] = told(shown.text, shown.state)
            marks[code] = shown.mark
    row.settle(told={FIELD: marks})
    return row


def _describe(row: InterfaceText, message: Message, position: int) -> bool:
    """Write what the English catalog says; whether that is new."""
    key = message.key
    english = message.translations[min(row.form, len(message.translations) - 1)]
    row.position, row.notes = position, message.notes
    values = {
        "context": key.context,
        "message": key.message,
        "plural": key.plural,
        "is_used": True,
        "text_en": english or message.sources[min(row.form, len(message.sources) - 1)],
    }
    differs = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return differs


class _Shipped(NamedTuple):
    text: str
    state: TranslationState
    mark: Mark


def _shipped(message: Message | None, form: int, english: str) -> _Shipped | None:
    """What a catalog makes of one form; None if it has nothing."""
    if message is None or form >= len(message.translations) or not message.translations[form]:
        return None
    text, state = message.translations[form], message.state
    made_from = message.before if state is TranslationState.STALE else english
    if state is TranslationState.MISSING:  # another form of it
        state = TranslationState.DRAFT
    mark = Mark(text_hash(made_from), text_hash(text), state is TranslationState.REVIEWED)
    return _Shipped(text, state, mark)


def _follow(
    row: InterfaceText,
    message: Message,
    form: int,
    position: int,
    catalogs: Catalogs,
    kept: list[str],
) -> bool:
    """Bring one row up to date; whether anything was new. `kept` gets what the desk keeps."""
    differs, marks = _describe(row, message, position), {}
    for code in TRANSLATIONS:
        shown = _shipped(catalogs[code].get(row.key), form, row.english)
        says = told(shown.text, shown.state) if shown else told("", TranslationState.MISSING)
        if row.files.get(code, told("", TranslationState.MISSING)) == says:
            continue
        was_written, differs = row.differs(code), True
        row.files[code] = says
        if was_written and row.differs(code):
            kept.append(f"{code}: {row}")
        elif not was_written:
            setattr(row, word_column(FIELD, code), shown.text if shown else "")
            if shown:
                marks[code] = shown.mark
    if differs:
        row.save(told={FIELD: marks})
    return differs


def _insert(rows: list[InterfaceText], added_at: datetime | None) -> None:
    """Write new rows with their units in few statements, as `save` would one by one."""
    InterfaceText.objects.bulk_create(rows, BATCH)
    kind = ContentType.objects.get_for_model(InterfaceText)
    units = [unit for row in rows for unit in _units(row, kind)]
    Unit.objects.bulk_create(units, BATCH)
    counts: Counter[Counted] = Counter(unit.counted_as for unit in units)
    add_counts(counts)
    rebuild(rows, added_at=added_at)
    SourceText.keep(text for row in rows if (text := words_in(row, FIELD, SOURCE)))
    found = [SearchText(content_type=kind, object_id=r.pk, text=search_text(r, ())) for r in rows]
    SearchText.objects.bulk_create(found, BATCH)


def _units(row: InterfaceText, kind: ContentType) -> Iterable[Unit]:
    for (field, language), found in unit_states(row.words, row.marks).items():
        yield Unit(
            content_type=kind,
            object_id=row.pk,
            field=field,
            language=language,
            district=INTERFACE,
            status=found.state,
            source_hash=found.source,
            translated_from=found.translated_from,
        )

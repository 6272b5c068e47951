"""Writes texts into a file that Poedit, Weblate, OmegaT, msgfmt and spreadsheets accept."""

import gettext
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any

import polib
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import translation

from desk.exchange import tables, xliff
from desk.exchange.keys import BATCH, Key, with_parents
from desk.exchange.opening import BINDING, binding
from desk.exchange.reading import ENTRY_LIMIT
from desk.exchange.rows import Form, Row
from desk.exchange.titles import title_of
from desk.queries import NEEDS_WORK
from districts.models import District, Document
from languages.freshness import TranslationState, text_hash
from languages.models import SourceText, Translated, Unit
from languages.querysets import in_language
from languages.registry import LANGUAGES, SOURCE
from languages.translating import Slot
from publishing.pages import public_url

HINT = "Import this file on the translators' desk. Leave the notes as they are."


class TooMuchError(ValueError):
    """One file would hold too much; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to export: which districts (None means all) and states, on this day.

    `base` comes before the addresses of pages, such as "https://example.org".
    """

    language: str
    districts: set[int] | None
    everything: bool
    day: date
    base: str = ""

    def units(self) -> list[Unit]:
        """The units in order of model and district. Raises TooMuchError."""
        units = Unit.objects.filter(language=self.language)
        if self.districts is not None:
            units = units.filter(district__in=self.districts)
        if not self.everything:
            units = units.filter(status__in=NEEDS_WORK)
        order = ("content_type", "district", "object_id", "id")
        found = list(units.order_by(*order)[: ENTRY_LIMIT + 1])
        if len(found) > ENTRY_LIMIT:
            raise TooMuchError(
                f"These are more than {ENTRY_LIMIT} texts. Export one district at a time."
            )
        return found


def rows(asked: Asked) -> list[Row]:
    """What an export holds. Raises TooMuchError."""
    units = asked.units()
    before = _sources_before(units)
    districts = {each.pk: each.short_name for each in in_language(District.objects.all(), SOURCE)}
    with translation.override(SOURCE):
        return [
            Row(
                key=str(Key(type(slot.record), slot.record.pk, slot.field)),
                source=_plain(slot.source),
                text=as_written(slot.source, slot.text),
                state=TranslationState(unit.status),
                before=_plain(before.get(unit.translated_from, "")),
                comments=_comments(asked, districts, unit, slot),
            )
            for unit, slot in _with_places(units, asked.language)
            if slot.source.strip()
        ]


def write(asked: Asked, form: Form = Form.PO) -> tuple[bytes, int]:
    """A file of this form, and its number of entries. Raises TooMuchError."""
    found, bound = rows(asked), binding(asked.language, asked.day)
    match form:
        case Form.XLIFF:
            return xliff.write(found, asked.language, bound, HINT), len(found)
        case Form.CSV:
            return tables.write(found, bound), len(found)
    return _catalog(asked, found), len(found)


def _catalog(asked: Asked, found: Iterable[Row]) -> bytes:
    file = polib.POFile(wrapwidth=0)
    file.header = HINT.replace("notes", "lines that begin with #.")
    file.metadata = _header(asked)
    file.extend(map(_entry, found))
    return str(file).encode()


def as_written(source: str, text: str) -> str:
    """A translation as a file holds it: msgfmt requires it to begin and end like `source`."""
    source, text = _plain(source), _plain(text).strip("\n")
    if not text.strip():
        return ""
    return "\n" * source.startswith("\n") + text + "\n" * source.endswith("\n")


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _header(asked: Asked) -> dict[str, str]:
    folder, code = settings.LOCALE_PATHS[0], asked.language
    forms = gettext.translation("django", folder, [LANGUAGES[code].locale]).info()
    day = f"{asked.day.isoformat()} 00:00+0000"
    return {
        "Project-Id-Version": "SRO Transition Tracker",
        "POT-Creation-Date": day,
        "PO-Revision-Date": day,
        "Last-Translator": "Unknown",
        "Language-Team": LANGUAGES[code].name,
        "Language": code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": forms["plural-forms"],
        BINDING: binding(code, asked.day),
    }


def _sources_before(units: Iterable[Unit]) -> dict[str, str]:
    """The English texts that stale translations were made from, by hash."""
    hashes = {unit.translated_from for unit in units if unit.status == TranslationState.STALE}
    return {each.hash: each.text for each in SourceText.objects.in_bulk(list(hashes)).values()}


def _with_places(units: list[Unit], language: str) -> Iterator[tuple[Unit, Slot]]:
    """The units whose records exist, with a few queries per model."""
    for kind, group in groupby(units, key=lambda unit: unit.content_type_id):
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        while batch := list(islice(group, BATCH)):
            records = _records(model, {unit.object_id for unit in batch}, language)
            for unit in batch:
                if record := records.get(unit.object_id):
                    yield unit, Slot(record, unit.field, language)


def _records(model: type[Translated], keys: set[int], language: str) -> dict[int, Any]:
    rows = with_parents(model, language, whole=True)
    if model is Document:
        rows = rows.prefetch_related("commitments")  # they decide on which page it is shown
    return rows.in_bulk(list(keys))


def _entry(row: Row) -> polib.POEntry:
    return polib.POEntry(
        msgctxt=row.key,
        msgid=row.source,
        msgstr=row.text,
        flags=["fuzzy"] if row.is_stale else [],
        previous_msgid=row.before if row.is_stale and row.before else None,
        comment="\n".join(row.comments),
    )


def _comments(asked: Asked, districts: dict[int, str], unit: Unit, slot: Slot) -> list[str]:
    """One line each for the translator; the last one is for the import."""
    record: Any = slot.record
    field = record._meta.get_field(slot.field)
    size = field.max_length
    return [
        " ".join(title_of(record, slot.field, districts).split()),
        *record.notes_for(slot.language),
        *([f"At most {size} characters"] if size else []),
        f"State: {unit.get_status_display().lower()}",
        asked.base + public_url(record, slot.field, slot.language),
        f"seen: {text_hash(slot.text)}",
    ]

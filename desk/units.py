"""One unit for its translator: its words, and everything that helps to translate them.

A unit is any text to translate, of a record or of the interface (`desk.interface.models`): whatever
has words is a `Translated`, and says itself what is wrong with a text (`problems`) and what has to
be known of it (`notes_for`). Units of the interface have `INTERFACE` in place of a district.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.urls import reverse

from desk.queries import units_of
from desk.rows import UnitRow, rows
from districts.access import Rights
from feedback.remarks.queries import remarks_on
from languages.differences import Piece, differences
from languages.freshness import TranslationState, text_hash
from languages.models import SourceText, Unit
from languages.querysets import locked
from languages.registry import LANGUAGES, Language
from languages.translating import Slot
from publishing.pages import public_url


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit that the user may change, with its record fully loaded."""

    rights: Rights
    unit: Unit
    slot: Slot

    @property
    def language(self) -> Language:
        """The language to translate into."""
        return LANGUAGES[self.slot.language]

    @property
    def row(self) -> UnitRow:
        """The unit with its words."""
        return UnitRow(self.unit, self.slot.record)

    @property
    def state(self) -> TranslationState:
        """The current state of the translation."""
        return self.slot.state

    @property
    def source_hash(self) -> str:
        """The hash of the current English."""
        return text_hash(self.slot.source)

    @property
    def seen(self) -> str:
        """The hash of the current translation."""
        return text_hash(self.slot.text)

    @property
    def may_review(self) -> bool:
        """Whether the user may mark this translation as reviewed."""
        return self.slot.language in self.rights.reviews(self.unit.district)

    @property
    def suggests(self) -> bool:
        """Whether the user may only suggest another text, since this one is reviewed."""
        return self.state is TranslationState.REVIEWED and not self.may_review

    @property
    def changes(self) -> list[Piece]:
        """How the English has changed since a stale translation was made; empty if not known."""
        mark = self.slot.mark
        return (
            self.changes_since(mark.translated_from)
            if mark and self.state is TranslationState.STALE
            else []
        )

    def changes_since(self, source_hash: str) -> list[Piece]:
        """How the English differs from the text with this hash; empty if that text is not known."""
        before = SourceText.objects.filter(pk=source_hash).first()
        return differences(before.text, self.slot.source) if before else []

    @property
    def public_url(self) -> str:
        """The address of the public page that shows the field, in the language."""
        return public_url(self.slot.record, self.slot.field, self.slot.language)

    @property
    def admin_address(self) -> str:
        """The address of the record in the admin, "" where it has none."""
        meta = self.slot.record._meta
        if not admin.site.is_registered(meta.model):
            return ""
        return reverse(
            f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.unit.object_id]
        )

    @property
    def remarks(self) -> list[str]:
        """What has to be known of the words beside the English."""
        found: list[str] = self.slot.record.notes_for(self.slot.language)
        return found

    @property
    def from_families(self) -> list[str]:
        """What families say is wrong with the translation."""
        slot = self.slot
        found = remarks_on(slot.record, slot.field, slot.language)
        return list(found.values_list("text", flat=True))

    @property
    def siblings(self) -> list[UnitRow]:
        """All fields of the same record in the same language, in their order."""
        order = list(self.slot.record.words)
        units = self.slot.record.units.filter(language=self.slot.language)
        found = [UnitRow(unit, self.slot.record) for unit in units]
        return sorted(found, key=lambda row: order.index(row.unit.field))

    @property
    def beside(self) -> list[UnitRow]:
        """The same field of the previous and the next record of this model in the district."""
        alike = Unit.objects.filter(
            content_type=self.unit.content_type_id,
            field=self.unit.field,
            language=self.unit.language,
            district=self.unit.district,
        )
        before = alike.filter(object_id__lt=self.unit.object_id).order_by("-object_id")[:1]
        after = alike.filter(object_id__gt=self.unit.object_id).order_by("object_id")[:1]
        return rows([*before, *after])


def open_unit(rights: Rights, language: Language, key: int, *, lock: bool = False) -> UnitPage:
    """The page of a unit; raises Http404 if the user may not change it.

    `lock`: until the end of the transaction, nobody else can change its record.
    """
    unit = units_of(rights, language.code).filter(pk=key).first()
    page = _opened(rights, unit, lock=lock) if unit else None
    if page is None:
        raise Http404
    return page


def open_units(rights: Rights, language: Language, keys: Iterable[int]) -> dict[int, UnitPage]:
    """The pages of those units that the user may change, by key, with their records locked.

    These are locked in the order of `desk.exchange.keys.slots`, so that nobody deadlocks.
    """
    units = units_of(rights, language.code).filter(pk__in=keys)
    pages = ((unit.pk, _opened(rights, unit, lock=True)) for unit in sorted(units, key=_in_order))
    return {key: page for key, page in pages if page}


def _in_order(unit: Unit) -> tuple[str, str, int, int]:
    kind = ContentType.objects.get_for_id(unit.content_type_id)
    return kind.app_label, kind.model, unit.object_id, unit.pk


def _opened(rights: Rights, unit: Unit, *, lock: bool) -> UnitPage | None:
    record: Any = unit.record
    if record is not None and lock:
        record = locked(record)
    return record and UnitPage(rights, unit, Slot(record, unit.field, unit.language))

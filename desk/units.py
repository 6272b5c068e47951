"""One unit as a translator sees it: its words, and all that helps to find the right ones."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from desk.differences import Piece, differences
from desk.glossary import Term, terms_in
from desk.places import public_address
from desk.queue import units_of
from desk.rows import Row, rows
from districts.access import Rights
from languages.catalogues import messages_of
from languages.freshness import State, text_hash
from languages.models import SourceText, Unit
from languages.registry import LANGUAGES, Language
from languages.translating import Place
from publishing.models import Publishable

MEMORY = 10  # other translations of the same words


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit that the user may change, its record loaded whole."""

    rights: Rights
    unit: Unit
    place: Place

    @property
    def language(self) -> Language:
        return LANGUAGES[self.place.language]

    @property
    def row(self) -> Row:
        return Row(self.unit, self.place.record)

    @property
    def state(self) -> State:
        return self.place.state

    @property
    def source_hash(self) -> str:
        return text_hash(self.place.source)

    @property
    def seen(self) -> str:
        return text_hash(self.place.text)

    @property
    def may_review(self) -> bool:
        return self.place.language in self.rights.reviews(self.unit.district)

    @property
    def changes(self) -> list[Piece]:
        """What the English has become since a stale translation was made, where that is known."""
        mark = self.place.mark
        return self.changes_since(mark.of) if mark and self.state is State.STALE else []

    def changes_since(self, of: str) -> list[Piece]:
        """What the English has become since it had the hash `of`, where that text is known."""
        before = SourceText.objects.filter(pk=of).first()
        return differences(before.text, self.place.source) if before else []

    @property
    def public_address(self) -> str:
        return public_address(self.place.record, self.place.field, self.place.language)

    @property
    def admin_address(self) -> str:
        meta = self.place.record._meta
        return reverse(
            f"admin:{meta.app_label}_{meta.model_name}_change", args=[self.unit.object_id]
        )

    @property
    def terms(self) -> list[Term]:
        return terms_in(self.place.source, self.place.language)

    @property
    def siblings(self) -> list[Row]:
        """The fields of the same record in the same language, in the order of the record."""
        order = list(self.place.record.words)
        units = self.place.record.units.filter(language=self.place.language)
        found = [Row(unit, self.place.record) for unit in units]
        return sorted(found, key=lambda row: order.index(row.unit.field))

    @property
    def beside(self) -> list[Row]:
        """The same field of the records of this kind before and after, in the same district."""
        alike = Unit.objects.filter(
            content_type=self.unit.content_type_id,
            field=self.unit.field,
            language=self.unit.language,
            district=self.unit.district,
        )
        before = alike.filter(object_id__lt=self.unit.object_id).order_by("-object_id")[:1]
        after = alike.filter(object_id__gt=self.unit.object_id).order_by("object_id")[:1]
        return rows([*before, *after])

    @property
    def memory(self) -> list[str]:
        """What the same words became elsewhere, reviewed ones first, each once."""
        found = [row.text for row in rows(self._others())]
        found += [
            message.translations[0]
            for message in messages_of(self.place.language)
            if message.state in _USABLE and message.sources == (self.place.source,)
        ]
        return [text for text in dict.fromkeys(found) if text != self.place.text][:MEMORY]

    def _others(self) -> list[Unit]:
        """Units of the same English with a translation of it that the user may read."""
        same = Unit.objects.filter(
            source_hash=self.source_hash, language=self.place.language, status__in=_USABLE
        ).exclude(pk=self.unit.pk)
        own = units_of(self.rights, self.place.language).filter(pk__in=same)
        kinds = same.order_by().values_list("content_type", flat=True).distinct()
        found = [*own.order_by("-status", "id")[:MEMORY]]
        for kind in kinds if len(found) < MEMORY else ():
            found += _public(same.exclude(pk__in=own), kind)[:MEMORY]
        return sorted(found, key=lambda unit: unit.status != State.REVIEWED)


_USABLE = (State.DRAFT, State.REVIEWED)


def open_unit(rights: Rights, language: Language, key: int) -> UnitPage:
    """The page of a unit; Http404 where it is not one that the user may change."""
    unit = units_of(rights, language.code).filter(pk=key).first()
    record: Any = unit and unit.record
    if unit is None or record is None:
        raise Http404
    return UnitPage(rights, unit, Place(record, unit.field, language.code))


def _public(units: QuerySet[Unit], kind: int) -> QuerySet[Unit]:
    """Those of `units` whose records are of this kind and public."""
    model: Any = ContentType.objects.get_for_id(kind).model_class()
    if not issubclass(model, Publishable):
        return units.none()
    public = model._default_manager.public().values("pk")
    return units.filter(content_type=kind, object_id__in=public)

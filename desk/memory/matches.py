"""How texts like the one to translate are translated, as far as the user may read that."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from desk.memory.sources import Source, alike
from desk.rows import UnitRow, rows
from desk.units import UnitPage
from languages.differences import Piece, differences
from languages.freshness import TranslationState
from languages.models import Unit

SHOWN = 6  # matches of one text
EACH = 2  # different translations of one English text
READ = 500  # units that are looked at


@dataclass(frozen=True, slots=True)
class Match:
    """A translation of an English text that is like `wanted`."""

    wanted: str
    source: Source
    row: UnitRow

    @property
    def pieces(self) -> list[Piece]:
        """How its English has to change to become the one that is wanted; empty if it is that."""
        return [] if self.source.likeness == 100 else differences(self.source.text, self.wanted)

    @property
    def is_reviewed(self) -> bool:
        """Whether a reviewer has read the translation."""
        return bool(self.row.unit.status == TranslationState.REVIEWED)


def matches_of(page: UnitPage) -> list[Match]:
    """The best matches, most alike first, then reviewed ones; each translation once."""
    sources = {each.hash: each for each in alike(page.slot.source)}
    found: list[Match] = []
    texts = {page.slot.text}
    times: Counter[str] = Counter()
    units = _readable(page, list(sources))
    units.sort(key=lambda unit: (-sources[unit.translated_from].likeness, _rank(unit)))
    for row in rows(units):
        source = sources[row.unit.translated_from]
        if row.text in texts or times[source.hash] == EACH:
            continue
        texts.add(row.text)
        times[source.hash] += 1
        found.append(Match(page.slot.source, source, row))
    return found[:SHOWN]


def _rank(unit: Unit) -> tuple[bool, int]:
    return unit.status != TranslationState.REVIEWED, unit.pk


def _readable(page: UnitPage, hashes: list[str]) -> list[Unit]:
    """Units with translations made from these texts, of one's own districts or public."""
    own = page.rights.translates_in(page.slot.language)
    units = Unit.objects.filter(language=page.slot.language, translated_from__in=hashes)
    listed = list(units.exclude(pk=page.unit.pk).order_by("-status", "pk")[:READ])
    if own is None:
        return listed
    public = set(_public([unit for unit in listed if unit.district not in own]))
    return [unit for unit in listed if unit.district in own or unit.pk in public]


def _public(units: list[Unit]) -> Iterator[int]:
    """The keys of the units whose records are public."""
    by_kind: dict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        by_kind[unit.content_type_id].append(unit)
    for kind, found in by_kind.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        rows = model._default_manager.public(timezone.now())
        keys = set(
            rows.filter(pk__in=[each.object_id for each in found]).values_list("pk", flat=True)
        )
        yield from (unit.pk for unit in found if unit.object_id in keys)

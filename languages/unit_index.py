"""Keeps the index of translations and their numbers as records change."""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField

from languages.counts import Key, add_counts
from languages.freshness import unit_states
from languages.models import UNIQUE, VALUES, Days, SourceText, Translated, Unit
from languages.prepared import Given, Prepared
from languages.querysets import locked
from languages.registry import SOURCE

INTEGER = BigIntegerField()


class UnitIndex:
    """Brings the units of one fully loaded record up to date, for its district and its days."""

    def __init__(self, record: Translated, district: int, days: Days) -> None:
        self.record = record
        self.common = {
            "district": district,
            "first_day": days[0],
            "last_day": days[1],
            "comes_first": record.comes_first,
        }

    def write(self, *, fresh: bool = False) -> None:
        """Write the units that differ; `fresh` skips the query for old ones of a new record."""
        # Locked, so that what is counted out is what another transaction has counted in.
        found = [] if fresh else _units_of(self.record)
        units = {(unit.field, unit.language): unit for unit in found}
        written = []
        counts: Counter[Key] = Counter()
        for key, values in self._values().items():
            unit = units.pop(key, None)
            if unit is None or any(getattr(unit, name) != values[name] for name in values):
                written.append(self._unit(key, values))
                counts.subtract([unit.counted_as] if unit else [])
        # Much faster than `bulk_update`, which compiles an expression for each value of each unit.
        Unit.objects.bulk_create(
            written, update_conflicts=True, unique_fields=UNIQUE, update_fields=VALUES
        )
        if units:
            Unit.objects.filter(pk__in=[unit.pk for unit in units.values()]).delete()
            counts.subtract(unit.counted_as for unit in units.values())
        counts.update(unit.counted_as for unit in written)
        add_counts(counts)
        self._keep_sources(written)

    def _values(self) -> dict[tuple[str, str], dict[str, Any]]:
        states = unit_states(self.record.words, self.record.marks)
        return {
            key: {
                **self.common,
                "status": unit_state.state,
                "source_hash": unit_state.source,
                "translated_from": unit_state.translated_from,
            }
            for key, unit_state in states.items()
        }

    def _unit(self, key: tuple[str, str], values: dict[str, Any]) -> Unit:
        kind = ContentType.objects.get_for_model(self.record)
        field, language = key
        return Unit(
            content_type=kind, object_id=self.record.pk, field=field, language=language, **values
        )

    def _keep_sources(self, units: list[Unit]) -> None:
        """Keep each English text, so that translators can later see how it has changed."""
        words = self.record.words
        SourceText.keep(words[unit.field][SOURCE] for unit in units)


def _units_of(record: Translated) -> list[Unit]:
    kind = ContentType.objects.get_for_model(record)
    return _units().run({"kind": kind.pk, "record": record.pk})


@cache
def _units() -> Prepared:
    """The query for the units of a record, which are locked."""
    own = {"content_type": Given("kind", INTEGER), "object_id": Given("record", INTEGER)}
    return Prepared(Unit.objects.filter(**own).order_by("pk").select_for_update(no_key=True))


def count_out(record: Translated) -> None:
    """Take the units of a record that is about to be deleted out of the numbers of units."""
    locked(record)
    gone: Counter[Key] = Counter()
    gone.subtract(unit.counted_as for unit in record.units.all())
    add_counts(gone)


def write_days(days: Mapping[Translated, Days]) -> None:
    """Write new first and last days into the units of these records, all of one model."""
    if not days:
        return
    kind = ContentType.objects.get_for_model(next(iter(days)))
    units = Unit.objects.filter(content_type=kind, object_id__in=[record.pk for record in days])
    known = {record.pk: (first, last) for record, (first, last) in days.items()}
    moved: dict[Days, list[int]] = {}
    for unit in units:
        if (unit.first_day, unit.last_day) != known[unit.object_id]:
            moved.setdefault(known[unit.object_id], []).append(unit.pk)
    for (first, last), keys in moved.items():
        Unit.objects.filter(pk__in=keys).update(first_day=first, last_day=last)

"""Which changes a subscription is told of, and which of them cannot wait. Pure."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from opendata.changes.for_families import Change, What, hours_of

SOON = timedelta(days=3)
# Somebody would go to the wrong place, or at the wrong time.
_URGENT = frozenset({What.CANCELED, What.POSTPONED, What.MOVED, What.PLACE, What.GONE})
_SAID = ("status", "starts_at", "ends_at", "place", "address", "postponed_to")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody wants to be told of; `schools` are ids, none for all."""

    changes: bool = True
    meetings: bool = True
    schools: frozenset[str] = frozenset()

    def include(self, change: Change) -> bool:
        """Whether the change is told. What names no school is about the whole district."""
        kind = self.meetings if is_of_meeting(change) else self.changes
        return kind and self.concern(_schools_of(change))

    def concern(self, schools: Collection[str]) -> bool:
        """Whether what is about these schools, or about the whole district, is told."""
        return not self.schools or not schools or not self.schools.isdisjoint(schools)


def is_of_meeting(change: Change) -> bool:
    """Whether it tells of a meeting."""
    return bool(change.record["type"] == "meeting")


def is_urgent(change: Change, at: datetime) -> bool:
    """Whether a meeting that was, or is now, within three days is not held as it was announced."""
    if not is_of_meeting(change) or change.what not in _URGENT:
        return False
    if change.what is What.PLACE and not change.was:
        return False  # it was not known before
    times = [hours_of(change.record)[0]]
    if change.what is What.MOVED:
        times.append(change.was[0])
    return any(at < datetime.fromisoformat(time) <= at + SOON for time in times)


def marks(changes: Iterable[Change]) -> dict[str, str]:
    """What these say of their meetings, by the key of the change."""
    return {change.key: _mark(change) for change in changes}


def not_told(changes: Iterable[Change], told: Mapping[str, str]) -> list[Change]:
    """Those that were not told early, as `marks` notes it, or say something else by now."""
    return [each for each in changes if each.key not in told or told[each.key] != _mark(each)]


def _mark(change: Change) -> str:
    facts = {name: change.record["facts"].get(name) for name in _SAID}
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def _schools_of(change: Change) -> Collection[str]:
    """The ids of the schools that a change names; none if it is about the whole district."""
    record = change.record
    if record["type"] == "school":
        return [record["id"]]
    if record["type"] == "school_decision" and "applies_to" not in record["words"]:
        return [record["parent"]]
    schools: Collection[str] = record["facts"].get("schools") or ()
    return schools

"""The heads of chains as pages show them, for readers to write down and compare later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from districts.models import District
from opendata.models import Entry
from opendata.queries import heads, latest_of

DIGITS = 16  # of a hash: few enough to copy by hand, too many to be found again by trying


@dataclass(frozen=True, slots=True)
class Head:
    """The latest entry of a district: its number, its day there, and the beginning of its hash."""

    district: District
    number: int
    day: date
    code: str


def head_of(district: District) -> Head | None:
    """The head of the chain of a district, in one query; None if there is no entry yet."""
    entry = heads(district).last()
    return _head(district, entry) if entry else None


def heads_of(districts: Iterable[District]) -> list[Head]:
    """Those of several districts, in their order, in one query."""
    wanted = list(districts)
    entries = latest_of(each.uuid for each in wanted)
    return [_head(each, entries[each.uuid]) for each in wanted if each.uuid in entries]


def _head(district: District, entry: Entry) -> Head:
    return Head(district, entry.number, district.today(entry.recorded_at), entry.hash[:DIGITS])

"""What needs somebody on the staff, by district; the home of the admin lists it.

An app that knows of something registers a function with `finds_needs` in its module `needs`, which
is imported when the site starts. Each function asks a fixed number of queries, reads at most
`LOOKED` rows in the order of an index, and yields the most urgent first: `FOUND` of them are put
into words. So among 10,000 districts it costs as much as among fifty.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from itertools import islice
from typing import Any

from languages.clock import day_of

LOOKED = 1000  # rows that one query looks at; those that come later in its order are not found
FOUND = 50  # needs of one kind that are put into words
NAMED = 5  # records that are linked one by one; the rest are counted


class Urgency(IntEnum):
    """Which needs are listed first."""

    MEETING = 0
    OUTCOME = 1
    AGE = 2
    WAITING = 3
    WORDS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom something is looked for: `districts` are keys of those that the user edits.

    None means all of them. `only` is the key of the one district that the user has chosen.
    """

    user: Any
    districts: Collection[int] | None
    now: datetime
    only: int | None = None

    @property
    def day(self) -> date:
        """The date where each day ends last, so that a time before it is over everywhere."""
        return day_of(self.now)


@dataclass(frozen=True, slots=True)
class Item:
    """A record or a list that a need is about; `day` is the last day of its time, if it has one."""

    said: str
    address: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """Sends `fields` to `address` by POST, with the token of a form."""

    said: str
    address: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Need:
    """A sentence about one district, with what it is about; None stands for the user's languages.

    `rank` orders needs of one urgency, lowest first. `is_open`: the times of its items have passed,
    and nobody has said what happened. The page links as many items as `shown` says.
    """

    district: int | None
    urgency: Urgency
    rank: int
    said: str
    items: tuple[Item, ...] = ()
    button: Button | None = None
    is_open: bool = False
    shown: int = NAMED

    @property
    def linked(self) -> tuple[Item, ...]:
        """The items that the page names."""
        return self.items[: self.shown]

    @property
    def more(self) -> int:
        """How many further items there are."""
        return len(self.items) - len(self.linked)


Finder = Callable[[Asked], Iterable[Need]]
_finders: list[Finder] = []


def finds_needs(finder: Finder) -> Finder:
    """Ask `finder` for needs, the most urgent first, whenever somebody opens the home."""
    _finders.append(finder)
    return finder


@dataclass
class DistrictNeeds:
    """What one district needs, the most urgent first; `key` is None for the user's languages."""

    key: int | None
    needs: list[Need] = field(default_factory=list)

    @property
    def rank(self) -> tuple[int, int]:
        """Its place among districts: that of its most urgent need."""
        return self.needs[0].urgency, self.needs[0].rank


def needs_by_district(asked: Asked) -> list[DistrictNeeds]:
    """All that is found, the districts with the most urgent needs first."""
    found: dict[int | None, DistrictNeeds] = {}
    needs = [need for finder in _finders for need in islice(finder(asked), FOUND)]
    for need in sorted(needs, key=lambda each: (each.urgency, each.rank)):
        found.setdefault(need.district, DistrictNeeds(need.district)).needs.append(need)
    return sorted(found.values(), key=lambda each: each.rank)

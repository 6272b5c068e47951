"""What the desk loads: what to translate, most urgent first, and how much of it there is."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import attrgetter, or_
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    IntegerChoices,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)

from districts.access import Rights
from districts.models import District
from languages.counts import INTERFACE, counts_by_language
from languages.freshness import TranslationState
from languages.models import Unit
from languages.querysets import in_language
from languages.registry import SOURCE

CHOICES = 50  # districts in a menu
COUNTED = 1000  # of the texts that a search finds
LOOKED = 500  # texts of one urgency and state that are searched for words that very many have
KEY = re.compile("[0-9]{1,18}")
_PLACE = re.compile(f"({KEY.pattern})(?:-({'|'.join(TranslationState)}))?")
NEEDS_WORK = (TranslationState.MISSING, TranslationState.STALE, TranslationState.DRAFT)


class Urgency(IntegerChoices):
    """What families will read next comes first."""

    MEETING = 0, "Meetings today and later"
    CURRENT = 1, "Current"
    COMING = 2, "Coming up"
    UNDATED = 3, "Without a date"
    PAST = 4, "Past"
    INTERFACE = 5, "Interface"


# Within one urgency and state: the nearest day first; fields of a record stay together. The index
# of units has this order.
NEAREST = ("until", "content_type_id", "object_id", "id")
LATEST = ("-until", "-content_type_id", "-object_id", "-id")


def units_of(rights: Rights, language: str) -> QuerySet[Unit]:
    """The units of a language that the user may change."""
    own = rights.translates_in(language)
    units = Unit.objects.filter(language=language)
    return units if own is None else units.filter(district__in=own)


def _ranges(day: date) -> Iterator[tuple[Urgency, list[Q], tuple[str, ...]]]:
    """Each urgency on a day: the ranges of the index where it is found, and its order."""
    first, others = Q(comes_first=True), Q(comes_first=False)
    ahead, over = Q(until__gte=day), Q(until__lt=day)
    begun = Q(first_day=None) | Q(first_day__lte=day)
    yield Urgency.MEETING, [first & ahead], NEAREST
    yield Urgency.CURRENT, [others & ahead & begun], NEAREST
    yield Urgency.COMING, [others & ahead & Q(first_day__gt=day)], NEAREST
    undated = Q(until=None) & ~Q(district=INTERFACE)
    yield Urgency.UNDATED, [each & undated for each in (first, others)], NEAREST
    yield Urgency.PAST, [each & over for each in (first, others)], LATEST
    yield Urgency.INTERFACE, [others & Q(until=None, district=INTERFACE)], NEAREST


class QueuePlace(NamedTuple):
    """A place in a queue: that of a unit, which had this state when the user came to it."""

    unit: Unit
    state: TranslationState

    def __str__(self) -> str:
        return f"{self.unit.pk}-{self.state}"


def place_of(unit: Unit) -> QueuePlace:
    """The place of a unit in the state that it has."""
    return QueuePlace(unit, TranslationState(unit.status))


def place_in(text: str) -> QueuePlace | None:
    """The place that `str` of it has said; None if it says none, or its unit is gone."""
    found = _PLACE.fullmatch(text)
    unit = Unit.objects.filter(pk=found[1]).first() if found else None
    return QueuePlace(unit, TranslationState(found[2] or unit.status)) if found and unit else None


@dataclass(frozen=True, slots=True)
class Queue:
    """The units of a language that match a filter, as of a day.

    In each urgency, first all of the first of the `states`, and so on. None is what is to be done:
    what is missing, what is stale, and drafts where the user may review them. `kind` is that of
    their records. `without` is the key of a district that is left out; `where` limits the units
    further. `is_common`: so many match that only the first `LOOKED` of each part of the order are
    asked whether they do.
    """

    rights: Rights
    language: str
    day: date
    states: tuple[TranslationState, ...] | None = None
    district: int | None = None
    kind: ContentType | None = None
    without: int | None = None
    where: Q = field(default_factory=Q)
    is_common: bool = False

    def first(self, count: int, after: QueuePlace | None = None) -> list[Unit]:
        """The most urgent that match, each with its `urgency`; those after `after` if given.

        `after` has its place in the order even if it no longer matches.
        """
        start = _urgency_of(after.unit, self.day) if after else None
        found: list[Unit] = []
        for urgency, ranges, order in _ranges(self.day):
            if start is not None and urgency < start:
                continue
            here = after if urgency == start else None
            for units, beyond in self._parts(order, here):
                parts = [self._matching(units.filter(each & beyond), order) for each in ranges]
                rows: list[Any] = [each.annotate(urgency=Value(urgency.value)) for each in parts]
                found += _first(rows, order, count - len(found))
        return found

    def after(self, place: QueuePlace) -> Unit | None:
        """The unit after a place, even if the unit there no longer matches; None at the end."""
        return next(iter(self.first(1, place)), None)

    def lists(self, place: QueuePlace) -> bool:
        """Whether units of its district are listed in the state of a place."""
        if place.state not in self._states:
            return False
        own = self._districts(place.state)
        return own is None or place.unit.district in own

    @property
    def looked(self) -> int:
        """How many units of each part of the order are looked at; 0 if all of them are."""
        return LOOKED if self.is_common else 0

    @property
    def count(self) -> int:
        """How many match; of those that are searched, `COUNTED` at most."""
        if not self.kind and not self.where:
            return sum(self._number(state) for state in self._states)
        found = 0
        for _, units in [] if self.is_common else self._by_state():
            found += units.order_by()[: COUNTED - found].count() if found < COUNTED else 0
        return COUNTED if self.is_common else found

    def _number(self, state: TranslationState) -> int:
        own, left_out = self._districts(state), self.without
        if left_out is None or (own is not None and left_out not in own):
            return counts_by_language(own)[self.language][state]
        counted = (counts_by_language(each)[self.language][state] for each in (own, [left_out]))
        return next(counted) - next(counted)

    @property
    def own_districts(self) -> set[int] | None:
        """Keys of the districts, of those that are chosen, whose words the user may change; None
        means all of them."""
        return self._chosen(self.rights.translates_in(self.language))

    @property
    def _states(self) -> tuple[TranslationState, ...]:
        return NEEDS_WORK if self.states is None else self.states

    def _districts(self, state: TranslationState) -> set[int] | None:
        """Keys of the districts whose units in this state are listed; None means all."""
        rights, language = self.rights, self.language
        waits = self.states is None and state == TranslationState.DRAFT
        own = rights.reviews_in(language) if waits else rights.translates_in(language)
        return self._chosen(own)

    def _chosen(self, own: set[int] | None) -> set[int] | None:
        if self.district is None:
            return own
        return {self.district} if own is None else own & {self.district}

    def _by_state(self) -> Iterator[tuple[TranslationState, QuerySet[Unit]]]:
        """The units of each state, of all urgencies."""
        where = Q() if self.is_common else self.where
        units = Unit.objects.filter(where, language=self.language)
        if self.kind:
            units = units.filter(content_type=self.kind)
        if self.without is not None:
            units = units.exclude(district=self.without)
        for state in self._states:
            own = self._districts(state)
            listed = units if own is None else units.filter(district__in=own)
            yield state, listed.filter(status=state)

    def _matching(self, units: QuerySet[Unit], order: tuple[str, ...]) -> QuerySet[Unit]:
        """Those of the units that match, where that has not been asked of them yet."""
        if not self.is_common:
            return units
        return Unit.objects.filter(self.where, pk__in=units.order_by(*order).values("pk")[:LOOKED])

    def _parts(
        self, order: tuple[str, ...], after: QueuePlace | None
    ) -> Iterator[tuple[QuerySet[Unit], Q]]:
        """The units of each state that is not over at a place, and which of them come after it."""
        listed = after and self.lists(after)
        for state, units in self._by_state():
            if after and listed and state != after.state:
                continue
            # What is done, and so listed no longer, is where it was among the first state.
            yield units, _beyond(after.unit, order) if after else Q()
            after = None


def _first(parts: list[QuerySet[Unit]], order: tuple[str, ...], count: int) -> list[Unit]:
    """The first units of several ranges of the index, each of which is in this order."""
    found = [unit for units in parts for unit in units.order_by(*order)[:count]] if count else []
    return (_sorted(found, order) if len(parts) > 1 else found)[:count]


def _sorted(units: list[Unit], order: tuple[str, ...]) -> list[Unit]:
    for name in reversed(order):
        column = name.lstrip("-")
        if column != "until" or (units and units[0].until):
            units = sorted(units, key=attrgetter(column), reverse=column != name)
    return units


def _urgency_of(unit: Unit, day: date) -> int | None:
    """Where the order goes on after a unit; None, which is at the beginning, if it is gone."""
    whens = [When(reduce(or_, ranges), then=urgency.value) for urgency, ranges, _ in _ranges(day)]
    found = Unit.objects.filter(pk=unit.pk).values_list(Case(*whens, output_field=IntegerField()))
    return next((urgency for (urgency,) in found), None)


def _beyond(unit: Unit, order: tuple[str, ...]) -> Q:
    """What comes after a unit in an order. The first condition bounds the range of the index."""
    columns = [(name.lstrip("-"), "lt" if name.startswith("-") else "gt") for name in order]
    if unit.until is None:
        columns = columns[1:]
    found: Q | None = None
    for name, beyond in reversed(columns):
        known = getattr(unit, name)
        after = Q(**{f"{name}__{beyond}": known})
        found = after | Q(Q(**{name: known}) & found) if found else after
    name, beyond = columns[0]
    return Q(**{f"{name}__{beyond}e": getattr(unit, name)}) & (found or Q())


def districts_among(keys: Collection[int] | None) -> QuerySet[District]:
    """The districts with these primary keys, None meaning all, with their English words."""
    return in_language(District.objects.in_districts(keys), SOURCE)


def district_choices(rights: Rights, language: str, asked: str) -> list[tuple[int, str]]:
    """Keys and names of districts where the user may change words of a language, to choose from.

    Where there are more than `CHOICES`, only the one that is `asked` for by its key.
    """
    found = districts_among(rights.translates_in(language)).order_by()
    names = found.values_list("pk", "short_name")
    listed = list(names[: CHOICES + 1])  # sorted here: the database would sort all of them first
    if len(listed) <= CHOICES:
        return sorted(listed, key=lambda each: (each[1], each[0]))
    return list(names.filter(pk=asked)) if KEY.fullmatch(asked) else []


def district_names(units: Iterable[Unit]) -> dict[int, str]:
    """The names of the districts of these units, by key."""
    keys = {unit.district for unit in units if unit.district is not None}
    return dict(districts_among(keys).values_list("pk", "short_name"))

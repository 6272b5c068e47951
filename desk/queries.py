"""What the desk loads: what to translate, most urgent first, and how much of it there is."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import attrgetter, or_

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, IntegerChoices, IntegerField, Q, QuerySet, Value, When

from districts.access import Rights
from districts.models import District
from languages.counts import counts_by_language
from languages.freshness import TranslationState
from languages.models import Translated, Unit
from languages.querysets import in_language
from languages.registry import SOURCE
from languages.search_texts import having

CHOICES = 50  # districts in a menu
KEY = re.compile("[0-9]{1,18}")
NEEDS_WORK = (TranslationState.STALE, TranslationState.MISSING, TranslationState.DRAFT)


class Urgency(IntegerChoices):
    """What families will read next comes first."""

    MEETING = 0, "Meetings today and later"
    CURRENT = 1, "Current"
    COMING = 2, "Coming up"
    UNDATED = 3, "Without a date"
    PAST = 4, "Past"


# Within one urgency: the nearest day first, then stale, missing, drafts; fields of a record stay
# together. The index of units has this order, but for the state.
NEAREST = ("until", "-status", "content_type_id", "object_id", "id")
LATEST = ("-until", "-status", "-content_type_id", "-object_id", "-id")


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
    yield Urgency.UNDATED, [each & Q(until=None) for each in (first, others)], NEAREST
    yield Urgency.PAST, [each & over for each in (first, others)], LATEST


@dataclass(frozen=True, slots=True)
class Queue:
    """The units of a language that match a filter, as of a day.

    `words`, folded, have to be in the texts of their record, whichever of them it is.
    """

    rights: Rights
    language: str
    day: date
    states: tuple[TranslationState, ...] = NEEDS_WORK
    district: int | None = None
    words: tuple[str, ...] = ()

    def first(self, count: int, after: Unit | None = None) -> list[Unit]:
        """The most urgent that match, each with its `urgency`; those after `after` if given.

        `after` has its place in the order even if it no longer matches.
        """
        place = _urgency_of(after, self.day) if after else None
        found: list[Unit] = []
        for urgency, ranges, order in _ranges(self.day):
            if len(found) == count or (place is not None and urgency < place):
                continue
            beyond = _beyond(after, order) if after and urgency == place else Q()
            where = [each & beyond for each in ranges]
            found += self._range(urgency, where, order, count - len(found))
        return found

    def after(self, unit: Unit) -> Unit | None:
        """The unit after `unit` in the order, even if `unit` itself no longer matches; or None."""
        return next(iter(self.first(1, unit)), None)

    @property
    def count(self) -> int:
        """How many match."""
        if self.words:
            return self._units.filter(status__in=self.states).count()
        own = self.rights.translates_in(self.language)
        if self.district is not None:
            own = {self.district} if own is None else own & {self.district}
        counts = counts_by_language(own)[self.language]
        return sum(counts[state] for state in self.states)

    @property
    def _units(self) -> QuerySet[Unit]:
        """Those of all states and urgencies."""
        units = units_of(self.rights, self.language)
        if self.district is not None:
            units = units.filter(district=self.district)
        return units.filter(_saying(self.words)) if self.words else units

    def _range(
        self, urgency: Urgency, ranges: list[Q], order: tuple[str, ...], count: int
    ) -> list[Unit]:
        """The first units of one urgency. Each state has a range of its own in the index."""
        units = self._units.annotate(urgency=Value(urgency.value))
        found: list[Unit] = []
        for state in self.states:
            for where in ranges:
                found += units.filter(where, status=state).order_by(*order)[:count]
        return _sorted(found, order)[:count]


def _saying(words: Collection[str]) -> Q:
    """The units of records that have each of these folded words in their texts."""
    models = [model for model in apps.get_models() if issubclass(model, Translated)]
    kinds = ContentType.objects.get_for_models(*models)
    return Q(
        *(Q(content_type=kinds[each], object_id__in=having(each, words)) for each in models),
        _connector=Q.OR,
    )


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

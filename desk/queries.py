"""What the desk loads: what to translate, most urgent first, and how much of it there is."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    IntegerChoices,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Lag

from districts.access import Rights
from districts.models import District
from events.models import Meeting
from languages.freshness import TranslationState
from languages.models import Unit
from languages.querysets import in_language
from languages.registry import SOURCE

NEEDS_WORK = (TranslationState.STALE, TranslationState.MISSING, TranslationState.DRAFT)


class Urgency(IntegerChoices):
    """What families will read next comes first."""

    MEETING = 0, "Meetings today and later"
    CURRENT = 1, "Current"
    COMING = 2, "Coming up"
    UNDATED = 3, "Without a date"
    PAST = 4, "Past"


# Within one urgency: the nearest day first, then by state; fields of a record stay together.
ORDER: list[Any] = [
    F("urgency").asc(),
    F("next_day").asc(),
    F("past_day").desc(),
    F("state_order").asc(),
    F("content_type_id").asc(),
    F("object_id").asc(),
    F("id").asc(),
]


def day_of(now: datetime) -> date:
    """The date at the instant `now` twelve hours west of UTC, where each day ends last.

    So a meeting of this evening does not count as past, whatever its district's time zone.
    """
    return (now - timedelta(hours=12)).astimezone(UTC).date()


def units_of(rights: Rights, language: str) -> QuerySet[Unit]:
    """The units of a language that the user may change."""
    own = rights.translates_in(language)
    units = Unit.objects.filter(language=language)
    return units if own is None else units.filter(district__in=own)


def in_order(units: QuerySet[Unit], day: date) -> QuerySet[Unit]:
    """`units`, each with its `urgency` on this day, the most urgent first."""
    meeting = ContentType.objects.get_for_model(Meeting)
    urgency = Case(
        When(last_day__lt=day, then=Urgency.PAST),
        When(content_type=meeting, last_day__gte=day, then=Urgency.MEETING),
        When(first_day__gt=day, then=Urgency.COMING),
        When(first_day=None, last_day=None, then=Urgency.UNDATED),
        default=Urgency.CURRENT,
        output_field=IntegerField(),
    )
    ahead = When(urgency__in=(Urgency.MEETING, Urgency.COMING), then=F("first_day"))
    over = When(urgency=Urgency.PAST, then=F("last_day"))
    states = [When(status=state, then=Value(n)) for n, state in enumerate(NEEDS_WORK)]
    return (
        units.annotate(urgency=urgency)
        .annotate(
            next_day=Case(ahead, output_field=DateField()),
            past_day=Case(over, output_field=DateField()),
            state_order=Case(*states, default=len(states), output_field=IntegerField()),
        )
        .order_by(*ORDER)
    )


@dataclass(frozen=True, slots=True)
class Queue:
    """The units of a language that match a filter, as of a day."""

    rights: Rights
    language: str
    day: date
    states: tuple[TranslationState, ...] = NEEDS_WORK
    district: int | None = None

    @property
    def units(self) -> QuerySet[Unit]:
        """The units that match, the most urgent first."""
        return in_order(self._of_language.filter(self._asked), self.day)

    def after(self, unit: Unit) -> Unit | None:
        """The unit after `unit` in the order, even if `unit` itself no longer matches; or None."""
        units = in_order(self._of_language.filter(self._asked | Q(pk=unit.pk)), self.day)
        before = Window(Lag("pk"), order_by=ORDER)
        return units.annotate(before=before).filter(before=unit.pk).order_by().first()

    @property
    def _of_language(self) -> QuerySet[Unit]:
        return units_of(self.rights, self.language)

    @property
    def _asked(self) -> Q:
        where = Q() if self.district is None else Q(district=self.district)
        return Q(status__in=self.states) & where


def districts_among(keys: Collection[int] | None) -> QuerySet[District]:
    """The districts with these primary keys, None meaning all, with their English words."""
    return in_language(District.objects.in_districts(keys), SOURCE)


def district_names(rights: Rights, language: str) -> dict[int, str]:
    """The names of the districts where the user may change words of a language, by key."""
    found = districts_among(rights.translates_in(language))
    return dict(found.values_list("pk", "short_name"))


def unit_counts(rights: Rights) -> defaultdict[tuple[int, str], Counter[str]]:
    """How many units are in each state, by (district, language), where the user may change them."""
    units, own = Unit.objects.all(), rights.districts()
    if own is not None:
        units = units.filter(district__in=own)
    found: defaultdict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    grouped = units.order_by().values_list("district", "language", "status")
    for district, language, status, count in grouped.annotate(count=Count("*")):
        if language in rights.translates(district):
            found[district, language][status] = count
    return found

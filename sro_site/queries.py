"""What pages of several apps load, each in a fixed number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, DateTimeField, Q, QuerySet

from districts.access import Rights
from districts.models import District
from districts.pages import DistrictPage
from districts.readable import Query, Readable, Reader, of_districts
from events.models import Interpretation, InterpretationStatus, Meeting, MeetingStatus
from events.queries import load_meetings
from languages.clock import last_today
from languages.counts import INTERFACE, counts_by_language
from languages.models import Translated, Unit
from languages.prepared import Given
from languages.querysets import in_language
from languages.registry import active_language
from publishing.models import Publishable, Record
from publishing.querysets import public_condition
from timeline.models import Commitment, Milestone, Phase, StaffingChange

CANCELED = 2  # meetings at most that are shown beside those that are held


@dataclass(frozen=True, slots=True)
class PublicRecords:
    """The public records of some districts, each list by its district."""

    phases: dict[int, list[Phase]]
    milestones: dict[int, list[Milestone]]
    commitments: dict[int, list[Commitment]]
    staffing: dict[int, list[StaffingChange]]
    meetings: dict[int, list[Meeting]]


def districts_for(rights: Rights, at: datetime) -> QuerySet[District]:
    """The public districts, and those whose drafts the user may see."""
    own = rights.districts()
    mine = Q() if own is None else Q(pk__in=own) | public_condition(District, at)
    return in_language(District.objects.filter(mine), active_language())


def public_districts(at: datetime) -> QuerySet[District]:
    """The districts that are public at `at`, in order of their names."""
    return _public(District, at)


def public_records(districts: Iterable[District], on: date | None, at: datetime) -> PublicRecords:
    """What the comparison shows of these districts on a day, in one query a kind and relation."""
    keys, families = [district.pk for district in districts], _families(on, at)

    def found(model: Any, *related: str) -> dict[int, list[Any]]:
        records = families.load(of_districts(model), keys=keys)
        families.load_related(records, *related)
        return _by_district(records)

    return PublicRecords(
        phases=found(Phase, "time_changes"),
        milestones=found(Milestone, "statuses", "time_changes"),
        commitments=found(Commitment, "statuses", "time_changes"),
        staffing=found(StaffingChange),
        meetings=found(Meeting, "interpretation"),
    )


def next_meetings(page: DistrictPage, held: int = 1) -> list[Meeting]:
    """The next meetings that are held, and the first canceled ones that would come before them;
    besides, the next one that may be followed in the language of the page."""
    start = page.district.start_of(page.day)
    found: list[Meeting] = []
    for meeting in load_meetings(page, _next_meetings(held), start=start):
        if held > 0 or meeting.status != MeetingStatus.CANCELLED:
            found.append(meeting)
        held -= meeting.status != MeetingStatus.CANCELLED
    return found


@cache
def _next_meetings(held: int) -> Query:
    def query(readable: Readable) -> QuerySet[Meeting]:
        meetings: Any = readable.of_district(Meeting)
        upcoming = meetings.upcoming(Given("start", DateTimeField()))
        canceled = Q(status=MeetingStatus.CANCELLED)
        first = upcoming.filter(canceled).values("pk")[:CANCELED]
        next_held = upcoming.exclude(canceled).values("pk")[:held]
        own = upcoming.exclude(canceled).filter(_in(readable.language)).values("pk")[:1]
        found: QuerySet[Meeting]
        found = upcoming.filter(Q(pk__in=first) | Q(pk__in=next_held) | Q(pk__in=own))
        return found

    return query


def _in(language: str) -> Q:
    """Held in a language, or with interpretation into it that has not been ruled out."""
    spoken = Q(language=language) | Q(language__startswith=f"{language}-")
    offered = Interpretation.objects.exclude(status=InterpretationStatus.NOT_OFFERED)
    return spoken | Q(pk__in=offered.filter(spoken).values("meeting"))


def public_lines(
    districts: Iterable[District], on: date | None, at: datetime
) -> tuple[dict[int, list[Phase]], dict[int, list[Milestone]]]:
    """The public phases of these districts, and their milestones that are in none, by district."""
    keys, families = [district.pk for district in districts], _families(on, at)
    phases, loose = (families.load(each, keys=keys) for each in (of_districts(Phase), _loose))
    families.load_related(phases, "time_changes")
    families.load_related(loose, "statuses", "time_changes")
    return _by_district(phases), _by_district(loose)


def _loose(readable: Readable) -> QuerySet[Milestone]:
    return of_districts(Milestone)(readable).filter(phase=None)


def public_unit_counts(at: datetime) -> dict[str, Counter[str]]:
    """How many texts of records that are public at `at` are in each state, by language.

    These are all that are kept count of, without the few that are not public.
    """
    hidden = [INTERFACE, *District.objects.hidden(at).order_by().values_list("pk", flat=True)]
    counts, others = counts_by_language(), counts_by_language(hidden)
    for language, states in others.items():
        counts[language].subtract(states)
    first, *more = (_hidden_counts(model, at, hidden) for model in _translated())
    for language, status, count in first.union(*more, all=True):
        counts[language][status] -= count
    return counts


def _hidden_counts(model: Any, at: datetime, hidden: Iterable[int]) -> QuerySet[Any, Any]:
    """The same of one model, for what is not public in other districts than `hidden`."""
    kind = ContentType.objects.get_for_model(model)
    units = Unit.objects.filter(content_type=kind, object_id__in=_hidden(model, at))
    kept = units.exclude(district__in=hidden).order_by().values_list("language", "status")
    return kept.annotate(n=Count("pk"))


@cache
def _translated() -> list[Any]:
    """The models of records with words that belong to a district."""
    found: list[Any] = [model for model in apps.get_models() if issubclass(model, Translated)]
    return [model for model in found if issubclass(model, Record) and model is not District]


def _hidden(model: Any, at: datetime) -> QuerySet[Any]:
    """The keys of what is not public at `at`, by itself or by what it belongs to in a district.

    Each part is found by an index, which one condition for all of them would not be.
    """
    stated = issubclass(model, Publishable)
    parts = [model.objects.hidden(at).order_by().values("pk")] if stated else []
    for name in model.published_under:
        owner = model._meta.get_field(name).related_model
        if owner is not District:
            below = model.objects.filter(**{f"{name}__in": _hidden(owner, at)})
            parts.append(below.order_by().values("pk"))
    first, *others = parts
    together: QuerySet[Any] = first.union(*others) if others else first
    return together


def _public(model: Any, at: datetime) -> QuerySet[Any]:
    return in_language(model.objects.public(at), active_language())


def _families(on: date | None, at: datetime) -> Reader:
    """Families who ask about the day `on`, or about today."""
    return Reader(at, on or last_today(at), active_language(), drafts=False)


def _by_district(records: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for record in records:
        found[record.district_id].append(record)
    return found

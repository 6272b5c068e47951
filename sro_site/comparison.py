"""The districts side by side: what is known of each, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from districts.models import District
from districts.standing import Share
from events.models import Meeting, MeetingStatus
from languages.edtf import PartialDate
from languages.querysets import in_language
from languages.registry import SOURCE
from timeline.entries import Timeline, build_timeline
from timeline.models import Commitment, Milestone, Phase, StaffingChange, TimeChange
from timeline.plan_entries import commitment_entry, commitment_shares
from timeline.wording import reduction

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """What is known of one district on one day; None and empty stand for what is not known."""

    district: District
    first: PartialDate | None
    last: PartialDate | None
    reduction: SafeString
    percent: int | None
    commitments: list[Share]
    staffing: Sequence[StaffingChange]
    meetings_held: int | None
    languages: list[str]

    @property
    def commitment_count(self) -> int | None:
        return sum(share.count for share in self.commitments) or None

    @property
    def staff_count(self) -> int | None:
        """How many positions and stipends are known, all kinds together."""
        return sum(change.count or 0 for change in self.staffing) or None


@dataclass(frozen=True, slots=True)
class _Records:
    """The public records of all districts, each list by its district."""

    phases: dict[int, list[Phase]]
    milestones: dict[int, list[Milestone]]
    commitments: dict[int, list[Commitment]]
    staffing: dict[int, list[StaffingChange]]
    meetings: dict[int, list[Meeting]]


def load_rows(on: date | None, now: datetime) -> list[ComparisonRow]:
    """One row for each public district, on the day `on` or on its own day at `now`, by name."""
    districts = list(_public(District))
    records = _Records(
        phases=_by_district(_public(Phase)),
        milestones=_by_district(
            _with_statuses(_public(Milestone).select_related("phase"), "phase")
        ),
        commitments=_by_district(_with_statuses(_public(Commitment))),
        staffing=_by_district(_public(StaffingChange)),
        meetings=_by_district(_public(Meeting).prefetch_related("interpretation")),
    )
    return [_row(district, records, on or district.today(now)) for district in districts]


def _row(district: District, records: _Records, day: date) -> ComparisonRow:
    key, known_until = district.pk, district.known_until
    timeline = build_timeline(records.phases[key], [], records.milestones[key], day, known_until)
    times = _times(timeline)
    held = _held(records.meetings[key], district, day)
    promised = [commitment_entry(each, day, known_until) for each in records.commitments[key]]
    return ComparisonRow(
        district=district,
        first=min(times, key=_by_start).start if times else None,
        last=max(times, key=_by_end).end if times else None,
        reduction=reduction(timeline),
        percent=_percent(timeline),
        commitments=commitment_shares(promised),
        staffing=records.staffing[key],
        meetings_held=len(held) or None,
        languages=_interpreted(held, day),
    )


def _times(timeline: Timeline) -> list[PartialDate]:
    times = [phase.when for phase in timeline.phases]
    times += [milestone.when for milestone in timeline.milestones]
    return [when for when in times if when]


def _by_start(when: PartialDate) -> tuple[date, date]:
    """Of two times that begin alike the more exact one comes first."""
    return when.lower, when.upper or date.max


def _by_end(when: PartialDate) -> tuple[date, date]:
    """Of two times that end alike the more exact one comes last; no known end comes after all."""
    return when.upper or date.max, when.lower


def _percent(timeline: Timeline) -> int | None:
    """The reduction that the timeline names up to its day, planned or done."""
    begun = [e for e in timeline.reductions if e.when and not e.when.is_ahead(timeline.day)]
    return begun[-1].record.reduction_percent if begun else None


def _held(meetings: Iterable[Meeting], district: District, day: date) -> list[Meeting]:
    """Those that are over by the beginning of `day` and were not canceled."""
    past = (each for each in meetings if each.is_past(district, day))
    return [each for each in past if each.status != MeetingStatus.CANCELLED]


def _interpreted(held: Iterable[Meeting], day: date) -> list[str]:
    """The languages that there was interpretation into at these meetings, by their tags."""
    services = (each for meeting in held for each in meeting.interpretation.all())
    return sorted({each.language for each in services if each.is_offered(day, past=True)})


def _public(model: Any) -> QuerySet[Any]:
    return in_language(model.objects.public(), get_language() or SOURCE)


def _with_statuses(records: QuerySet[M], *joined: str) -> QuerySet[M]:
    language = get_language() or SOURCE
    changes = Prefetch("time_changes", in_language(TimeChange.objects.all(), language))
    return in_language(records, language, *joined).prefetch_related("statuses", changes)


def _by_district(records: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for record in records:
        found[record.district_id].append(record)
    return found

"""The districts side by side: what is known of each, loaded in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString

from districts.models import District
from districts.standing import Share
from events.models import Meeting, MeetingStatus
from languages.edtf import PartialDate
from sro_site.queries import PublicRecords, public_districts, public_records
from timeline.entries import Timeline, build_timeline
from timeline.models import StaffingChange
from timeline.plan_entries import commitment_entry, commitment_shares
from timeline.wording import reduction


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """What is known of one district on one day; None and empty mean not known."""

    district: District
    first: PartialDate | None
    last: PartialDate | None
    reduction: SafeString
    percent: int | None
    commitments: list[Share]
    recommendations: list[Share]
    staffing: Sequence[StaffingChange]
    meetings_held: int | None
    languages: list[str]

    @property
    def commitment_count(self) -> int | None:
        """The number of commitments, None if none are known."""
        return _total(self.commitments)

    @property
    def recommendation_count(self) -> int | None:
        """The number of recommendations, None if none are known."""
        return _total(self.recommendations)

    @property
    def staff_count(self) -> int | None:
        """The number of positions and stipends of all kinds, None if none are known."""
        return sum(change.count or 0 for change in self.staffing) or None


def load_rows(on: date | None, now: datetime) -> list[ComparisonRow]:
    """One row per public district, sorted by name, for the day `on` or its own today at `now`."""
    records, districts = public_records(now), public_districts(now)
    return [_row(each, records, on or each.today(now)) for each in districts]


def _row(district: District, records: PublicRecords, day: date) -> ComparisonRow:
    key, known_until = district.pk, district.known_until
    timeline = build_timeline(records.phases[key], [], records.milestones[key], day, known_until)
    times = _times(timeline)
    held = _held(records.meetings[key], district, day)
    entries = [commitment_entry(each, day, known_until) for each in records.commitments[key]]
    return ComparisonRow(
        district=district,
        first=min(times, key=_by_start).start if times else None,
        last=max(times, key=_by_end).end if times else None,
        reduction=reduction(timeline),
        percent=_percent(timeline),
        commitments=commitment_shares([e for e in entries if not e.is_recommendation]),
        recommendations=commitment_shares([e for e in entries if e.is_recommendation]),
        staffing=records.staffing[key],
        meetings_held=len(held) or None,
        languages=_interpreted(held, day),
    )


def _total(shares: Sequence[Share]) -> int | None:
    return sum(share.count for share in shares) or None


def _times(timeline: Timeline) -> list[PartialDate]:
    times = [phase.when for phase in timeline.phases]
    times += [milestone.when for milestone in timeline.milestones]
    return [when for when in times if when]


def _by_start(when: PartialDate) -> tuple[date, date]:
    """Of two times with the same start, the more exact one comes first."""
    return when.lower, when.upper or date.max


def _by_end(when: PartialDate) -> tuple[date, date]:
    """Of two times with the same end, the more exact one comes last; open ones come after all."""
    return when.upper or date.max, when.lower


def _percent(timeline: Timeline) -> int | None:
    """The reduction by the timeline's day, planned or done."""
    begun = [e for e in timeline.reductions if e.when and not e.when.is_ahead(timeline.day)]
    return begun[-1].record.reduction_percent if begun else None


def _held(meetings: Iterable[Meeting], district: District, day: date) -> list[Meeting]:
    """The meetings that ended before `day` and were not canceled."""
    past = (each for each in meetings if each.is_past(district, day))
    return [each for each in past if each.status != MeetingStatus.CANCELLED]


def _interpreted(held: Iterable[Meeting], day: date) -> list[str]:
    """The tags of the languages into which these meetings were interpreted."""
    services = (each for meeting in held for each in meeting.interpretation.all())
    return sorted({each.language for each in services if each.is_offered(day, past=True)})

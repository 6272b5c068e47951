"""The districts side by side: what is known of each, loaded in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.safestring import SafeString

from districts.known import forget_later
from districts.models import District
from districts.standing import Share
from events.models import Meeting, MeetingStatus
from languages.edtf import PartialDate
from sro_site.queries import PublicRecords, public_records
from timeline.entries import Timeline, build_timeline
from timeline.models import StaffingChange
from timeline.plan_entries import commitment_entry, commitment_shares
from timeline.wording import reduction


@dataclass(frozen=True, slots=True)
class DistrictFacts:
    """What is known of one district on one day; None and empty stand for what is not known.

    `meetings_unsure` are those of `meetings_held` that were never confirmed.
    """

    district: District
    as_of: PartialDate | None
    first: PartialDate | None
    last: PartialDate | None
    reduction: SafeString
    commitments: list[Share]
    recommendations: list[Share]
    staffing: Sequence[StaffingChange]
    meetings_held: int | None
    meetings_unsure: int
    languages: list[str]


def load_facts(
    districts: Sequence[District], on: date | None, now: datetime
) -> list[DistrictFacts]:
    """Of each of these public districts, on the day `on` or on its own day at `now`."""
    records = public_records(districts, on, now)
    return [_facts(each, records, on or each.today(now)) for each in districts]


def _facts(district: District, records: PublicRecords, day: date) -> DistrictFacts:
    forget_later(district, day)
    key, known_until = district.pk, district.known_until
    timeline = build_timeline(records.phases[key], [], records.milestones[key], day, known_until)
    times = _times(timeline)
    held = _held(records.meetings[key], district, day)
    entries = [commitment_entry(each, day, known_until) for each in records.commitments[key]]
    return DistrictFacts(
        district=district,
        as_of=district.as_of if district.is_known_on(day) else None,
        first=min(times, key=_by_start).start if times else None,
        last=max(times, key=_by_end).end if times else None,
        reduction=reduction(timeline),
        commitments=commitment_shares([e for e in entries if not e.is_recommendation]),
        recommendations=commitment_shares([e for e in entries if e.is_recommendation]),
        staffing=records.staffing[key],
        meetings_held=len(held) or None,
        meetings_unsure=sum(not each.was_confirmed for each in held),
        languages=_interpreted(held, day),
    )


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


def _held(meetings: Iterable[Meeting], district: District, day: date) -> list[Meeting]:
    """The meetings that ended before `day` and were not canceled."""
    past = (each for each in meetings if each.is_past(district, day))
    return [each for each in past if each.status != MeetingStatus.CANCELLED]


def _interpreted(held: Iterable[Meeting], day: date) -> list[str]:
    """The tags of the languages for which interpretation of these meetings was announced."""
    services = (each for meeting in held for each in meeting.interpretation.all())
    return sorted({each.language for each in services if each.is_offered(day, past=True)})

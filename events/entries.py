"""Turns a meeting's record into what its pages show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import TypeVar
from urllib.parse import urlencode

from districts.models import District
from events.models import (
    Interpretation,
    Material,
    Meeting,
    MeetingMode,
    MeetingMove,
    MeetingStatus,
    Service,
)
from languages.dates import date_parts
from languages.hours import SaidMeeting, say_meeting
from languages.prepared import loaded
from languages.registry import active_language
from languages.tags import primary_language
from languages.texts import Text, text_of

T = TypeVar("T", Interpretation, Material)
ANSWERED = 30  # days after a meeting on which people are asked how its interpretation was


def place_of(place: str, address: str) -> str:
    """Place and address in one line, as far as they are known."""
    return ", ".join(part for part in (place, address) if part)


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """When and where a meeting was planned to be held at some point."""

    starts_at: datetime
    ends_at: datetime
    place: str
    address: str

    @property
    def where(self) -> str:
        return place_of(self.place, self.address)


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """One move: `was` and `now` are None if the time stayed, and the places "" if they stayed."""

    record: MeetingMove
    announced_by: Text
    was: SaidMeeting | None
    now: SaidMeeting | None
    was_place: str
    now_place: str

    @property
    def starts_otherwise(self) -> bool:
        """Whether its start changed, and not only its end or its place."""
        return bool(self.was and self.now and self.was.start != self.now.start)


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """A meeting as its pages show it on one day, with times in the district's zone.

    `instead` is the time of the meeting that replaces a postponed one. `services` and `materials`
    begin with those in the reader's language; `own` are the services in it. `materials` has only
    those that were prefetched.
    """

    record: Meeting
    district: District
    day: date
    title: Text
    said: SaidMeeting
    day_of_month: str
    month: str
    is_past: bool
    instead: SaidMeeting | None
    services: Sequence[Interpretation]
    own: Sequence[Interpretation]
    moves: Sequence[MoveEntry]
    materials: Sequence[Material]

    @property
    def changed_at(self) -> datetime:
        """When it last changed for families, or the meeting that is held instead of it."""
        other = self.record.postponed_to
        return max(self.record.changed_at, (other or self.record).changed_at)

    @property
    def is_public(self) -> bool:
        """Whether families see it, so that it can be passed on to them."""
        return self.record.is_published and self.district.is_published

    @property
    def goes_into_calendars(self) -> bool:
        """Whether it is offered to add to a calendar: its file is public, and it is to be held."""
        return self.is_public and not self.is_past and not self.is_canceled

    @property
    def is_canceled(self) -> bool:
        """Whether it is not held at its time, because it is canceled or postponed."""
        return self.record.status == MeetingStatus.CANCELLED

    @property
    def is_held_instead(self) -> bool:
        """Whether a meeting replaces it that is not canceled itself."""
        other = self.record.postponed_to
        return other is not None and other.status != MeetingStatus.CANCELLED

    @property
    def may_have_been(self) -> bool:
        """Whether it is past and was never confirmed, so that nobody knows if it was held."""
        return self.is_past and not self.record.was_confirmed

    @property
    def status_said(self) -> str:
        """The status in words; empty if not announced or, for a past meeting, not known."""
        return "" if self.may_have_been else self.record.get_status_display()

    @property
    def where(self) -> str:
        """Where to go; empty for an online meeting."""
        record = self.record
        return "" if record.mode == MeetingMode.ONLINE else place_of(record.place, record.address)

    @property
    def link(self) -> str:
        """Where to join online; empty for a meeting in person, or one that is not held."""
        return self.record.link if self._is_joined else ""

    @property
    def phone(self) -> str:
        """The number to dial in; empty for a meeting in person, or one that is not held."""
        return self.record.phone if self._is_joined else ""

    @property
    def _is_joined(self) -> bool:
        return self.record.mode != MeetingMode.IN_PERSON and not self.is_canceled

    @property
    def map_link(self) -> str:
        """A link to a map of the address; our pages load nothing from it."""
        query = urlencode({"query": f"{self.record.address}, {self.district.region}"})
        return f"https://www.openstreetmap.org/search?{query}"

    @property
    def starts_on(self) -> date:
        """The local day on which it begins."""
        return self.record.starts_at.astimezone(self.district.zone).date()

    @property
    def can_be_followed(self) -> bool:
        """Whether it is held in the reader's language, or there is interpretation into it."""
        offered = (each.is_offered(self.day, past=self.is_past) for each in self.own)
        return not self.is_canceled and (self.in_own_language or any(offered))

    @property
    def asked_for(self) -> list[Interpretation]:
        """The services that are on request, while there is still time to ask."""
        return list(filter(self.can_be_asked_for, self.services))

    @property
    def interpreted_into(self) -> list[str]:
        """The languages of which people who were there can say how the interpretation was."""
        days = (self.day - self.starts_on).days
        if not self.is_past or self.is_canceled or days > ANSWERED:
            return []
        spoken = [each for each in self.services if each.service == Service.INTERPRETATION]
        return [each.language for each in spoken if each.is_offered(self.day, past=True)]

    def can_be_asked_for(self, each: Interpretation) -> bool:
        """Whether families can ask on the day for one of its services."""
        return not (self.is_past or self.is_canceled) and each.can_be_asked_for(self.day)

    @property
    def in_own_language(self) -> bool:
        """Whether the meeting is held in the reader's language."""
        return is_in(self.record.language, active_language())


def meeting_entry(meeting: Meeting, district: District, day: date) -> MeetingEntry:
    """What to show of `meeting`, whose `interpretation` and `moves` have to be prefetched."""
    language = active_language()
    starts = meeting.starts_at.astimezone(district.zone)
    day_of_month, month = date_parts(starts.date(), language)
    services = meeting.interpretation.all()
    return MeetingEntry(
        record=meeting,
        district=district,
        day=day,
        title=text_of(meeting, "title"),
        said=_said(meeting, district, language),
        day_of_month=day_of_month,
        month=month,
        is_past=meeting.is_past(district, day),
        instead=_said(meeting.postponed_to, district, language) if meeting.postponed_to else None,
        services=_own_first(services, language),
        own=[each for each in services if is_in(each.language, language)],
        moves=list(_moves(meeting, district, language)),
        materials=_own_first(loaded(meeting, "materials") or (), language),
    )


def is_in(tag: str, language: str) -> bool:
    """Whether speakers of `language` understand the language `tag`: "es-MX" counts as Spanish."""
    return primary_language(tag) == primary_language(language)


def languages_of(meeting: Meeting, district: District, day: date) -> list[str]:
    """The tags of languages in which somebody who learns of it on `day` can follow it.

    These are spoken, interpreted or captioned; if it has to be requested, there is still time.
    """
    past, services = meeting.is_past(district, day), meeting.interpretation.all()
    offered = (each.language for each in services if each.is_offered(day, past=past))
    return [meeting.language, *offered]


def _own_first(rows: Iterable[T], language: str) -> list[T]:
    return sorted(rows, key=lambda row: not is_in(row.language, language))


def _moves(meeting: Meeting, district: District, language: str) -> Iterable[MoveEntry]:
    """The moves in order; each leads to the next one's earlier time, the last to the present."""
    records = list(meeting.moves.all())
    states = [
        *(_Arrangement(r.was_starts_at, r.was_ends_at, r.was_place, r.was_address) for r in records)
    ]
    states.append(_Arrangement(meeting.starts_at, meeting.ends_at, meeting.place, meeting.address))
    for record, (was, now) in zip(records, pairwise(states), strict=True):
        timed = (was.starts_at, was.ends_at) != (now.starts_at, now.ends_at)
        # A place that is announced for the first time is not a move.
        places = ((was.place, now.place), (was.address, now.address))
        placed = any(before and before != after for before, after in places)
        yield MoveEntry(
            record=record,
            announced_by=text_of(record, "announced_by"),
            was=_said(was, district, language) if timed else None,
            now=_said(now, district, language) if timed else None,
            was_place=was.where if placed else "",
            now_place=now.where if placed else "",
        )


def _said(held: "Meeting | _Arrangement", district: District, language: str) -> SaidMeeting:
    return say_meeting(held.starts_at, held.ends_at, district.zone, language)

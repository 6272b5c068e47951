"""What a sheet to print has room for: which stops, steps, meetings and schools stand on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import attrgetter
from typing import TypeVar

from districts.standing import SchoolEntry
from events.entries import MeetingEntry
from timeline.entries import PhaseEntry, Timeline
from timeline.line import Line, Stop
from timeline.milestone_entries import MilestoneEntry
from timeline.order import by_time
from timeline.plan_entries import CommitmentEntry
from timeline.standing import Standing

Entry = TypeVar("Entry", bound=Stop | MeetingEntry | CommitmentEntry)

MEETINGS = 8  # that are held, of which a sheet tells the next and one more
STOPS = 5
COMING = 2
COMING_THERE = 3  # at one school
PROMISES_THERE = 2
NAMES = 12  # of schools
# How many letters of titles have room, so that long ones do not take a second page.
LETTERS_OF_PHASES = 240
LETTERS_OF_MILESTONES = 520  # which have a wider column
LETTERS_OF_COMING = 190
LETTERS_OF_MEETINGS = 200
LETTERS_OF_NAMES = 150
LETTERS_OF_SIDE = 400  # of these names and of all that stands above them


@dataclass(frozen=True, slots=True)
class Alike:
    """Schools that stand alike; `more` is how many of them are not in `schools`."""

    first: SchoolEntry
    schools: list[SchoolEntry]
    more: int


def worth_paper(later: list[MeetingEntry]) -> list[MeetingEntry]:
    """Of later meetings the first that readers can follow in their language, or else the next one;
    those that are canceled stay."""
    held = [each for each in later if not each.is_canceled]
    chosen = next((each for each in held if each.can_be_followed), held[0] if held else None)
    return [each for each in later if each.is_canceled or each is chosen]


def stops(line: Line) -> Sequence[Stop]:
    """The stops of the line; of more than a sheet has room for, those around the day."""
    here = next((n for n, stop in enumerate(line.stops) if line.here and stop is line.here.stop), 0)
    are_phases = any(isinstance(stop, PhaseEntry) for stop in line.stops)
    room = LETTERS_OF_PHASES if are_phases else LETTERS_OF_MILESTONES
    for count in range(STOPS, 1, -1):
        start = max(0, min(here - (count - 1) // 2, len(line.stops) - count))
        around = line.stops[start : start + count]
        if len(fitting(around, count, room)) == len(around):
            return around
    return line.stops[here : here + 1]


def coming(timeline: Timeline) -> list[MilestoneEntry]:
    """The next few milestones, those without a time last."""
    planned = [each for each in timeline.milestones if each.standing is Standing.PLANNED]
    return fitting(sorted(planned, key=by_time), COMING, LETTERS_OF_COMING)


def fitting(entries: Sequence[Entry], most: int, room: int) -> list[Entry]:
    """The first of the entries, of no more letters than a sheet has room for; one in any case."""
    first = entries[:most]
    lengths = accumulate(map(letters, first))
    fit = zip(first, lengths, strict=True)
    return [entry for entry, length in fit if length <= room or entry is first[0]]


def letters(entry: Entry) -> int:
    """How many letters a sheet shows of its words, with the English of an older translation."""
    words = entry.text if isinstance(entry, CommitmentEntry) else entry.title
    where = entry.where if isinstance(entry, MeetingEntry) else ""
    return len(words.value) + len(words.english) + len(where)


def letters_of(entries: Iterable[Entry]) -> int:
    """How many letters a sheet shows of all these."""
    return sum(map(letters, entries))


def alike(entries: Sequence[SchoolEntry], room: int = LETTERS_OF_NAMES) -> list[Alike]:
    """The schools by how they stand and since when, as many names as a sheet has room for."""
    ordered = sorted(entries, key=lambda entry: (entry.standing, str(entry.since)))
    lengths = accumulate(len(entry.record.name) for entry in ordered[:NAMES])
    found, left = [], sum(length <= min(room, LETTERS_OF_NAMES) for length in lengths)
    for _key, group in groupby(ordered, key=attrgetter("standing", "since")):
        schools = list(group)
        found.append(Alike(schools[0], schools[:left], len(schools[left:])))
        left -= min(left, len(schools))
    return found

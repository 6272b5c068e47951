"""The latest changes in a district: dated statuses and moved times, the newest first.

The home page puts `load_recent_changes(page, timeline)` into its context, and its template includes
"timeline/recent_changes.html", which shows nothing if the list is empty.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from districts.pages import DistrictPage
from languages.edtf import PartialDate
from languages.texts import Text, text_of
from timeline.changes import Move
from timeline.entries import Timeline, time_and_moves
from timeline.models import Commitment, Milestone
from timeline.queries import load_commitments

MOST = 5


@dataclass(frozen=True, slots=True)
class Change:
    """One change: a status, given as a `word`, or a `move`.

    `day` is the first day on which it certainly applies; `phase` is the number of its phase;
    `count` is the number of commitments that it concerns, or of recommendations if it
    `is_recommended`; they are named by `title` only if there is one.
    """

    title: Text
    day: date
    word: str = ""
    since: PartialDate | None = None
    move: Move | None = None
    phase: int | None = None
    count: int = 1
    is_recommended: bool = False

    @property
    def moves(self) -> list[Move]:
        """The move as a list, as the template for moves expects it."""
        return [self.move] if self.move else []


def load_recent_changes(page: DistrictPage, timeline: Timeline) -> list[Change]:
    """At most five changes up to the page's day, in a fixed number of queries."""
    return recent_changes(timeline, load_commitments(page), page.district.known_until)


def recent_changes(
    timeline: Timeline, commitments: Iterable[Commitment], known_until: date
) -> list[Change]:
    """At most five changes up to the timeline's day, the newest first.

    Records need `statuses` and `time_changes` prefetched. Commitments that got the same status at
    the same time count as one change, and so do recommendations.
    """
    changes: list[Change] = []
    for phase in timeline.phases:
        changes += _moves(phase.moves, phase.title, phase.number)
    for entry in timeline.milestones:
        changes += _statuses(entry.record, entry.title, timeline.day, known_until)
        changes += _moves(entry.moves, entry.title)
    promised: list[Change] = []
    for commitment in commitments:
        text = text_of(commitment, "text")
        advised = commitment.is_recommendation
        promised += (
            replace(change, is_recommended=advised)
            for change in _statuses(commitment, text, timeline.day, known_until)
        )
        changes += _moves(time_and_moves(commitment, timeline.day)[1], text)
    changes += _together(promised)
    return sorted(changes, key=lambda change: change.day, reverse=True)[:MOST]


def _statuses(
    record: Milestone | Commitment, title: Text, day: date, known_until: date
) -> Iterator[Change]:
    statuses: Any = record.statuses.all()
    for status in statuses:
        held_from = status.counts_from(known_until)
        if status.since and held_from <= day:
            word = str(status.get_status_display())
            yield Change(title, held_from, word, status.since)


def _moves(moves: Iterable[Move], title: Text, phase: int | None = None) -> Iterator[Change]:
    return (Change(title, move.slip.announced_on, move=move, phase=phase) for move in moves)


def _together(changes: list[Change]) -> Iterator[Change]:
    def same(change: Change) -> tuple[date, str, str, bool]:
        return change.day, change.word, str(change.since), change.is_recommended

    for _, group in groupby(sorted(changes, key=same), key=same):
        first, *others = group
        yield replace(first, count=1 + len(others))

"""The one builder that turns a district's plan into the entries of its pages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from districts.standing import Share
from languages.edtf import PartialDate
from languages.texts import Text, text_of
from publishing.models import Publishable
from timeline.changes import Move
from timeline.entries import time_and_moves
from timeline.models import (
    Commitment,
    CommitmentState,
    Finding,
    InvolvementRule,
    PlanArea,
    StaffingChange,
    Standard,
    StandardKind,
)
from timeline.standing import STANDING_WORDS, Standing, standing_of

NOT_KNOWN = "unknown"
STATE_WORDS = {
    **{str(state): state.label for state in CommitmentState},
    NOT_KNOWN: STANDING_WORDS[Standing.UNDATED],
}
TONES = {"done": "done", "under_way": "now", "dropped": "delayed"}
# What the states of a commitment are called where it is asked whether its time was missed.
_AS_MILESTONE = {"proposed": "planned", "adopted": "planned", "dropped": "cancelled"}


@dataclass(frozen=True, slots=True)
class CommitmentEntry:
    """A commitment as it stands on one day; `state` is "unknown" where none has been stated.

    `due` is its time as it was on that day, after the `moves` that were announced by then.
    """

    record: Commitment
    text: Text
    state: str
    since: PartialDate | None
    due: PartialDate | None
    standing: Standing
    moves: list[Move]

    @property
    def word(self) -> str:
        return str(STATE_WORDS.get(self.state, self.state))

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "planned")

    @property
    def is_open(self) -> bool:
        return self.state not in (CommitmentState.DONE, CommitmentState.DROPPED)

    @property
    def missed(self) -> str:
        """The word for a time that has passed without the district's saying what came of it."""
        passed = self.standing in (Standing.LATE, Standing.OUTCOME_UNKNOWN)
        return str(STANDING_WORDS[self.standing]) if passed else ""


@dataclass(frozen=True, slots=True)
class AreaEntry:
    record: PlanArea
    commitments: list[CommitmentEntry]


@dataclass(frozen=True, slots=True)
class StandardGroup:
    word: str
    standards: list[Standard]


@dataclass(frozen=True, slots=True)
class Plan:
    """All of a district's plan on one day. `loose` are the commitments of no area."""

    areas: list[AreaEntry] = field(default_factory=list)
    loose: list[CommitmentEntry] = field(default_factory=list)
    staffing: Sequence[StaffingChange] = ()
    rules: Sequence[InvolvementRule] = ()
    standards: Sequence[Standard] = ()
    findings: Sequence[Finding] = ()

    @property
    def commitments(self) -> list[CommitmentEntry]:
        return [entry for area in self.areas for entry in area.commitments] + self.loose

    @property
    def shares(self) -> list[Share]:
        """The commitments counted by their state, as the bars and the table show them."""
        return commitment_shares(self.commitments)

    @property
    def standard_groups(self) -> list[StandardGroup]:
        groups = [
            StandardGroup(str(kind.label), [each for each in self.standards if each.kind == kind])
            for kind in StandardKind
        ]
        return [group for group in groups if group.standards]

    @property
    def records(self) -> list[Publishable]:
        """Every record that the plan shows."""
        parts = (self.staffing, self.rules, self.standards, self.findings)
        areas = [area.record for area in self.areas]
        commitments = [entry.record for entry in self.commitments]
        return [*areas, *commitments, *(record for part in parts for record in part)]


def commitment_shares(entries: Sequence[CommitmentEntry]) -> list[Share]:
    """Commitments counted by their state; a state that none is in is left out."""
    counts = Counter(entry.state for entry in entries)
    return [
        Share(str(word), counts[state], round(100 * counts[state] / len(entries)))
        for state, word in STATE_WORDS.items()
        if counts[state]
    ]


def area_entries(areas: Iterable[PlanArea], entries: Sequence[CommitmentEntry]) -> list[AreaEntry]:
    return [
        AreaEntry(area, [entry for entry in entries if entry.record.area_id == area.pk])
        for area in areas
    ]


def commitment_entry(commitment: Commitment, day: date, known_until: date) -> CommitmentEntry:
    """How `commitment` stands on `day`; `statuses` and `time_changes` are prefetched."""
    begun = [each for each in commitment.statuses.all() if each.counts_from(known_until) <= day]
    stated = max(begun, key=lambda each: each.rank(known_until), default=None)
    state = stated.status if stated else None
    due, moves = time_and_moves(commitment, day)
    progress = _AS_MILESTONE.get(state, state) if state else None
    return CommitmentEntry(
        record=commitment,
        text=text_of(commitment, "text"),
        state=state or NOT_KNOWN,
        since=stated.since if stated else None,
        due=due,
        standing=standing_of(due, progress, day, known_until),
        moves=moves,
    )

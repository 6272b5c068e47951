"""Turns a district's plan into the entries that its pages show."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from districts.standing import Share
from languages.edtf import PartialDate
from languages.prepared import all_of
from languages.texts import Text, text_of
from timeline.changes import Move
from timeline.entries import time_and_moves
from timeline.models import (
    AskedOf,
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
# The status of a milestone that each state of a commitment corresponds to, to find missed times.
_AS_MILESTONE = {"proposed": "planned", "adopted": "planned", "dropped": "cancelled"}
# The states by which a district has made a thing its own.
_MEANT = (CommitmentState.ADOPTED, CommitmentState.UNDER_WAY, CommitmentState.DONE)


@dataclass(frozen=True, slots=True)
class CommitmentEntry:
    """A commitment on one day; `state` is "unknown" if none has been stated.

    `due` is its time as known on that day, after the `moves` announced by then.
    """

    record: Commitment
    text: Text
    adviser: Text | None
    state: str
    since: PartialDate | None
    due: PartialDate | None
    standing: Standing
    moves: list[Move]

    @property
    def word(self) -> str:
        """Its state in the page's language."""
        return str(STATE_WORDS.get(self.state, self.state))

    @property
    def tone(self) -> str:
        """The color of its tag: a key of the classes in the stylesheet."""
        return TONES.get(self.state, "planned")

    @property
    def is_recommendation(self) -> bool:
        return self.record.is_recommendation

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor dropped."""
        return self.state not in (CommitmentState.DONE, CommitmentState.DROPPED)

    @property
    def missed(self) -> str:
        """A word for a time that has passed without a known outcome; "" otherwise."""
        passed = self.standing in (Standing.LATE, Standing.OUTCOME_UNKNOWN)
        return str(STANDING_WORDS[self.standing]) if passed else ""


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """An area of the plan with its programs and commitments."""

    record: PlanArea
    commitments: list[CommitmentEntry]

    @property
    def adviser(self) -> Text | None:
        """Who made all of its recommendations; None where they differ, or it is not known."""
        return _only_adviser(self.commitments)

    @property
    def is_told(self) -> bool:
        """Whether more than its name is known."""
        return bool(self.commitments or self.record.summary or self.record.programs.all())


@dataclass(frozen=True, slots=True)
class StandardGroup:
    """The standards of one kind, with the name of the kind."""

    word: str
    standards: list[Standard]


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan of a district on one day. `loose` are commitments without an area.

    `commitments` are all that was promised or recommended.
    """

    areas: list[AreaEntry] = field(default_factory=list)
    loose: list[CommitmentEntry] = field(default_factory=list)
    staffing: Sequence[StaffingChange] = ()
    rules: Sequence[InvolvementRule] = ()
    standards: Sequence[Standard] = ()
    findings: Sequence[Finding] = ()

    @property
    def commitments(self) -> list[CommitmentEntry]:
        """All commitments, area by area, then the loose ones."""
        return [entry for area in self.areas for entry in area.commitments] + self.loose

    @property
    def promised(self) -> list[CommitmentEntry]:
        return [entry for entry in self.commitments if not entry.is_recommendation]

    @property
    def recommended(self) -> list[CommitmentEntry]:
        return [entry for entry in self.commitments if entry.is_recommendation]

    @property
    def promises(self) -> "Plan":
        """The plan without its recommendations, and without areas that have nothing else."""
        promised = self.only(lambda entry: not entry.is_recommendation)
        pairs = zip(self.areas, promised.areas, strict=True)
        areas = [own for whole, own in pairs if own.commitments or not whole.commitments]
        return replace(promised, areas=areas)

    @property
    def told_areas(self) -> list[AreaEntry]:
        return [area for area in self.areas if area.is_told]

    @property
    def named_areas(self) -> list[AreaEntry]:
        """The areas of which no more than the name is known."""
        return [area for area in self.areas if not area.is_told]

    @property
    def alike(self) -> CommitmentEntry | None:
        """The first of several commitments that all have one status since one time."""
        told = {(entry.state, str(entry.since), entry.missed) for entry in self.commitments}
        return self.commitments[0] if len(told) == 1 < len(self.commitments) else None

    @property
    def adviser(self) -> Text | None:
        """Who made all of the recommendations; None where they differ, or it is not known."""
        return _only_adviser(self.recommended)

    @property
    def advised(self) -> "Plan":
        """The plan with its recommendations alone."""
        return self.only(lambda entry: entry.is_recommendation)

    @property
    def advice(self) -> "list[Advice]":
        """The recommendations, by what they would be part of."""
        parts = [(asked_of, self._asked_of(asked_of)) for asked_of in (*AskedOf, "")]
        return [Advice(word, part) for word, part in parts if part.commitments]

    def _asked_of(self, asked_of: str) -> "Plan":
        part = self.only(lambda e: e.is_recommendation and e.record.asked_of == asked_of)
        return replace(part, areas=[area for area in part.areas if area.commitments])

    def only(self, kept: Callable[[CommitmentEntry], bool]) -> "Plan":
        """The plan with those of its commitments that are `kept`."""
        areas = [
            replace(area, commitments=list(filter(kept, area.commitments))) for area in self.areas
        ]
        return replace(self, areas=areas, loose=list(filter(kept, self.loose)))

    @property
    def is_decided(self) -> bool:
        """Whether it says what the district does: with staff, in areas, or by its own promise."""
        told = any(area.record.summary or area.record.programs.all() for area in self.areas)
        return bool(self.staffing) or told or any(e.state in _MEANT for e in self.promised)

    @property
    def standard_groups(self) -> list[StandardGroup]:
        """The standards grouped by kind, kinds without any left out."""
        groups = [
            StandardGroup(str(kind.label), [each for each in self.standards if each.kind == kind])
            for kind in StandardKind
        ]
        return [group for group in groups if group.standards]


@dataclass(frozen=True, slots=True)
class Advice:
    """Recommendations that would be part of the same thing; `asked_of` is "" if not known."""

    asked_of: str
    plan: Plan

    @property
    def word(self) -> str:
        return str(AskedOf(self.asked_of).label) if self.asked_of else ""


def _only_adviser(entries: Sequence[CommitmentEntry]) -> Text | None:
    found = {entry.adviser for entry in entries}
    return found.pop() if len(found) == 1 else None


def commitment_shares(entries: Sequence[CommitmentEntry]) -> list[Share]:
    """How many commitments are in each state; a state without any is left out."""
    counts = Counter(entry.state for entry in entries)
    return [
        Share(str(word), counts[state], round(100 * counts[state] / len(entries)))
        for state, word in STATE_WORDS.items()
        if counts[state]
    ]


def area_entries(areas: Iterable[PlanArea], entries: Sequence[CommitmentEntry]) -> list[AreaEntry]:
    """One entry per area, each with those of `entries` that belong to it."""
    return [
        AreaEntry(area, [entry for entry in entries if entry.record.area_id == area.pk])
        for area in areas
    ]


def commitment_entry(commitment: Commitment, day: date, known_until: date) -> CommitmentEntry:
    """The entry of `commitment` on `day`; `statuses` and `time_changes` have to be prefetched."""
    statuses = all_of(commitment, "statuses")
    begun = [each for each in statuses if each.counts_from(known_until) <= day]
    stated = max(begun, key=lambda each: each.rank(known_until), default=None)
    state = stated.status if stated else None
    due, moves = time_and_moves(commitment, day)
    progress = _AS_MILESTONE.get(state, state) if state else None
    return CommitmentEntry(
        record=commitment,
        text=text_of(commitment, "text"),
        adviser=text_of(commitment, "advised_by") if commitment.advised_by else None,
        state=state or NOT_KNOWN,
        since=stated.since if stated else None,
        due=due,
        standing=standing_of(due, progress, day, known_until),
        moves=moves,
    )

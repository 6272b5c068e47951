"""Turns a district's records into the entries that its pages show."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from languages.edtf import PartialDate
from languages.prepared import all_of, loaded
from languages.registry import active_language
from languages.texts import Text, text_of
from timeline.changes import Move, Slip, moves_until, time_on
from timeline.milestone_entries import MilestoneEntry
from timeline.models import ChangeKind, Milestone, Phase, Timed, Workstream
from timeline.order import by_time, in_order, over_first
from timeline.standing import (
    IN_STEP,
    STAGE_WORDS,
    PhaseStage,
    Standing,
    phase_stage,
    standing_of,
)


@dataclass(frozen=True, slots=True)
class WorkstreamEntry:
    """A workstream of a phase with its milestones, in order."""

    record: Workstream
    title: Text
    milestones: list[MilestoneEntry]


@dataclass(frozen=True, slots=True)
class PhaseEntry:
    """A phase on one day; `when` is its time as known then, after its `moves`."""

    record: Phase
    title: Text
    when: PartialDate | None
    stage: PhaseStage
    moves: list[Move]
    milestones: list[MilestoneEntry]
    workstreams: list[WorkstreamEntry]

    @property
    def word(self) -> str:
        return str(STAGE_WORDS[self.stage])

    @property
    def drawn(self) -> PhaseStage:
        """How its stop is drawn: a phase is filled when its time is over."""
        return self.stage

    @property
    def number(self) -> int:
        return self.record.number

    @property
    def anchor(self) -> str:
        """Its id on the page of the timeline."""
        return f"phase-{self.number}"

    @property
    def time(self) -> PartialDate | None:
        return self.when

    @property
    def entries(self) -> list[MilestoneEntry]:
        """Its milestones, those of its workstreams after its own."""
        return [*self.milestones, *(m for stream in self.workstreams for m in stream.milestones)]

    @property
    def in_step(self) -> Standing:
        """The standing of a milestone that adds nothing to this phase's stage."""
        return IN_STEP[self.stage]

    @property
    def outcomes_known(self) -> bool:
        """Whether the outcome of at least one of its milestones is known."""
        return any(entry.standing is not Standing.OUTCOME_UNKNOWN for entry in self.entries)

    @property
    def outcomes_unknown(self) -> bool:
        """Whether it is past and an outcome is unknown, or it has no milestones."""
        unknown = any(entry.standing is Standing.OUTCOME_UNKNOWN for entry in self.entries)
        return self.stage is PhaseStage.PAST and (unknown or not self.entries)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole timeline of a district on one day. `loose` are milestones without a phase."""

    day: date
    phases: list[PhaseEntry] = field(default_factory=list)
    loose: list[MilestoneEntry] = field(default_factory=list)

    @property
    def milestones(self) -> list[MilestoneEntry]:
        """Every milestone, in the order in which the timeline shows them."""
        return [entry for phase in self.phases for entry in phase.entries] + self.loose

    @property
    def current(self) -> list[PhaseEntry]:
        """The phases that include the day."""
        return [phase for phase in self.phases if phase.stage is PhaseStage.CURRENT]

    @property
    def step(self) -> PhaseEntry | MilestoneEntry | None:
        """The one entry to mark as the current step; None if nothing is current.

        This is the current phase with the lowest number; in a district without phases, the first
        milestone under way, else the next one.
        """
        if self.phases:
            return self.current[0] if self.current else None
        running = (Standing.UNDER_WAY, Standing.PLANNED_NOW)
        return next((m for m in self.loose if m.standing in running), None) or self.next_milestone

    @property
    def next_milestone(self) -> MilestoneEntry | None:
        """The milestone that comes next: the earliest ahead, by its own time or its phase's; one
        without any time comes last."""
        planned = [m for m in self.milestones if m.standing is Standing.PLANNED]
        return min(planned, key=by_time, default=None)

    @property
    def undated(self) -> list[MilestoneEntry]:
        """The milestones without a phase of which no time is known, save those that go on."""
        return [m for m in self.loose if m.time is None and not m.record.ongoing]

    @property
    def reductions(self) -> list[MilestoneEntry]:
        """The milestones that reduce SROs, in order of time, undated ones last."""
        reducing = [m for m in self.milestones if m.record.reduction_percent is not None]
        return sorted(reducing, key=lambda m: m.when.lower if m.when else date.max)


def build_timeline(
    phases: Iterable[Phase],
    workstreams: Collection[Workstream],
    milestones: Iterable[Milestone],
    day: date,
    known_until: date,
) -> Timeline:
    """The timeline on `day`.

    Records are given in order, with `time_changes` prefetched, and milestones also with `statuses`.
    Their phases are objects of `phases`.
    """
    known = {phase.pk: phase for phase in phases}
    entries = []
    for milestone in milestones:
        if milestone.phase_id in known:
            milestone.phase = known[milestone.phase_id]
        entries.append(milestone_entry(milestone, day, known_until))
    return Timeline(
        day=day,
        phases=[_phase_entry(phase, workstreams, entries, day) for phase in known.values()],
        loose=over_first(in_order(entry for entry in entries if entry.record.phase_id is None)),
    )


def milestone_entry(milestone: Milestone, day: date, known_until: date) -> MilestoneEntry:
    """The entry of `milestone` on `day`; its `statuses` are in order of time.

    Without a time of its own it is planned for the time of its phase.
    """
    statuses = all_of(milestone, "statuses")
    begun = [each for each in statuses if each.counts_from(known_until) <= day]
    stated = max(begun, key=lambda each: each.rank(known_until), default=None)
    when, moves = time_and_moves(milestone, day)
    phase = milestone.phase if when is None and not milestone.ongoing else None
    phase_time = time_and_moves(phase, day)[0] if phase else None
    language = active_language()
    return MilestoneEntry(
        record=milestone,
        title=text_of(milestone, "title", language),
        detail=text_of(milestone, "detail", language),
        scope=text_of(milestone, "scope", language),
        when=when,
        phase_time=phase_time,
        standing=standing_of(
            when or phase_time,
            stated.status if stated else None,
            day,
            known_until,
            ongoing=milestone.ongoing,
        ),
        stated_since=stated.since if stated else None,
        moves=moves,
        schools=loaded(milestone, "schools") or (),
    )


def time_and_moves(record: Timed, day: date) -> tuple[PartialDate | None, list[Move]]:
    """The time of a record as known on `day`, and its moves by then; uses `time_changes`."""
    slips = [
        Slip(change.was, change.announced_on, text_of(change, "reason"))
        for change in all_of(record, "time_changes")
        if change.kind == ChangeKind.SLIP
    ]
    return time_on(record.time, slips, day), moves_until(record.time, slips, day)


def _phase_entry(
    phase: Phase, workstreams: Collection[Workstream], entries: list[MilestoneEntry], day: date
) -> PhaseEntry:
    key = phase.pk
    own = [entry for entry in entries if entry.record.phase_id == key]
    when, moves = time_and_moves(phase, day)
    return PhaseEntry(
        record=phase,
        title=text_of(phase, "title"),
        when=when,
        stage=phase_stage(when, day),
        moves=moves,
        milestones=in_order(entry for entry in own if entry.record.workstream_id is None),
        workstreams=[
            WorkstreamEntry(
                record=workstream,
                title=text_of(workstream, "title"),
                milestones=in_order(e for e in own if e.record.workstream_id == workstream.pk),
            )
            for workstream in workstreams
            if workstream.phase_id == key
        ],
    )

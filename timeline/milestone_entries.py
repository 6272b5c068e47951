"""A milestone as pages show it on one day."""

from collections.abc import Sequence
from dataclasses import dataclass

from districts.models import School
from languages.edtf import PartialDate
from languages.texts import Text
from timeline.changes import Move
from timeline.models import Milestone
from timeline.standing import STAGES, STANDING_WORDS, TONES, PhaseStage, Standing


@dataclass(frozen=True, slots=True)
class MilestoneEntry:
    """A milestone on one day.

    `when` is its time as known on that day, after the `moves` announced by then; `phase_time` is
    the time of its phase if it has none itself. `schools` are only those that were loaded.
    """

    record: Milestone
    title: Text
    detail: Text
    scope: Text
    when: PartialDate | None
    phase_time: PartialDate | None
    standing: Standing
    stated_since: PartialDate | None
    moves: list[Move]
    schools: Sequence[School]

    @property
    def word(self) -> str:
        """Its standing in the page's language."""
        return str(STANDING_WORDS[self.standing])

    @property
    def tone(self) -> str:
        """The color of its tag: a key of the classes in the stylesheet."""
        return TONES.get(self.standing, "planned")

    @property
    def stage(self) -> PhaseStage:
        """Where it lies on a line that has milestones for stops."""
        return STAGES[self.standing]

    @property
    def drawn(self) -> PhaseStage:
        """How its stop is drawn: filled only if somebody has said how it turned out."""
        is_open = self.standing in (Standing.LATE, Standing.OUTCOME_UNKNOWN)
        return PhaseStage.UNDATED if is_open else self.stage

    @property
    def anchor(self) -> str:
        """Its id on the page of the timeline."""
        return f"milestone-{self.record.pk}"

    @property
    def time(self) -> PartialDate | None:
        """When it is to happen, by its own time or that of its phase; if it is done already before
        that, the time since when it is."""
        planned, since = self.when or self.phase_time, self.stated_since
        if self.standing is not Standing.DONE or not (planned and since and since.upper):
            return planned
        return since if since.upper < planned.lower else planned

    @property
    def in_phase_time(self) -> bool:
        """Whether it has no time of its own and uses that of its phase."""
        return self.phase_time is not None

    @property
    def missed(self) -> bool:
        """Whether its time has passed and the district has not said that it happened."""
        return self.standing in (Standing.LATE, Standing.OUTCOME_UNKNOWN)

    @property
    def tells_time(self) -> bool:
        """Whether a page tells when it is to happen, or that this is not known: not where its moves
        say so, where its phase does, or where it goes on."""
        if self.missed and self.moves:
            return False
        return self.when is not None or not (self.in_phase_time or self.record.ongoing)

    @property
    def tells_more(self) -> bool:
        """Whether it has more than a title, a time and a standing: most milestones have not."""
        record = self.record
        linked = self.schools or record.document or record.meeting
        has_percent = record.reduction_percent is not None
        return bool(self.moves or self.detail or self.scope or linked or has_percent)

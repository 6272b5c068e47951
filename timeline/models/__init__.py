"""What happens when, what has been promised, and what has come of it."""

from publishing.states import ChangeKind
from timeline.models.changes import TimeChange
from timeline.models.milestones import Milestone, MilestoneStatus, Status
from timeline.models.phases import Phase, Workstream
from timeline.models.plan import (
    AreaKind,
    AskedOf,
    Commitment,
    CommitmentKind,
    CommitmentState,
    CommitmentStatus,
    PlanArea,
    Program,
    StaffingChange,
    StaffingKind,
)
from timeline.models.rules import Finding, InvolvementRule, Standard, StandardKind
from timeline.models.statuses import StatedStatus
from timeline.models.timed import Timed

__all__ = [
    "AreaKind",
    "AskedOf",
    "ChangeKind",
    "Commitment",
    "CommitmentKind",
    "CommitmentState",
    "CommitmentStatus",
    "Finding",
    "InvolvementRule",
    "Milestone",
    "MilestoneStatus",
    "Phase",
    "PlanArea",
    "Program",
    "StaffingChange",
    "StaffingKind",
    "Standard",
    "StandardKind",
    "StatedStatus",
    "Status",
    "TimeChange",
    "Timed",
    "Workstream",
]

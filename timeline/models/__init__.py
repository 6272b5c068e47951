"""What happens when: phases, their workstreams, and milestones with their statuses."""

from timeline.models.milestones import Milestone, MilestoneStatus, Status
from timeline.models.phases import Phase, Workstream

__all__ = ["Milestone", "MilestoneStatus", "Phase", "Status", "Workstream"]

"""The timeline and the plan in the admin."""

from timeline.admin import milestones, moved, plan

__all__ = ["milestones", "moved", "plan"]

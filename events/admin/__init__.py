"""Community meetings in the admin."""

from events.admin import meetings, moves

__all__ = ["meetings", "moves"]

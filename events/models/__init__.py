"""Community meetings with their interpretation, materials and moves."""

from events.models.interpretation import (
    SURE,
    Channel,
    Interpretation,
    InterpretationMode,
    InterpretationStatus,
    Service,
)
from events.models.materials import Material, MaterialKind
from events.models.meetings import Meeting, MeetingMode, MeetingQuerySet, MeetingStatus, new_uid
from events.models.moves import MeetingMove, MoveKind

__all__ = [
    "SURE",
    "Channel",
    "Interpretation",
    "InterpretationMode",
    "InterpretationStatus",
    "Material",
    "MaterialKind",
    "Meeting",
    "MeetingMode",
    "MeetingMove",
    "MeetingQuerySet",
    "MeetingStatus",
    "MoveKind",
    "Service",
    "new_uid",
]

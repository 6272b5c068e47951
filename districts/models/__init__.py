"""Districts, their schools and documents, and who may do what where."""

from districts.models.districts import (
    Approach,
    District,
    of_other_districts,
    still_to_come,
    time_zones,
    validate_languages,
    validate_time_zone,
)
from districts.models.documents import Document, DocumentKind
from districts.models.memberships import Membership, Role
from districts.models.schools import Outcome, School, SchoolDecision, SchoolStatus

__all__ = [
    "Approach",
    "District",
    "Document",
    "DocumentKind",
    "Membership",
    "Outcome",
    "Role",
    "School",
    "SchoolDecision",
    "SchoolStatus",
    "of_other_districts",
    "still_to_come",
    "time_zones",
    "validate_languages",
    "validate_time_zone",
]

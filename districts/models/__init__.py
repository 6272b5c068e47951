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
from districts.models.invitations import Invitation, invitation_of
from districts.models.memberships import Membership, Role
from districts.models.previews import PreviewLink, preview_of
from districts.models.schools import Outcome, School, SchoolDecision, SchoolStatus

__all__ = [
    "Approach",
    "District",
    "Document",
    "DocumentKind",
    "Invitation",
    "Membership",
    "Outcome",
    "PreviewLink",
    "Role",
    "School",
    "SchoolDecision",
    "SchoolStatus",
    "invitation_of",
    "of_other_districts",
    "preview_of",
    "still_to_come",
    "time_zones",
    "validate_languages",
    "validate_time_zone",
]

"""Districts, their schools and documents, and who may do what where."""

from districts.models.districts import (
    Approach,
    District,
    validate_languages,
    validate_phone,
    validate_time_zone,
)
from districts.models.documents import Document, DocumentKind
from districts.models.memberships import Membership, Role
from districts.models.schools import School, SchoolStatus

__all__ = [
    "Approach",
    "District",
    "Document",
    "DocumentKind",
    "Membership",
    "Role",
    "School",
    "SchoolStatus",
    "validate_languages",
    "validate_phone",
    "validate_time_zone",
]

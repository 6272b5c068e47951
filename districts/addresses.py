"""Words that are, or may become, addresses of the site itself and so name no district."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from languages.registry import LANGUAGES

RESERVED = frozenset(
    {
        "about",
        "accessibility",
        "admin",
        "alerts",
        "api",
        "compare",
        "desk",
        "embed",
        "events",
        "export",
        "feed",
        "handout",
        "healthz",
        "languages",
        "new",
        "plan",
        "preview",
        "privacy",
        "questions",
        "schools",
        "search",
        "static",
        "timeline",
        "updates",
    }
    | set(LANGUAGES)
)

validate_slug = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
    "Write the address in small letters a to z, digits and single hyphens.",
    code="slug",
)


def validate_not_reserved(slug: str) -> None:
    """Refuses an address that the site needs for its own pages."""
    if slug in RESERVED:
        raise ValidationError(
            "“%(slug)s” is an address of the site itself. Choose another one.",
            code="reserved",
            params={"slug": slug},
        )

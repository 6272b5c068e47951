"""Words that the site uses, or may use, as addresses, so that no district can have them."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import slugify

from languages.characters import fold
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
        "how",
        "languages",
        "new",
        "notice",
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
    "Use only lowercase letters a to z, digits and single hyphens.",
    code="slug",
)


def address_of(name: str) -> str:
    """The address that a name makes, such as dang-van-ngu; "" where it has no Latin letters."""
    return slugify(fold(name))


def validate_not_reserved(slug: str) -> None:
    """Raise ValidationError if the site needs this address for its own pages."""
    if slug in RESERVED:
        raise ValidationError(
            "The site itself uses the address “%(slug)s”. Choose another one.",
            code="reserved",
            params={"slug": slug},
        )

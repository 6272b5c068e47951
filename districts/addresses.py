"""Parts of addresses: which a name makes, and which no district can have, as the site uses them."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.text import slugify

from languages.characters import fold
from languages.registry import LANGUAGES
from publishing.spreadsheets.kinds import LineError

RESERVED = frozenset(
    {
        "about",
        "accessibility",
        "admin",
        "alerts",
        "api",
        "ask",
        "changes",
        "compare",
        "data",
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
        "wording",
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


def address_in(cells: Mapping[str, str], column: str, title: str, ending: str = "") -> str:
    """What identifies the record of a line of a spreadsheet: its address, or one made of its title.

    `column` and `title` name the two columns; `ending` follows the title. Raises LineError.
    """
    if slug := cells.get(column):
        return slug
    if not (text := cells.get(title)):
        raise LineError((title, f"The {title} is missing."))
    if slug := address_of(text):
        return f"{slug[:60]}-{ending}".strip("-") if ending else slug
    said = f"The {title} has no Latin letters to make an address from. Enter one."
    raise LineError((column, said))

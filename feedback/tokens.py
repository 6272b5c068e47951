"""The token of a public form: it stands in place of a CSRF cookie, and lets a form be stored once.

See docs/decisions/0035-forms-without-cookies.md.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.core.signing import BadSignature, Signer

LIFE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Token:
    """A page with a form that was given to a reader: `id` is that page's own, `at` its moment."""

    id: UUID
    at: datetime

    def is_over(self, now: datetime) -> bool:
        """Whether the page was opened too long ago; a moment in the future is refused as well."""
        return not timedelta(0) <= now - self.at <= LIFE


def new_token(form: str, district: int, now: datetime) -> str:
    """A signed text for one page with a form: the name of the form, and its district's key."""
    return _signer(form, district).sign(f"{int(now.timestamp())}.{uuid4().hex}")


def read_token(text: str, form: str, district: int) -> Token | None:
    """The token in a signed text; None if this site has not signed it for this form."""
    try:
        seconds, _, number = _signer(form, district).unsign(text).partition(".")
    except BadSignature:
        return None
    return Token(UUID(number), datetime.fromtimestamp(int(seconds), UTC))


def _signer(form: str, district: int) -> Signer:
    return Signer(salt=f"feedback.tokens {form} {district}")

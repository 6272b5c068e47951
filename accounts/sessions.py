"""Sessions that know whose they are, so that they can be listed and ended.

What a session holds about itself: when it began and was last used (POSIX seconds). Nothing is kept
about the device.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import StaffSession

BEGUN, USED = "begun", "used"
SHOWN = "second_factor"
EXACT_TO = 5 * 60  # seconds: a use within that time after another is not stored


class SessionStore(DatabaseStore):
    """`settings.SESSION_ENGINE` names this module."""

    @classmethod
    def get_model_class(cls) -> type[StaffSession]:
        """The model with the user."""
        return StaffSession

    def create_model_instance(self, data: dict[str, Any]) -> StaffSession:
        """The row, with the user who is signed in, if any."""
        row: StaffSession = super().create_model_instance(data)  # type: ignore[assignment]
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row


@dataclass(frozen=True, slots=True)
class Listed:
    """A session of a user. `is_this`: the one that asks."""

    number: int
    begun: datetime
    used: datetime
    is_this: bool


def begin(sender: object, request: HttpRequest, user: User, **signal: Any) -> None:
    """Note the time of a sign-in, and whether it was with a code of the second factor."""
    request.session[SHOWN] = getattr(user, "second_factor", False)
    request.session[BEGUN] = request.session[USED] = timezone.now().timestamp()


def touch(request: HttpRequest) -> None:
    """Note that the session of a signed-in user is used."""
    now = timezone.now().timestamp()
    if now - request.session.get(USED, 0) > EXACT_TO:
        request.session[USED] = now


def listed(user: User, this: str | None) -> list[Listed]:
    """The user's open sessions, last used first; `this` is the key of one of them."""
    found = (_listed(row, this) for row in _open(user))
    return sorted(found, key=lambda each: each.used, reverse=True)


def end(user: User, number: int | None = None, *, but: str | None = None) -> int:
    """End one of the user's sessions, or all but the one with the key `but`; how many."""
    rows = StaffSession.objects.filter(user=user).exclude(session_key=but)
    if number is not None:
        keys = [row.session_key for row in rows if number_of(row) == number]
        rows = rows.filter(session_key__in=keys)
    return rows.delete()[0]


def number_of(row: StaffSession) -> int:
    """Names a session on a page, which must not tell its key."""
    return int(_moment(row.get_decoded(), BEGUN).timestamp() * 1000)


def _open(user: User) -> Iterator[StaffSession]:
    """Neither over nor from before the password was changed."""
    for row in StaffSession.objects.filter(user=user, expire_date__gt=timezone.now()):
        if row.get_decoded().get(HASH_SESSION_KEY) == user.get_session_auth_hash():
            yield row


def _listed(row: StaffSession, this: str | None) -> Listed:
    data = row.get_decoded()
    is_this = row.session_key == this
    return Listed(number_of(row), _moment(data, BEGUN), _moment(data, USED), is_this)


def _moment(data: dict[str, Any], name: str) -> datetime:
    return datetime.fromtimestamp(data.get(name, 0), UTC)

"""Checks a name and a password, on whichever page they are typed."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.http import HttpRequest

from accounts import limits
from accounts.clients import client_address


class LimitedBackend(ModelBackend):
    """Django's own, but for too many attempts: they fail like a wrong password, and take as long.

    An account that does not exist is treated, and counted, like one that does.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The user, or None if the name, the password or the number of attempts is not right."""
        if username is None or password is None:
            return None
        attempt = limits.begin(username, client_address(request) if request else "")
        user = super().authenticate(request, username, password, **kwargs)
        if not isinstance(user, User) or attempt.is_refused:
            attempt.failed()
            return None
        attempt.succeeded()
        return user

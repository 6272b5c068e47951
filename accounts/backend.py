"""Checks a name, a password and a code, on whichever page they are typed."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.http import HttpRequest

from accounts import limits, second_factor
from accounts.clients import client_address


class LimitedBackend(ModelBackend):
    """Django's own, but for too many attempts: they fail like a wrong password, and take as long.

    So does a wrong code of the second factor, for an account that has one. An account that does not
    exist is treated, and counted, like one that does.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        code: str = "",
        **kwargs: Any,
    ) -> User | None:
        """The user, or None if the name, password, code or number of attempts is not right.

        Who has shown a code has the attribute `second_factor`.
        """
        if username is None or password is None:
            return None
        attempt = limits.begin(username, client_address(request) if request else "")
        factor = second_factor.find(username, code)
        user = super().authenticate(request, username, password, **kwargs)
        if not isinstance(user, User) or attempt.is_refused or not factor.accepts():
            attempt.failed()
            return None
        attempt.succeeded()
        user.second_factor = factor.device is not None  # type: ignore[attr-defined]
        return user

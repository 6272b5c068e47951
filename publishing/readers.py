"""Tells families, about whom nothing is known, from staff who are signed in."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from accounts import second_factor


def staff_reader(request: HttpRequest) -> AbstractBaseUser | None:
    """The active staff user who is signed in, else None.

    Without a session cookie the session is not read, so that a family's page neither depends on a
    cookie nor sets one.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user: Any = request.user
    is_staff = user.is_active and user.is_staff
    return user if is_staff and second_factor.passed(request) else None

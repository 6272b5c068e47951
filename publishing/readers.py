"""Who reads a page: a family, of whom nothing is known, or staff who are signed in."""

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest


def staff_reader(request: HttpRequest) -> AbstractBaseUser | None:
    """The active member of staff who is signed in, else None.

    Without a session cookie the session is not even asked for, so that a family's page depends
    on no cookie and sets none.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    user = request.user
    return user if user.is_active and getattr(user, "is_staff", False) else None

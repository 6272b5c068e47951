"""Attempts to sign in, and sessions."""

from importlib import import_module

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class SignInAttempt(models.Model):
    """An attempt that failed, or is being made: `limits` counts those of the last minutes.

    `account` and `client` are keyed hashes, from which neither the name that was typed nor the
    address of the client can be read.
    """

    account = models.CharField(max_length=32)
    client = models.CharField(max_length=32)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"], name="attempts_of_account"),
            models.Index(fields=["client", "at"], name="attempts_of_client"),
        ]

    def __str__(self) -> str:
        return f"{self.account} at {self.at}"


class StaffSession(AbstractBaseSession):
    """A session; `user` is whoever is signed in, so that their sessions can be listed and ended."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="sessions"
    )

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """The store that the settings name, which knows this model."""
        store: type[SessionBase] = import_module(settings.SESSION_ENGINE).SessionStore
        return store

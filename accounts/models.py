"""Attempts to sign in."""

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

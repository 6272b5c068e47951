"""The history of accounts, and of what records other than those of families say about them."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver

from publishing.changes import Way, acting
from publishing.history import note, write
from publishing.history_entries import Action
from publishing.values import differing, values_of

_BEFORE = "_before"


def follow(model: type[Model], *names: str) -> None:
    """Keep the changes of these columns of a model, but for writes in bulk."""
    Followed(model, names).connect()


class Followed:
    """What is kept of one model."""

    def __init__(self, model: type[Model], names: Collection[str]) -> None:
        self.model, self.names = model, names

    def connect(self) -> None:
        """Listen to what is saved and deleted, for as long as the site runs."""
        for signal, listener in (
            (pre_save, self.saving),
            (post_save, self.saved),
            (post_delete, self.deleted),
        ):
            signal.connect(listener, sender=self.model, weak=False)

    def saving(self, instance: Model, update_fields: Any = None, **_: Any) -> None:
        """Read what is stored; a save that writes none of the columns is none of ours."""
        stored = None
        if instance.pk and (update_fields is None or {*update_fields} & {*self.names}):
            stored = self.model._base_manager.filter(pk=instance.pk).first()
        instance.__dict__[_BEFORE] = self._values(stored) if stored else {}

    def saved(self, instance: Model, created: bool, **_: Any) -> None:
        """Keep what differs now."""
        found = differing(instance.__dict__.pop(_BEFORE, {}), self._values(instance))
        if created or found:
            write(instance, Action.ADDED if created else Action.CHANGED, found)

    def deleted(self, instance: Model, **_: Any) -> None:
        """Keep what it held."""
        gone = {name: (was, None) for name, was in self._values(instance).items()}
        write(instance, Action.DELETED, gone)

    def _values(self, instance: Model) -> dict[str, Any]:
        return {name: v for name, v in values_of(instance).items() if name in self.names}


@receiver(user_logged_in)
def signed_in(user: Any, **_: Any) -> None:
    """Keep who signed in, and when."""
    with acting(user, way=Way.FORM):
        note(user, "Signed in.")


@receiver(user_logged_out)
def signed_out(user: Any, **_: Any) -> None:
    """Keep who signed out; nobody does whose session had ended."""
    if user:
        note(user, "Signed out.")


@receiver(pre_save, sender=User)
def setting_password(instance: User, **_: Any) -> None:
    """Keep that a password was set, and nothing of the password."""
    if instance.pk and getattr(instance, "_password", None):  # not if it is only hashed anew
        note(instance, "The password was changed.")


_NAMES = ("username", "first_name", "last_name", "email")
follow(User, *_NAMES, "is_active", "is_staff", "is_superuser")

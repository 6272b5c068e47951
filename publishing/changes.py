"""The one exit of every change to a record that families can see.

Whatever is saved, deleted, linked or written in bulk ends in `changed`. What has to know of it
registers with `listen` when its app starts: so a lower app calls nobody above it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser

if TYPE_CHECKING:
    from publishing.models import Record


@dataclass(frozen=True, slots=True)
class Change:
    """`record` is as the database has it now, or as it was before it was deleted.

    `by` is who changed it, None where nobody is signed in, such as in most commands.
    """

    record: "Record"
    by: AbstractBaseUser | None
    created: bool = False
    deleted: bool = False


Listener = Callable[[Change], None]

_listeners: list[Listener] = []
_actor: ContextVar[AbstractBaseUser | None] = ContextVar("actor", default=None)


def listen(listener: Listener) -> Listener:
    """Tell `listener` of every change, inside the transaction that makes it."""
    _listeners.append(listener)
    return listener


@contextmanager
def acting(user: AbstractBaseUser | None) -> Iterator[None]:
    """What is changed inside the block is changed by `user`."""
    token = _actor.set(user)
    try:
        yield
    finally:
        _actor.reset(token)


def changed(record: "Record", *, created: bool = False, deleted: bool = False) -> None:
    """Tell all listeners, in the order in which they registered."""
    change = Change(record, _actor.get(), created, deleted)
    for listener in _listeners:
        listener(change)

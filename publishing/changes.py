"""The one function in which every change to a record that families can see ends.

Whatever is saved, deleted, linked or written in bulk calls `changed`. Code that has to know
registers with `listen` when its app starts, so that a lower app need not call a higher one. Code
that has to know what families saw before a change registers with `watch`.
"""

from collections.abc import Callable, Collection, Iterator
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

    `by` is the user who changed it, None if nobody is signed in, as in most commands.
    """

    record: "Record"
    by: AbstractBaseUser | None
    created: bool = False
    deleted: bool = False


Listener = Callable[[Change], None]

AfterWrite = Callable[[AbstractBaseUser | None], None]
Watcher = Callable[["type[Record]", Collection[int]], AfterWrite]

_listeners: list[Listener] = []
_watchers: list[Watcher] = []
_actor: ContextVar[AbstractBaseUser | None] = ContextVar("actor", default=None)


def listen(listener: Listener) -> Listener:
    """Call `listener` with every change, inside the transaction that makes it."""
    _listeners.append(listener)
    return listener


def watch(watcher: Watcher) -> Watcher:
    """Call `watcher` before each write that may hide stored records from families.

    It is told their model and primary keys. What it returns is called after the write, with the
    user who makes it.
    """
    _watchers.append(watcher)
    return watcher


@contextmanager
def acting(user: AbstractBaseUser | None) -> Iterator[None]:
    """Changes inside the block are recorded as made by `user`."""
    token = _actor.set(user)
    try:
        yield
    finally:
        _actor.reset(token)


def changed(record: "Record", *, created: bool = False, deleted: bool = False) -> None:
    """Report a change of `record` to all listeners, in the order in which they registered."""
    change = Change(record, _actor.get(), created, deleted)
    for listener in _listeners:
        listener(change)


def about_to_hide(model: "type[Record]", keys: Collection[int]) -> Callable[[], None]:
    """Tell all watchers of a write that may hide these records; call the result after the write."""
    told = [watcher(model, keys) for watcher in _watchers]

    def written() -> None:
        for after in told:
            after(_actor.get())

    return written

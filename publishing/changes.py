"""The one function in which every change to a record that families can see ends.

Whatever is saved, deleted, linked or written in bulk calls `changed`. Code that has to know
registers with `listen` when its app starts, so that a lower app need not call a higher one. Code
that has to know what families saw before a change registers with `watch`.
"""

import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser

from publishing.values import Differences
from publishing.ways import Way as Way

if TYPE_CHECKING:
    from publishing.models import Record


def _new_group() -> int:
    return secrets.randbits(62)


@dataclass(frozen=True, slots=True)
class Act:
    """Who is changing records, and how; `group` tells what was changed together."""

    by: AbstractBaseUser | None = None
    way: Way = Way.COMMAND
    group: int = field(default_factory=_new_group)


@dataclass(frozen=True, slots=True)
class Change:
    """`record` is as the database has it now, or as it was before it was deleted.

    `by` is the user who changed it, None if nobody is signed in, as in most commands. `group` is a
    random number of 62 bits, the same for all that one form, one import or one command changes.
    `differences` are empty for a new record, and hold all that a deleted one held.
    """

    record: "Record"
    by: AbstractBaseUser | None
    created: bool = False
    deleted: bool = False
    way: Way = Way.COMMAND
    group: int = field(default_factory=_new_group)
    differences: Differences = field(default_factory=dict)


Listener = Callable[[Change], None]

AfterWrite = Callable[[AbstractBaseUser | None], None]
Watcher = Callable[["type[Record]", Collection[int]], AfterWrite]

_listeners: list[Listener] = []
_watchers: list[Watcher] = []
_act: ContextVar[Act | None] = ContextVar("act", default=None)


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
def acting(user: AbstractBaseUser | None, *, way: Way = Way.COMMAND) -> Iterator[Act]:
    """Changes inside the block are recorded as made by `user`, in this way, and together."""
    act = Act(user, way)
    token = _act.set(act)
    try:
        yield act
    finally:
        _act.reset(token)


def current_act() -> Act:
    """Who changes what is changed now; outside of `acting` each change is a command of its own."""
    return _act.get() or Act()


def changed(
    record: "Record",
    differences: Differences | None = None,
    *,
    created: bool = False,
    deleted: bool = False,
) -> None:
    """Report a change of `record` to all listeners, in the order in which they registered."""
    act = current_act()
    change = Change(record, act.by, created, deleted, act.way, act.group, differences or {})
    for listener in _listeners:
        listener(change)


def about_to_hide(model: "type[Record]", keys: Collection[int]) -> Callable[[], None]:
    """Tell all watchers of a write that may hide these records; call the result after the write."""
    told = [watcher(model, keys) for watcher in _watchers]

    def written() -> None:
        for after in told:
            after(current_act().by)

    return written

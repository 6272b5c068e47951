"""What several transactions change together, such as the parts of an import, is told of once."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.db import transaction

Listener = Callable[[int], None]

_listeners: list[Listener] = []
_later: ContextVar[set[int] | None] = ContextVar("later", default=None)


def listen_at_the_end(listener: Listener) -> Listener:
    """Call `listener` with the key of each district, after the last transaction."""
    _listeners.append(listener)
    return listener


@contextmanager
def told_once(districts: Iterable[int] = ()) -> Iterator[None]:
    """Tell of what several transactions change together after the last one.

    `districts` are the keys of those that an interrupted one has changed before.
    """
    later = {*districts}
    token = _later.set(later)
    try:
        yield
    finally:
        _later.reset(token)
        for key in sorted(later):
            for listener in _listeners:
                transaction.on_commit(partial(listener, key))


def told_later(district_key: int) -> bool:
    """Whether this district's listeners are called at the end, so that nobody need do so now."""
    if (later := _later.get()) is None:
        return False
    later.add(district_key)
    return True

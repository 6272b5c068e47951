"""What writes mails each time the timer runs; it is registered here, also by apps above."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

logger = logging.getLogger(__name__)

Writer = Callable[[datetime], int]
_writers: list[Writer] = []


def writes_mails(writer: Writer) -> Writer:
    """Have `writer` enqueue the mails that are due at a moment; it returns how many."""
    _writers.append(writer)
    return writer


def write_due(at: datetime) -> int:
    """Call all writers; how many mails are new. A fault of one keeps back no other."""
    return sum(counted(partial(writer, at), writer.__name__) for writer in _writers)


def counted(write: Callable[[], int], source: str) -> int:
    """How many mails `write` has enqueued; 0 after a fault, which is logged with their `source`."""
    try:
        return write()
    # Whatever the fault is, all other people still have to get their mails.
    except Exception:
        logger.exception("Mails of %s could not be written.", source)
        return 0

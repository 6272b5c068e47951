"""What writes mails each time the timer runs; it is registered here, also by apps above."""

import logging
from collections.abc import Callable
from datetime import datetime

logger = logging.getLogger(__name__)

Writer = Callable[[datetime], int]
_writers: list[Writer] = []


def writes_mails(writer: Writer) -> Writer:
    """Have `writer` enqueue the mails that are due at a moment; it returns how many."""
    _writers.append(writer)
    return writer


def write_due(at: datetime) -> int:
    """Call all writers; how many mails are new. A fault of one keeps back no other."""
    return sum(_called(writer, at) for writer in _writers)


def _called(writer: Writer, at: datetime) -> int:
    try:
        return writer(at)
    except Exception:
        logger.exception("Mails of %s could not be written.", writer.__name__)
        return 0

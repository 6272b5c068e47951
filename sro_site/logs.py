"""What the log says: the traceback of our own faults alone, and one line for each message."""

import logging
import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class WithoutClientTracebacks(logging.Filter):
    """Drops the traceback of a refused request, because the fault is in the request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Removes the traceback from refused requests; keeps every record."""
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        return True


class OneLine(logging.Formatter):
    """Escapes line feeds and the like, with which an address could forge lines of the log."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - of logging
        """The message, without the traceback that follows it in lines of its own."""
        said = super().formatMessage(record)
        return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", said)

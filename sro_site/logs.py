"""Shortens the log."""

import logging


class WithoutClientTracebacks(logging.Filter):
    """Drops the traceback of a refused request, because the fault is in the request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Removes the traceback from refused requests; keeps every record."""
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        return True

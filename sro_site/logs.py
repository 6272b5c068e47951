"""What a log line need not say."""

import logging


class WithoutClientTracebacks(logging.Filter):
    """Drops the traceback of a request that was refused: the fault is in the request."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = None
        return True

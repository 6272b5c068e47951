"""What the log says, and how: one line for each message, or one JSON object a line."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from sro_site.request_ids import request_id

ACCESS = "gunicorn.access"
# What gunicorn calls the parts of an answered request. Its other parts tell who has asked.
_PARTS = {"m": "method", "U": "path", "s": "status", "B": "bytes", "M": "milliseconds"}
# Whoever has the token of somebody's alerts can end them.
_TOKEN = re.compile(r"(?<=/alerts/)[\w-]{43}")
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
        said = without_tokens(super().formatMessage(record))
        return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", said)


class JsonFormatter(logging.Formatter):
    """Writes each record as a JSON object; no line contains a line break that somebody sent."""

    def format(self, record: logging.LogRecord) -> str:
        """Time in UTC, level, logger, id of the request, message; the traceback where one is."""
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if identity := request_id.get():
            told["request"] = identity
        told |= _answered(record) if record.name == ACCESS else {"message": record.getMessage()}
        told = {name: without_tokens(said) for name, said in told.items()}
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)
        return json.dumps(told)


def without_tokens(said: Any) -> Any:
    """What is logged, without what opens the page of somebody's alerts."""
    return _TOKEN.sub("…", said) if isinstance(said, str) else said


def _answered(record: logging.LogRecord) -> dict[str, Any]:
    parts: Any = record.args or {}
    return {name: parts[part] for part, name in _PARTS.items() if part in parts}

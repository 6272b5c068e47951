"""The id of the request that is answered at the moment, by which its lines in logs are found."""

import random
import re
from contextvars import ContextVar

HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[0-9A-Za-z._-]{8,64}", re.ASCII)

request_id: ContextVar[str] = ContextVar("request_id", default="")


def begin(given: str) -> str:
    """Note and return the id that a proxy has given, or a new one where it is not well formed."""
    if not given or not _WELL_FORMED.fullmatch(given):
        given = f"{random.getrandbits(64):016x}"
    request_id.set(given)
    return given

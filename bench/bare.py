"""A WSGI application that answers everything with the same bytes; imports nothing of the site.

BARE_ANSWER names the folder with the headers and the body.
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_folder = Path(os.environ["BARE_ANSWER"]) if "BARE_ANSWER" in os.environ else None
HEADERS = [tuple(each) for each in json.loads((_folder / "headers").read_text())] if _folder else []
BODY = (_folder / "body").read_bytes() if _folder else b""


def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The whole work of answering."""
    start_response("200 OK", HEADERS)
    return [BODY]

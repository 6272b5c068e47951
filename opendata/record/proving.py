"""Settings for what proves the record to others: the key that signs it, and timestamps."""

import importlib.util
import re
from pathlib import Path

from opendata.record.key_files import read_key


def record_key(name: str) -> bytes | None:
    """The key in the file of this name; None without a name. Raises ValueError."""
    if not name.strip():
        return None
    key = read_key(Path(name.strip()))
    _need("cryptography")
    return key


def timestamp_url(text: str) -> str:
    """The address of the service that gives timestamps; "" for none. Raises ValueError."""
    url = text.strip()
    if url and not re.match(r"https?://[^/\s]+", url):
        raise ValueError(
            "is not understood. Write the address of a service that speaks RFC 3161, with https:// "
            "or http://."
        )
    if url:
        _need("rfc3161_client")
    return url


def _need(module: str) -> None:
    if importlib.util.find_spec(module) is None:
        raise ValueError(
            "needs more than the site itself. Install it: .venv/bin/python -m pip install "
            "--require-hashes -r requirements/proof.txt"
        )

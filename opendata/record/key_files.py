"""Files that hold an Ed25519 key as `openssl genpkey` writes them (RFC 8410)."""

import base64
import os
import re
import secrets
from pathlib import Path

_BEFORE = bytes.fromhex("302e020100300506032b657004220420")  # the key itself follows: 32 bytes
_PEM = re.compile(r"-----BEGIN PRIVATE KEY-----\s+(\S+)\s+-----END PRIVATE KEY-----\s*")


def read_key(file: Path) -> bytes:
    """The 32 bytes of the key. Raises ValueError, which says what to do about the file."""
    if not file.is_file():
        raise ValueError(f"there is no file {file}. Make it: manage.py make_record_key {file}")
    if file.stat().st_mode & 0o077:
        raise ValueError(f"others on this machine can read {file}. Make a new key (mode 600).")
    try:
        found = _PEM.fullmatch(file.read_text(encoding="ascii"))
        key = base64.b64decode(found[1], validate=True) if found else b""
    except (OSError, ValueError) as error:
        raise ValueError(f"{file} cannot be read ({error}).") from error
    if len(key) != len(_BEFORE) + 32 or not key.startswith(_BEFORE):
        raise ValueError(f"{file} is no Ed25519 key. Make one: manage.py make_record_key FILE")
    return key[len(_BEFORE) :]


def make_key(file: Path) -> bytes:
    """Write a new key into a new file (mode 600). Raises OSError, also if there is a file."""
    key = secrets.token_bytes(32)
    text = base64.b64encode(_BEFORE + key).decode()
    with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
        stream.write(f"-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n")
    return key

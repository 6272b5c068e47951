"""Makes the secrets that the servers share: `python -m deploy.secret_files var/secrets`.

Each is a file that only its owner can read. What is there already stays as it is. It needs nothing
but Python.
"""

import os
import secrets
import sys
from pathlib import Path

# The user of the database whose password a file holds, in the format of PostgreSQL's password file.
PASSWORDS = {"site.pgpass": "sro", "replication.pgpass": "replication"}
SECRET_KEY = "secret-key"  # noqa: S105 - the name of a file


def make(folder: Path) -> list[Path]:
    """Make the folder (mode 700) and each secret that is not there; return those made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    texts = {SECRET_KEY: secrets.token_urlsafe(50)}
    texts |= {name: f"*:*:*:{user}:{secrets.token_urlsafe(32)}" for name, user in PASSWORDS.items()}
    missing = {folder / name: text for name, text in texts.items() if not (folder / name).exists()}
    for file, text in missing.items():
        with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as stream:
            stream.write(f"{text}\n")
    return list(missing)


if __name__ == "__main__":
    for made in make(Path(sys.argv[1])):
        print(f"Made {made}")

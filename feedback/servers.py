"""The setting for mail: the server that takes it, and whom it comes from; pure."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

ADVICE = (
    "is not understood. Write smtp://USER:PASSWORD@HOST:587?from=alerts@example.org (encrypted by "
    "STARTTLS), smtps://… for port 465, or smtp://localhost?from=… for a server on this machine; "
    "percent-encode characters such as @ : / in user and password. Or leave it out: then mails are "
    "put into a folder."
)
NO_SERVER = "alerts@localhost"  # whom mails in the folder come from
_LOCAL = ("localhost", "127.0.0.1", "::1")
_SENDER = re.compile(r"from=([A-Za-z0-9._+-]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that takes mail over SMTP; mails come from the address `sender`.

    `is_encrypted`: from the first byte on. `starts_tls`: it is asked to encrypt, and gets nothing
    before it does. Both are false for a server on this machine alone.
    """

    host: str
    port: int
    sender: str
    is_encrypted: bool = False
    starts_tls: bool = False
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def mail_server(text: str) -> Server | None:
    """The server at an address such as `ADVICE` names; None without one. Raises ValueError."""
    if not text.strip():
        return None
    try:
        url = urlsplit(text.strip())
        port = url.port
    except ValueError:
        raise ValueError(ADVICE) from None
    sender = _SENDER.fullmatch(unquote(url.query))
    if url.scheme not in ("smtp", "smtps") or not url.hostname or url.path.strip("/") or not sender:
        raise ValueError(ADVICE)
    is_local, is_encrypted = url.hostname in _LOCAL, url.scheme == "smtps"
    return Server(
        host=url.hostname,
        port=port or (465 if is_encrypted else 25 if is_local else 587),
        sender=sender[1],
        is_encrypted=is_encrypted,
        starts_tls=not is_encrypted and not is_local,
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
    )

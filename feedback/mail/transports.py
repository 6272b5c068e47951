"""Where mails go: to a server, or into a folder."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings

from feedback.servers import Server

TIMEOUT = 30.0  # seconds for each answer of a server


class RefusedError(Exception):
    """The server never takes this mail for this address; the message is what it says."""


class UnavailableError(Exception):
    """No mail can be sent now."""


class NotNowError(Exception):
    """This mail cannot be sent now; others may be."""


class Transport(Protocol):
    """Takes one mail after another."""

    def send(self, mail: EmailMessage) -> None:
        """Raises RefusedError, NotNowError or UnavailableError."""


class Folder:
    """Puts each mail into a file with the name of its Message-ID."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, mail: EmailMessage) -> None:
        """Raises UnavailableError if it cannot be written."""
        name = mail["Message-ID"].strip("<>").partition("@")[0]
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished = self.folder / f"{name}.part"
            unfinished.write_bytes(mail.as_bytes())
            unfinished.replace(self.folder / f"{name}.eml")
        except OSError as error:
            raise UnavailableError(f"{self.folder}: {error}") from error


class Smtp:
    """Gives each mail to a server that is connected."""

    def __init__(self, connection: smtplib.SMTP) -> None:
        self.connection = connection

    def send(self, mail: EmailMessage) -> None:
        """Raises RefusedError if the address or the mail is refused for good."""
        sender, recipient = (mail[name].addresses[0].addr_spec for name in ("From", "To"))
        try:
            self.connection.sendmail(sender, [recipient], mail.as_bytes())
        except smtplib.SMTPRecipientsRefused as error:
            raise _refusal(*error.recipients[recipient]) from error
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            raise UnavailableError(str(error)) from error


@contextmanager
def transport() -> Iterator[Transport]:
    """The transport of the settings. Raises UnavailableError if the server does not answer."""
    server: Server | None = settings.MAIL_SERVER
    if server is None:
        yield Folder(settings.MAIL_FOLDER)
        return
    connection = _connected(server)
    try:
        yield Smtp(connection)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()


def _connected(server: Server) -> smtplib.SMTP:
    # Otherwise Python looks up what this machine is called, which may take long.
    given: dict[str, Any] = {"timeout": TIMEOUT, "local_hostname": server.sender.partition("@")[2]}
    try:
        if server.is_encrypted:
            given["context"] = ssl.create_default_context()
        kind = smtplib.SMTP_SSL if server.is_encrypted else smtplib.SMTP
        connection = kind(server.host, server.port, **given)
        if server.starts_tls:
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password)
    except (OSError, smtplib.SMTPException) as error:
        raise UnavailableError(f"{server.host}: {error}") from error
    return connection


def _refusal(code: int, said: bytes | str) -> Exception:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return (RefusedError if code >= 500 else NotNowError)(f"{code} {text}")

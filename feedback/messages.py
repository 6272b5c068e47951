"""One mail as it is written, and as it is sent; pure. RFC 5322, RFC 3834."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

LONGEST_SUBJECT = 200  # characters


@dataclass(frozen=True, slots=True)
class File:
    """A text file that goes with a mail; `subtype` follows "text/" in its type."""

    name: str
    subtype: str
    content: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a mail says: `text` and `html` are the same words twice. `headers` are further ones."""

    subject: str
    text: str
    html: str
    sender: str = ""  # the name beside the address that it comes from
    reply_to: str = ""
    files: Sequence[File] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def stored(self) -> dict[str, Any]:
        """The same as values for JSON."""
        return asdict(self)

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> "Message":
        """The message of which these are the values."""
        return cls(**{**stored, "files": [File(**each) for each in stored["files"]]})


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is fixed once a mail is to be sent, so that it is the same mail each time it is tried.

    `domain` is the one that the mail comes from.
    """

    message_id: str
    sender: str
    recipient: str
    language: str
    written_at: datetime

    @property
    def domain(self) -> str:
        """The part of the sender's address after the @."""
        return self.sender.rpartition("@")[2]


class _Policy(EmailPolicy):
    """As for SMTP, but the addresses of `List-…` headers stay whole: Python would encode them."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name.startswith("List-") and value.isascii():
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n")


def composed(message: Message, envelope: Envelope) -> EmailMessage:
    """The mail to send: text and HTML of which programs show one, and the files.

    No word of it can add a header or end one.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["Message-ID"] = envelope.message_id
    mail["Date"] = format_datetime(envelope.written_at)
    mail["From"] = Address(one_line(message.sender), addr_spec=envelope.sender)
    mail["To"] = Address(addr_spec=envelope.recipient)
    if message.reply_to:
        mail["Reply-To"] = Address(addr_spec=message.reply_to)
    mail["Subject"] = one_line(message.subject)[:LONGEST_SUBJECT]
    mail["Auto-Submitted"] = "auto-generated"  # so that no program answers that somebody is away
    mail.set_content(message.text, cte="base64")
    mail.add_alternative(message.html, subtype="html", cte="base64")
    for file in message.files:
        mail.add_attachment(file.content, subtype=file.subtype, filename=file.name, cte="base64")
    mail["Content-Language"] = envelope.language
    for name, value in message.headers.items():
        mail[name] = one_line(value)
    return mail


def one_line(text: str) -> str:
    """`text` without what could end a header, or cannot be seen.

    Python would decode an encoded word (RFC 2047) and write the end of a line that is in it.
    """
    printable = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(printable.replace("=?", "= ?").split())

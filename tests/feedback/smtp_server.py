"""An SMTP server (RFC 5321) on this machine that records the mails that it takes."""

from __future__ import annotations

import socketserver
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Thread

from feedback.servers import Server

STEPS = ("MAIL", "RCPT", "DATA", "END")  # of each mail; END is after the last line of its text
Reply = Callable[[str, bytes], bytes | None]
"""Called with the step and its line or text: what to answer instead of yes, or None."""


@dataclass
class Recorder:
    """`mails` are those that were taken, in order. `reply` may be set by a test."""

    mails: list[EmailMessage] = field(default_factory=list)
    reply: Reply = lambda _step, _line: None
    port: int = 0

    @property
    def server(self) -> Server:
        """What the setting would name."""
        return Server("127.0.0.1", self.port, "alerts@example.org")

    @property
    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.mails]


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say(b"220 here")
        for line in self.rfile:
            command = line[:4].upper().decode("latin-1")
            if command == "QUIT":
                self.say(b"221 bye")
                return
            if command == "DATA":
                self.data(line)
            else:
                self.say(self.asked(command, line) or b"250 yes")

    def data(self, line: bytes) -> None:
        if refusal := self.asked("DATA", line):
            self.say(refusal)
            return
        self.say(b"354 go on")
        lines: list[bytes] = []
        for each in self.rfile:
            if each == b".\r\n":
                break
            lines.append(each.removeprefix(b"."))
        else:
            return  # the other side is gone
        text = b"".join(lines)
        if refusal := self.asked("END", text):
            self.say(refusal)
            return
        mail = message_from_bytes(text, policy=default)
        self.server.recorder.mails.append(mail)  # type: ignore[attr-defined]
        self.asked("TAKEN", text)
        self.say(b"250 taken")

    def asked(self, step: str, line: bytes) -> bytes | None:
        found: bytes | None = self.server.recorder.reply(step, line)  # type: ignore[attr-defined]
        return found

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, *_: object) -> None:
        """A client that was killed is no error of the server."""


@contextmanager
def recording() -> Iterator[Recorder]:
    """A server that is up meanwhile, at a free port."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        recorder = Recorder(port=server.server_address[1])
        server.recorder = recorder  # type: ignore[attr-defined]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield recorder
        server.shutdown()
        thread.join()

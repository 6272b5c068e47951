"""A server that answers what a test says, in place of the site."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# What the site says about a page of families, and the same for a longer time, so that a copy is
# still fresh however slow the machine is.
BRIEF = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=86400"
PUBLIC = BRIEF.replace("s-maxage=1,", "s-maxage=3600,")


@dataclass(slots=True)
class Answer:
    """What an address answers; `body` is followed by the coding that was asked for."""

    body: str = "page"
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Cache-Control": PUBLIC})
    seconds: float = 0  # before it answers
    broken: bool = False  # closes the connection without an answer


@dataclass(slots=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]


class Upstream:
    """The answers by path, and what was asked; an unknown path answers `Answer()`."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []

    def times(self, path: str) -> int:
        """How often the path was asked for."""
        return sum(asked.path == path for asked in self.asked)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serve; yield host and port."""
        with ThreadingHTTPServer(("127.0.0.1", 0), self._handler()) as server:
            threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
            yield f"127.0.0.1:{server.server_port}"
            server.shutdown()

    def _handler(upstream) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - the handler has a self
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                upstream.asked.append(Asked(self.command, self.path, headers))
                answer = upstream.answers.get(self.path, Answer())
                time.sleep(answer.seconds)
                if answer.broken:
                    self.close_connection = True
                else:
                    self.send(answer, headers.get("accept-encoding", "").partition(",")[0])

            do_HEAD = do_POST = do_GET  # noqa: N815 - what the base class calls

            def send(self, answer: Answer, coding: str) -> None:
                body = f"{answer.body} {coding}".strip().encode()
                etag = f'"{body.decode()}"'
                same = self.headers.get("If-None-Match") == etag
                self.send_response(304 if same else answer.status)
                for name, value in {"Vary": "Accept-Encoding", **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("ETag", etag)
                if not same:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD" and not same:
                    self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        return Handler

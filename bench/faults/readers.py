"""Readers who keep asking while something breaks, and what they were answered."""

import itertools
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

TIMEOUT = 40.0  # seconds after which a reader gives up


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: when it was asked for (`time.monotonic()`), and how many seconds it took.

    Status 0 stands for no answer at all.
    """

    asked_at: float
    path: str
    status: int
    seconds: float
    headers: dict[str, str]
    body: bytes
    cookies: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 400

    @property
    def is_marked(self) -> bool:
        """Whether it says that it is a last good copy."""
        return "last-good-copy" in self.headers.get("cache-status", "")


def ask(
    host: str, path: str, method: str = "GET", body: bytes | None = None, **headers: str
) -> Reply:
    """Ask once on a connection of its own; `host` is a name with a port."""
    began = time.monotonic()
    connection = HTTPConnection(host, timeout=TIMEOUT)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    status, said, content = 0, list[tuple[str, str]](), b""
    try:
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        status, content = answer.status, answer.read()
        said = [(name.lower(), value) for name, value in answer.getheaders()]
    except (OSError, HTTPException):
        status = 0
    finally:
        connection.close()
    cookies = [value for name, value in said if name == "set-cookie"]
    seconds = time.monotonic() - began
    return Reply(began, path, status, seconds, dict(said), content, cookies)


@dataclass
class Readers:
    """Threads that ask for the next of `paths` again and again, `rate` times a second together."""

    host: str
    paths: Iterable[str]
    rate: float
    count: int
    replies: list[Reply] = field(default_factory=list)
    _ended: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> None:
        """What each thread does."""
        waiting = iter(self.paths)
        while not self._ended.wait(self.count / self.rate):
            with self._lock:
                path = next(waiting, None)
            if path is None:
                return
            self.replies.append(ask(self.host, path))

    def end(self) -> None:
        """Let each thread end after its answer."""
        self._ended.set()

    def since(self, moment: float, until: float = float("inf")) -> list[Reply]:
        """What was asked between two moments of `time.monotonic()`."""
        return [each for each in self.replies if moment <= each.asked_at < until]


@contextmanager
def reading(host: str, paths: Iterable[str], rate: float = 40, count: int = 8) -> Iterator[Readers]:
    """Ask until the block ends; endless paths are made with `again`."""
    readers = Readers(host, _Shared(paths), rate, count)
    threads = [threading.Thread(target=readers.run) for _ in range(count)]
    for each in threads:
        each.start()
    try:
        yield readers
    finally:
        readers.end()
        for each in threads:
            each.join()


class _Shared:
    """An iterator that several threads share."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = iter(paths)

    def __iter__(self) -> Iterator[str]:
        return self._paths


def again(paths: Sequence[str]) -> Iterator[str]:
    """The paths over and over."""
    return itertools.cycle(paths)


def slowest(replies: Iterable[Reply]) -> float:
    """Seconds; 0 without replies."""
    return max((each.seconds for each in replies), default=0.0)


def statuses(replies: Iterable[Reply]) -> str:
    """How many there are of each status, such as "3 x 200, 1 x 503"."""
    counts = Counter(each.status for each in replies)
    return ", ".join(f"{count} x {status}" for status, count in sorted(counts.items()))


def bad(replies: Iterable[Reply]) -> list[Reply]:
    """Those that were not answered with a page."""
    return [each for each in replies if not each.is_good]

"""Thousands of connections that say nothing, and hundreds that say it slowly."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bench.faults.readers import ask, bad, slowest
from bench.faults.table import Row

IDLE, SLOW, ALONE = 10_000, 500, 200
ASKED = 40
START = b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
USABLE = 2.0  # seconds that a page may take meanwhile


def behind_nginx(front: str) -> Iterator[Row]:
    """Idle connections, then slow ones."""
    yield _usable(f"{IDLE:,} idle connections to nginx", front, IDLE, b"")
    yield _usable(f"{SLOW} slow connections to nginx", front, SLOW, START)


def alone(host: str) -> Row:
    """Slow connections to gunicorn, without a proxy before it."""
    return _usable(f"{ALONE} slow connections to gunicorn", host, ALONE, START)


def _usable(fault: str, host: str, count: int, start: bytes) -> Row:
    with _connections(host, count, start) as opened:
        replies = [ask(host, "/en/denver/") for _ in range(ASKED)]
    failed = len(bad(replies))
    counted = (
        f"{opened:,} open: {failed} of {len(replies)} GETs failed, slowest {slowest(replies):.1f} s"
    )
    return Row(fault, counted, not failed and slowest(replies) < USABLE and opened == count)


@contextmanager
def _connections(host: str, count: int, start: bytes) -> Iterator[int]:
    """Open them; those with a `start` go on with a byte a second. Yields how many there are."""
    name, _, port = host.rpartition(":")
    ended = threading.Event()
    with ExitStack() as stack:
        opened = []
        for number in range(count):
            source = (f"127.0.0.{number % 200 + 2}", 0)
            made = socket.create_connection((name, int(port)), timeout=10, source_address=source)
            opened.append(stack.enter_context(made))
            made.sendall(start)
        dripping = threading.Thread(target=_drip, args=(opened if start else [], ended))
        dripping.start()
        try:
            yield len(opened)
        finally:
            ended.set()
            dripping.join()


def _drip(opened: list[socket.socket], ended: threading.Event) -> None:
    while not ended.wait(1):
        for each in opened:
            try:
                each.sendall(b"x")
            except OSError:  # the server has had enough of it
                continue

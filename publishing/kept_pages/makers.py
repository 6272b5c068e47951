"""Threads in which pages are made, so that a reader need not wait for a database that hangs."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import TypeVar

T = TypeVar("T")
STEP = 0.25  # seconds between two looks whether it is still worth waiting


class Makers:
    """At most `count` calls at once; whoever asks is told in time that there is no result yet.

    Only these threads keep connections to the database, however many requests come in at once.
    """

    def __init__(self, count: int, is_hopeless: Callable[[], bool] = bool) -> None:
        """`is_hopeless` tells that neither a call nor a free thread need be waited for."""
        self._is_hopeless = is_hopeless
        self._threads = ThreadPoolExecutor(count, "makers")
        self._free = threading.BoundedSemaphore(count)

    def call(self, function: Callable[[], T], patience: float) -> T | None:
        """What the function returns; None if it takes longer than `patience` seconds.

        None, too, if nobody is free for so long, or if it is hopeless to wait.

        Raises what the function raises. A call that takes too long goes on, and its thread is free
        again when it ends.
        """
        ends = time.monotonic() + patience
        if not self._comes(lambda seconds: self._free.acquire(timeout=seconds), ends):
            return None
        future = self._threads.submit(copy_context().run, function)
        future.add_done_callback(self._is_free)
        is_done = self._comes(lambda seconds: bool(wait([future], seconds).done), ends)
        return future.result() if is_done else None

    def _comes(self, waits: Callable[[float], bool], ends: float) -> bool:
        """Whether what is waited for comes in time; `waits` does so for some seconds, and tells."""
        while not waits(min(STEP, max(0, ends - time.monotonic()))):
            if time.monotonic() >= ends or self._is_hopeless():
                return False
        return True

    def _is_free(self, _future: Future[T]) -> None:
        self._free.release()

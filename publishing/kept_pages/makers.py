"""Threads in which pages are made, so that a reader need not wait for a database that hangs."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")


class Makers:
    """At most `count` calls at once; whoever asks is told in time that there is no result yet."""

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count, "makers")
        self._free = threading.BoundedSemaphore(count)

    def call(self, function: Callable[[], T], patience: float) -> T | None:
        """What the function returns; None if it takes longer, in seconds, or nobody is free.

        Raises what the function raises. A call that takes too long goes on, and its thread is free
        again when it ends.
        """
        if not self._free.acquire(timeout=patience):
            return None
        future = self._threads.submit(function)
        future.add_done_callback(self._is_free)
        wait([future], patience)
        return future.result() if future.done() else None

    def _is_free(self, _future: Future[T]) -> None:
        self._free.release()

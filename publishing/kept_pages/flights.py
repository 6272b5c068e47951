"""Of several requests for a page that has to be made, one makes it, and the others wait."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from publishing.kept_pages.answers import Answer


class Flight:
    """One making of a page: `answer` is set when it is made, and stays None if it failed."""

    def __init__(self) -> None:
        self.answer: Answer | None = None
        self._done = threading.Event()

    def wait(self, seconds: float) -> Answer | None:
        """The answer once it is made; None if it is not made in time, or failed."""
        self._done.wait(seconds)
        return self.answer

    def end(self) -> None:
        """Let the others go on."""
        self._done.set()


class Flights:
    """The makings that are under way in this process, by key."""

    def __init__(self) -> None:
        self._flights: dict[str, Flight] = {}
        self._lock = threading.Lock()

    @contextmanager
    def board(self, key: str) -> Iterator[tuple[Flight, bool]]:
        """The making of `key`, and whether the caller has to do it."""
        with self._lock:
            first = key not in self._flights
            flight = self._flights.setdefault(key, Flight())
        try:
            yield flight, first
        finally:
            if first:
                with self._lock:
                    del self._flights[key]
                flight.end()

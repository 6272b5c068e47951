"""A cache of Django's framework in the memory of a process, bounded in bytes."""

import threading
import time
from collections import OrderedDict
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache


class Entries:
    """Values by key, at most `most` bytes of them: what was not read for longest goes first.

    Values have a `size` in bytes. Each has the moment after which it is gone, None for never.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0
        self.lock = threading.RLock()
        self._values: OrderedDict[str, tuple[Any, float | None]] = OrderedDict()

    def get(self, key: str) -> Any:
        """The value; None where there is none."""
        with self.lock:
            value, ends = self._values.get(key, (None, None))
            if ends is not None and ends < time.time():
                self.remove(key)
                return None
            if value is not None:
                self._values.move_to_end(key)
            return value

    def set(self, key: str, value: Any, ends: float | None) -> None:
        """Keep a value, unless it is too large by itself."""
        with self.lock:
            self.remove(key)
            if value.size > self.most:
                return
            self._values[key] = value, ends
            self.held += value.size
            while self.held > self.most:
                self.remove(next(iter(self._values)))

    def remove(self, key: str) -> bool:
        """Whether there was a value."""
        with self.lock:
            value, _ = self._values.pop(key, (None, None))
            if value is not None:
                self.held -= value.size
            return value is not None

    def clear(self) -> None:
        """Remove everything."""
        with self.lock:
            self._values.clear()
            self.held = 0


# By name, because Django makes a cache anew in each thread.
_entries: dict[str, Entries] = {}


class MemoryCache(BaseCache):
    """Keeps the very objects, which must never change and have a `size` in bytes.

    Django's own keeps a pickled copy of each value, and counts entries only. `LOCATION` is a name,
    `MAX_BYTES` in the options the most that it holds.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        most = int(params.get("OPTIONS", {})["MAX_BYTES"])
        self._entries = _entries.setdefault(location, Entries(most))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, or `default`."""
        value = self._entries.get(self.make_key(key, version))
        return default if value is None else value

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep a value, unless it is too large by itself."""
        self._entries.set(self.make_key(key, version), value, self.get_backend_timeout(timeout))

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep a value where there is none; whether it was kept."""
        with self._entries.lock:
            if self.get(key, version=version) is not None:
                return False
            self.set(key, value, timeout, version)
            return True

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value for longer; whether there was one."""
        with self._entries.lock:
            value = self.get(key, version=version)
            if value is not None:
                self.set(key, value, timeout, version)
            return value is not None

    def delete(self, key: str, version: int | None = None) -> bool:
        """Whether there was a value."""
        return self._entries.remove(self.make_key(key, version))

    def clear(self) -> None:
        """Remove everything."""
        self._entries.clear()

"""A cache of Django's framework that the processes of one server share, in a file without a name.

It hands a page on from the process that has made it to those that wait for it; each keeps it in its
own memory then.
"""

import fcntl
import os
import pickle
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

SLOTS = 1024
SIZE = 256 * 1024  # bytes of a slot; on the disk it takes only what was written
HEAD = 8  # bytes that say how many follow; 0 in a slot that is empty


class Slots:
    """Values by key, each in the slot that its key leads to, in place of what was there before.

    A server forks its processes after it has opened the file, so all of them have it, and it is
    gone when the last one has ended.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="kept-pages-")  # noqa: SIM115 - open for good
        self._threads = threading.Lock()  # a lock of a file holds for a whole process

    @contextmanager
    def locked(self, key: str) -> Iterator[int]:
        """Where the slot of this key begins; nobody else reads or writes it meanwhile."""
        start = int.from_bytes(sha256(key.encode()).digest()[:8], "big") % SLOTS * SIZE
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX, 1, start)
            try:
                yield start
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, 1, start)

    def read(self, start: int, key: str) -> Any:
        """The value of this key in the slot, None if there is none; errors of `pickle`."""
        length = int.from_bytes(os.pread(self._file.fileno(), HEAD, start), "big")
        if not length:
            return None
        data = os.pread(self._file.fileno(), length, start + HEAD)
        found, ends, value = pickle.loads(data)  # noqa: S301 - nobody else can open the file
        return value if found == key and (ends is None or time.time() < ends) else None

    def write(self, start: int, key: str, value: Any, ends: float | None) -> None:
        """Put a value into the slot, unless it is too large; None leaves it empty."""
        data = b"" if value is None else pickle.dumps((key, ends, value), pickle.HIGHEST_PROTOCOL)
        if HEAD + len(data) <= SIZE:
            os.pwrite(self._file.fileno(), len(data).to_bytes(HEAD, "big") + data, start)

    def clear(self) -> None:
        """Empty all slots."""
        os.ftruncate(self._file.fileno(), 0)


# By name, because Django makes a cache anew in each thread.
_files: dict[str, Slots] = {}


class SharedFileCache(BaseCache):
    """Keeps a value until another one needs its slot; `LOCATION` is a name."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        if location not in _files:
            _files[location] = Slots()
        self._slots = _files[location]

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, or `default`."""
        made = self.make_key(key, version)
        with self._slots.locked(made) as start:
            value = self._slots.read(start, made)
        return default if value is None else value

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep a value, unless it is too large."""
        made = self.make_key(key, version)
        with self._slots.locked(made) as start:
            self._slots.write(start, made, value, self.get_backend_timeout(timeout))

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep a value where there is none; whether it was kept."""
        made = self.make_key(key, version)
        with self._slots.locked(made) as start:
            if self._slots.read(start, made) is not None:
                return False
            self._slots.write(start, made, value, self.get_backend_timeout(timeout))
            return True

    def delete(self, key: str, version: int | None = None) -> bool:
        """Whether there was a value."""
        made = self.make_key(key, version)
        with self._slots.locked(made) as start:
            found = self._slots.read(start, made) is not None
            if found:
                self._slots.write(start, made, None, None)
            return found

    def clear(self) -> None:
        """Remove everything."""
        self._slots.clear()

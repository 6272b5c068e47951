"""Where kept pages are: in the memory of each process, and where several processes share them."""

import logging
import os
import socket
import sys
import time
from typing import Any

from django.conf import settings
from django.core.cache import BaseCache, caches

from publishing.kept_pages.answers import Answer

# Addresses with a query are endless, so their pages must not take the place of the others.
PLAIN, ASKED, SHARED = "default", "asked", "shared"
LASTS = 7 * 24 * 60 * 60  # seconds, for the time when the database is away
ASKED_LASTS = 10 * 60  # seconds in the shared cache, whose size is not bounded by the site
PAUSE = 2.0  # seconds without a shared cache after it has failed
MAKING = 10  # seconds after which a page that another process makes is not waited for

logger = logging.getLogger(__name__)


class Store:
    """Kept pages by key; the shared cache may fail at any time, and is then left out.

    It is Redis for several servers, or a file for the processes of one (see `shared_file`).

    A key that begins with `?` is that of an address with a query.
    """

    def __init__(self) -> None:
        self._away_until = float("-inf")
        self._plain, self._asked = caches[PLAIN], caches[ASKED]
        if self.is_shared:
            caches[SHARED]  # a file is opened before the server forks its processes

    def get(self, key: str) -> Answer | None:
        """The page in the memory of this process."""
        page: Answer | None = self._memory(key).get(key)
        return page

    def set(self, key: str, page: Answer) -> None:
        """Keep a page, for other processes as well."""
        self.set_here(key, page)
        self._shared("set", key, page, ASKED_LASTS if key.startswith("?") else LASTS)

    def set_here(self, key: str, page: Answer) -> None:
        """Keep a page in the memory of this process."""
        self._memory(key).set(key, page, LASTS)

    def get_shared(self, key: str) -> Answer | None:
        """The page that another process has kept."""
        page: Answer | None = self._shared("get", key)
        return page

    def remove(self, key: str) -> None:
        """Keep no page any more, here and in the shared cache."""
        self._memory(key).delete(key)
        self._shared("delete", key)

    def begin(self, key: str) -> bool:
        """Whether this process is to make the page; False if another one is at it."""
        mark, maker = f"making-{key}", f"{socket.gethostname()} {os.getpid()}"
        if self._shared("add", mark, maker, MAKING) is not False:
            return True
        if not _has_ended(self._shared("get", mark)):
            return False
        self._shared("delete", mark)
        return self._shared("add", mark, maker, MAKING) is not False

    def end(self, key: str) -> None:
        """The page is made, or cannot be made."""
        self._shared("delete", f"making-{key}")

    @property
    def is_shared(self) -> bool:
        """Whether there is a shared cache that answers."""
        return SHARED in settings.CACHES and time.monotonic() >= self._away_until

    def _memory(self, key: str) -> BaseCache:
        return self._asked if key.startswith("?") else self._plain

    def _shared(self, method: str, *arguments: Any) -> Any:
        if not self.is_shared:
            return None
        try:
            return getattr(caches[SHARED], method)(*arguments)
        except _away() as error:
            logger.warning("The shared cache does not answer: %s", error)
            self._away_until = time.monotonic() + PAUSE
        except Exception as error:  # a value that is not one of ours; the page is made anew
            logger.warning("A value of the shared cache cannot be read: %s", error)
        return None


def _away() -> tuple[type[Exception], ...]:
    """What a shared cache raises that does not answer.

    Only a site that uses Redis loads its library, which takes 14 MiB of each process.
    """
    if "redis" not in sys.modules:
        return (OSError,)
    from redis.exceptions import RedisError

    return OSError, RedisError


def _has_ended(maker: str | None) -> bool:
    """Whether it was a process of this machine that is gone, so that nobody makes the page."""
    host, _, process = (maker or "").rpartition(" ")
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(process), 0)  # sends nothing
    except OSError as error:
        return isinstance(error, ProcessLookupError)
    return False

"""The versions of all districts, read from the database by a thread of its own.

So a page that is kept costs no query, and a database that hangs delays no reader: the last reading
stays, and `is_current` tells that it is old.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.models import Min, QuerySet, Sum
from django.utils import timezone

from publishing.content_versions import ScheduledStep, VersionStep
from publishing.scopes import Scope

logger = logging.getLogger(__name__)

INTERVAL = 0.25  # seconds between two readings: an edit is public everywhere within a second
CURRENT = 2.0  # seconds for which a reading counts
DOUBT = 0.5  # seconds to wait for another one
FIRST = 4.0  # seconds to wait for the first answer in a new process, or for an error
SILENT = 2.5  # seconds after which a page that is being made is not expected any more
HUNG = 4.0  # seconds after which nothing else is expected any more, either
# A step may become visible after later ones, but no transaction takes as long as this.
SETTLED = timedelta(hours=1)
FEW = 100  # steps that are read anew each time, which costs less than asking which are settled


class Sums:
    """The sum of the steps of each district at one moment; `together` is of all at once."""

    def __init__(self, by_district: Mapping[int | None, int]) -> None:
        self._by_district, self.together = by_district, by_district.get(None, 0)
        self.site = sum(by_district.values())

    def version(self, district_key: int | None) -> int:
        """The version of a district, 0 without a step; that of the whole site for None."""
        if district_key is None:
            return self.site
        return self._by_district.get(district_key, 0) + self.together


@dataclass(frozen=True, slots=True)
class Reading:
    """The versions at one moment; `hidden` moves only when families no longer see something.

    `scheduled` is the next moment at which something of a district is published, by the district,
    in seconds since 1970.
    """

    content: Sums
    hidden: Sums
    database: str = DEFAULT_DB_ALIAS  # the one that they were read from
    scheduled: Mapping[int, float] = field(default_factory=dict)

    def limited(self, scope: Scope) -> Scope:
        """`scope` until the next moment at which something of it is published."""
        key, scheduled = scope.district_key, self.scheduled
        moments = scheduled.values() if key is None else [scheduled.get(key, scope.until)]
        return replace(scope, until=min([scope.until, *moments]))


@dataclass
class StepReader:
    """Reads the steps; those that can no longer be joined by earlier ones only once.

    `last` is the key and the number of the last step of these, and `settled` holds their sums.
    `recent` is the number of the others.
    """

    database: str = DEFAULT_DB_ALIAS
    last: tuple[int, int] = (0, 0)
    settled: Counter[tuple[int | None, bool]] = field(default_factory=Counter)
    recent: int = 0

    def read(self) -> Reading:
        """The versions now; raises the errors of the database."""
        reading = self._read()
        while self._has_lost_steps():
            self.last, self.settled = (0, 0), Counter()
            reading = self._read()
        if self.recent > FEW:
            self._settle()
        return reading

    def _read(self) -> Reading:
        found = self._steps.filter(pk__gt=self.last[0])
        recent, steps = found.values_list("district_key", "hides", "number"), self.settled.copy()
        for key, hides, number in recent:
            steps[key, hides] += number
        self.recent = len(recent)
        sums: Counter[int | None] = Counter()
        for (key, _), total in steps.items():
            sums[key] += total
        hidden = {key: total for (key, hides), total in steps.items() if hides}
        # Read after the steps: who sees the step of a change also sees what it has scheduled.
        return Reading(Sums(sums), Sums(hidden), self.database, self._scheduled())

    def _scheduled(self) -> dict[int, float]:
        steps = ScheduledStep.objects.using(self.database).filter(at__gt=timezone.now())
        found = steps.values_list("district_key").annotate(next=Min("at"))
        return {key: at.timestamp() for key, at in found}

    @property
    def _steps(self) -> QuerySet[VersionStep]:
        return VersionStep.objects.using(self.database)

    def _has_lost_steps(self) -> bool:
        """Whether steps that count for good are gone: they were folded, or a backup was restored.

        New steps may then have keys that seem settled, or hold the sum of what was settled. This is
        asked after the steps were read, since they may have been folded just before.
        """
        key, number = self.last
        return bool(key) and not self._steps.filter(pk=key, number=number).exists()

    def _settle(self) -> None:
        steps = self._steps.filter(pk__gt=self.last[0])
        old = steps.filter(made_at__lt=timezone.now() - SETTLED).order_by("pk")
        last = old.values_list("pk", "number").last()
        if last is None:
            return
        sums = steps.filter(pk__lte=last[0]).values_list("district_key", "hides")
        for key, hides, total in sums.annotate(total=Sum("number")):
            self.settled[key, hides] += total
        self.last = last


class Versions:
    """The last reading of one database in this process; `watch` keeps it current."""

    def __init__(self, database: str = DEFAULT_DB_ALIAS) -> None:
        self.reading: Reading | None = None
        self._read_at = float("-inf")
        self._has_failed = False
        self._has_tried, self._began_at = False, float("-inf")
        self._reader = StepReader(database)
        self._news, self._stopped = threading.Condition(), threading.Event()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @property
    def is_current(self) -> bool:
        """Whether the database has answered a moment ago."""
        return not self._has_failed and time.monotonic() - self._read_at < CURRENT

    def are_silent(self, seconds: float) -> bool:
        """Whether the database has not answered for so long; a new process has more patience."""
        return time.monotonic() - max(self._read_at, self._began_at + FIRST) > seconds

    def are_reachable(self) -> bool:
        """Whether the database answers; waits a moment where it did not."""
        with self._news:
            self._news.wait_for(lambda: self._has_tried, FIRST)
            return self._news.wait_for(lambda: self.is_current, DOUBT)

    def read(self) -> None:
        """Read once; raises the errors of the database."""
        # The thread makes no requests, after which Django would do this: SQLite's file may be new.
        connections[self._reader.database].close_if_unusable_or_obsolete()
        try:
            self.reading = self._reader.read()
            self._read_at, self._has_failed = time.monotonic(), False
        except Error:
            self._has_failed = True
            raise
        finally:
            with self._news:
                self._has_tried = True
                self._news.notify_all()

    def watch(self) -> None:
        """Start the thread, unless it is running, and wait a moment for its first reading.

        A server forks its processes after it has loaded the site, and threads are not copied.
        """
        if not (self._thread and self._thread.is_alive()):
            self._start()
        if not self._has_tried:
            patience = self._began_at + CURRENT - time.monotonic()
            with self._news:
                self._news.wait_for(lambda: self._has_tried, max(0, patience))

    def _start(self) -> None:
        with self._lock:
            if self._thread and self._thread.is_alive():
                return
            self._began_at = time.monotonic()
            self._thread = threading.Thread(target=self._watch, name="versions", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()

    def _watch(self) -> None:
        is_known = False  # that they cannot be read: it is logged once, not four times a second
        while True:
            try:
                self.read()
                is_known = False
            except Exception as error:  # the site goes on with what it knows
                if not is_known:
                    logger.warning("The versions of pages cannot be read: %s", error)
                is_known = True
                with suppress(Error):
                    connections[self._reader.database].close()
            if self._stopped.wait(INTERVAL):
                return

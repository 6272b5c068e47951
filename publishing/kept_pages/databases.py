"""Whose versions count: those of the replica while it is fresh, otherwise those of the primary.

A page is read from the database that its version was read from (see `Reading`).
"""

from time import monotonic

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from publishing.kept_pages.versions import Reading, Versions
from publishing.replicas import REPLICA

LAG = 0.7  # seconds that a replica may be behind: an edit is public within a second


class FreshVersions:
    """Like `Versions`, but of two databases, each with a thread of its own that may hang."""

    def __init__(self) -> None:
        self.primary = Versions(DEFAULT_DB_ALIAS)
        self.replica = Versions(REPLICA) if REPLICA in settings.DATABASES else None
        self._equal_at = float("-inf")

    @property
    def chosen(self) -> Versions:
        """Those of the replica if it has all that the primary has, or the primary is away."""
        replica, primary = self.replica, self.primary
        if replica is None or not replica.reading or not replica.is_current:
            return primary
        if not primary.reading or not primary.is_current:
            return replica
        if replica.reading.content.site == primary.reading.content.site:
            self._equal_at = monotonic()
        return replica if monotonic() - self._equal_at < LAG else primary

    @property
    def reading(self) -> Reading | None:
        """The versions, and the database that they come from."""
        return self.chosen.reading

    @property
    def is_current(self) -> bool:
        """Whether one of the databases has answered a moment ago."""
        return self.chosen.is_current

    def are_reachable(self) -> bool:
        """Whether one of the databases answers; waits a moment where none did."""
        return self.chosen.are_reachable()

    def are_silent(self, seconds: float) -> bool:
        """Whether no database has answered for so long."""
        return self.chosen.are_silent(seconds)

    def watch(self) -> None:
        """Start the threads, unless they are running."""
        for each in self._all:
            each.watch()

    def read(self) -> None:
        """Read once; raises the errors of the databases."""
        for each in self._all:
            each.read()

    def stop(self) -> None:
        """End the threads."""
        for each in self._all:
            each.stop()

    @property
    def _all(self) -> list[Versions]:
        return [self.primary, *([self.replica] if self.replica else [])]

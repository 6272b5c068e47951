"""What records share whose time, once public, moves only with a reason."""

from collections.abc import Mapping
from typing import Any

from languages.edtf import PartialDate
from publishing.last_public import SettledOncePublic


class Timed(SettledOncePublic):
    """A record with one time; its moves are `time_changes`."""

    settled_fields = ("when",)

    time_changes: Any

    class Meta:
        abstract = True

    @property
    def time_name(self) -> str:
        """The name of the field that holds the time."""
        return self.settled_fields[0]

    @property
    def time(self) -> PartialDate | None:
        """The time, None if it is unknown."""
        found: PartialDate | None = getattr(self, self.time_name)
        return found

    @property
    def last_seen_time(self) -> PartialDate | None:
        """The time that families last saw; None if it was unknown, or they never saw it."""
        return self.last_seen.get(self.time_name)

    def moves_to(self, values: Mapping[str, Any]) -> bool:
        """Also true if a time that was taken away with a reason is set again."""
        if super().moves_to(values):
            return True
        back = self.last_seen_time is None and values.get(self.time_name) is not None
        return self.is_settled and back and self.time_changes.exists()

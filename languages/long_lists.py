"""Lists of the admin whose cost does not grow with the number of records."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

LISTED = 2000  # records that a list counts and leads to; others are found by search and filters
CHOICES = 50  # choices that a menu offers; beyond, one searches


class LongListPaginator(Paginator):  # type: ignore[type-arg] # generic in the stubs alone
    """Counts no further than `LISTED`."""

    object_list: Any

    @cached_property
    def _counted(self) -> int:
        found = self.object_list.order_by().values("pk")[: LISTED + 1]
        counted: int = found.count()
        return counted

    @property
    def count(self) -> int:
        """How many records the pages lead to."""
        return min(self._counted, LISTED)

    @property
    def is_cut(self) -> bool:
        """Whether there are more records than the pages lead to."""
        return self._counted > LISTED

"""All that is not public of a record and of what belongs to it, to be published in one act."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from publishing.models import Publishable, Record
from publishing.querysets import DRAFT, WITHDRAWN
from publishing.states import PublicationState
from publishing.withdrawing import Keys, all_under

LIMIT = 300  # records on one page; the rest follow when these are published


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that could be made public. `refused`: why only its own page can do that.

    `doubts`: what somebody should look at first; it is not chosen by itself then.
    """

    record: Any
    address: str
    refused: str = ""
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def value(self) -> str:
        """What a form sends to choose it."""
        return f"{self.record._meta.label_lower}.{self.record.pk}"

    @property
    def ready(self) -> bool:
        """Whether nothing speaks against publishing it."""
        return not (self.refused or self.doubts)


def under(root: Publishable) -> Keys:
    """The keys of `root` and of all records with a state that belong to it."""
    return all_under({type(root): {root.pk}}, _with_state)


def not_public(root: Publishable, at: datetime) -> Iterator[Any]:
    """The records among them that are not published at `at`, at most `LIMIT`, owners first."""
    scheduled = Q(state=PublicationState.PUBLISHED, publish_at__gt=at)
    hidden = Q(state__in=[DRAFT, WITHDRAWN]) | scheduled
    left = LIMIT
    for model, keys in under(root).items():
        rows: Any = model._base_manager.filter(hidden, pk__in=keys)
        to_district = (path.removesuffix("_id") for path in model.district_paths() if path != "pk")
        found = list(rows.select_related(*model.published_under, *to_district)[:left])
        left -= len(found)
        yield from found


def _with_state(model: type[Record], path: str, keys: set[int]) -> set[int]:
    if not issubclass(model, Publishable):
        return set()
    rows: Any = model._base_manager.filter(**{f"{path}__in": keys})
    return set(rows.values_list("pk", flat=True))


def hidden_among(records: Iterable[Publishable], at: datetime) -> int:
    """How many of these published records families do not see at `at`: an owner hides them."""
    keys: dict[Any, set[int]] = {}
    for record in records:
        keys.setdefault(type(record), set()).add(record.pk)
    rows = (model.objects.public(at).filter(pk__in=own) for model, own in keys.items())
    seen: int = sum(each.count() for each in rows)
    return sum(map(len, keys.values())) - seen

"""What is searched is looked for once, not by each part of a queue that is in order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db import router
from django.db.models import BooleanField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.lookups import Exact

from languages.patience import TookTooLongError, patience

RECORD = ("content_type", "object_id")
FIELD = (*RECORD, "field")
MOST = 1000  # records or texts that a condition names
MOST_MARKED = 5000  # the same of texts that somebody has marked, which few have
PATIENCE = 200  # milliseconds of PostgreSQL to find them


@dataclass(frozen=True, slots=True)
class Sought:
    """A condition on units. `is_common`: it names none, as very many may meet it."""

    where: Q
    is_common: bool = False


def sought(rows: QuerySet[Any], names: tuple[str, ...], most: int = 0) -> Sought:
    """The units that `rows` are about, which have the same values of these `names`.

    Where there are more than `most` rows (`MOST` if not given), or finding them takes too long, it
    is asked of one unit after another, never of all of them.
    """
    most = most or MOST
    try:
        with patience(router.db_for_read(rows.model), PATIENCE):
            found = list(rows.order_by().values_list(*names)[: most + 1])
        if len(found) <= most:
            return Sought(_named(set(found)))
    except TookTooLongError:
        pass  # like very many
    there = Value(True, output_field=BooleanField())
    same = rows.order_by().filter(**{name: OuterRef(name) for name in names})
    return Sought(Q(Exact(Subquery(same.values(there=there)[:1]), True)), is_common=True)


def all_of(conditions: Iterable[Sought]) -> Sought:
    """All of these conditions."""
    listed = list(conditions)
    where = reduce(and_, (each.where for each in listed), Q())
    return Sought(where, bool(listed) and all(each.is_common for each in listed))


def _named(found: Iterable[tuple[Any, ...]]) -> Q:
    keys: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for kind, key, *field in found:
        keys[kind, *field].append(key)
    alike = (
        Q(object_id__in=each, **dict(zip(("content_type", "field"), names, strict=False)))
        for names, each in keys.items()
    )
    return reduce(or_, alike, Q(pk__in=[]))

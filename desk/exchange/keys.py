"""How a file identifies a text: “timeline.milestone/12/title”.

Primary keys never change on one site, while addresses and titles do.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import QuerySet

from languages.columns import translated_fields
from languages.freshness import text_hash
from languages.models import Translated
from languages.querysets import in_language
from languages.translating import Slot

BATCH = 500
_KEY = re.compile(r"([a-z_]{1,40}\.[a-z_]{1,40})/([1-9][0-9]{0,17})/([a-z_]{1,50})")


class Key(NamedTuple):
    """A field of a record: app and model, primary key, and the name of the field."""

    model: type[Translated]
    pk: int
    field: str

    def __str__(self) -> str:
        return f"{self.model._meta.label_lower}/{self.pk}/{self.field}"


def site() -> str:
    """Identifies this site's database: the time when it was created."""
    made = MigrationRecorder(connection).migration_qs.order_by("applied", "id")
    return text_hash(made.values_list("applied", flat=True)[0].isoformat())


def key_of(context: str) -> Key | None:
    """The key that `context` means; None if there is no such translated field."""
    found = _KEY.fullmatch(context)
    model = _models().get(found[1]) if found else None
    if not found or not model or found[3] not in translated_fields(model):
        return None
    return Key(model, int(found[2]), found[3])


def slots(keys: Iterable[Key], language: str, *, lock: bool = False) -> dict[Key, Slot]:
    """The slots of those `keys` that exist.

    `lock`: lock their records until the end of the transaction, always in the same order, so that
    two requests cannot deadlock.
    """
    wanted, found = by_record(keys), {}
    for model in sorted(wanted, key=lambda each: each._meta.label_lower):
        for record in _records(model, sorted(wanted[model]), language, lock):
            for key in wanted[model][record.pk]:
                found[key] = Slot(record, key.field, language)
    return found


def with_parents(model: Any, language: str, *, whole: bool) -> QuerySet[Any]:
    """The records of a model with the key of their district, in English and one other language.

    `whole`: with the words of their districts and parents too.
    """
    related = _to_district(model, joined=whole)
    if whole:  # they too can decide on which page it is shown
        related += [name for name in model.published_under if name not in related]
    rows: QuerySet[Any] = model._base_manager.order_by("pk")
    return in_language(rows.select_related(*related) if related else rows, language, *related)


def _to_district(model: Any, *, joined: bool) -> list[str]:
    """The relations from a record to its district, or only to the district's key."""
    paths = model.district_paths()
    found = (path.removesuffix("_id") if joined else path.rpartition("__")[0] for path in paths)
    return [path for path in found if path not in ("", "pk")]


def _records(
    model: type[Translated], keys: list[int], language: str, lock: bool
) -> Iterator[Translated]:
    rows = with_parents(model, language, whole=False)
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    for first in range(0, len(keys), BATCH):
        yield from rows.filter(pk__in=keys[first : first + BATCH])


def by_record(keys: Iterable[Key]) -> dict[type[Translated], dict[int, list[Key]]]:
    """Keys by model and primary key."""
    found: dict[type[Translated], dict[int, list[Key]]] = defaultdict(lambda: defaultdict(list))
    for key in keys:
        found[key.model][key.pk].append(key)
    return found


@cache
def _models() -> dict[str, type[Translated]]:
    return {m._meta.label_lower: m for m in apps.get_models() if issubclass(m, Translated)}

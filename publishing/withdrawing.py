"""Finds what families no longer see: staff are asked first, and it is stored that they saw it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property, partial
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.utils import timezone, translation

from languages.querysets import in_language
from languages.registry import SOURCE
from publishing.changes import AfterWrite, watch
from publishing.content_versions import add_step
from publishing.models import Publishable, Record
from publishing.shown_on import shown_on
from publishing.withdrawals import note_withdrawn, withdrawn

Keys = dict[type[Record], set[int]]
NAMED = 3  # records of a model that are named; the rest are only counted


@dataclass(frozen=True, slots=True)
class Line:
    """How many records of a model there are, some of their names, and where families read them."""

    kind: str
    count: int
    names: list[str]
    pages: dict[str, str]  # address by name, first the records' own

    def __str__(self) -> str:
        names, more = ", ".join(self.names), self.count - len(self.names)
        if self.count == 1:
            return f"the {self.kind} {names}"
        return f"{self.count} {self.kind}: {names}" + (f" and {more} more" if more else "")


class Loss:
    """What families would no longer see: primary keys by model."""

    def __init__(self, keys: Keys) -> None:
        self.keys = {model: found for model, found in keys.items() if found}

    def __bool__(self) -> bool:
        return bool(self.keys)

    @property
    def token(self) -> str:
        """A hash of these records, which a form sends to confirm this very loss."""
        told = sorted((model._meta.label, sorted(keys)) for model, keys in self.keys.items())
        return sha256(repr(told).encode()).hexdigest()[:32]

    @cached_property
    def lines(self) -> list[Line]:
        """What is lost, without the statuses and other parts that go along with a lost record."""
        own = {model: self._by_themselves(model) for model in self.keys}
        with translation.override(SOURCE):
            return [_line(model, keys) for model, keys in own.items() if keys]

    def _by_themselves(self, model: type[Record]) -> set[int]:
        if issubclass(model, Publishable):
            return self.keys[model]
        rows = model._base_manager.filter(pk__in=self.keys[model])
        for name in model.published_under:
            owner: Any = model._meta.get_field(name).related_model
            rows = rows.exclude(**{f"{name}__in": self.keys.get(owner, ())})
        return set(rows.values_list("pk", flat=True))


def seen_by_families(records: Iterable[Record], at: datetime) -> Keys:
    """What families see at the moment `at` of these records, and of all published under them."""
    given: Keys = {}
    for record in records:
        given.setdefault(type(record), set()).add(record.pk)
    return _seen_under(given, at)


def _seen_under(given: Keys, at: datetime) -> Keys:
    return all_under(given, partial(_public, at=at))


def all_under(given: Keys, pick: Callable[[type[Record], str, set[int]], set[int]]) -> Keys:
    """These records and all published under them, as far as `pick` returns them.

    `pick` is called with a model, a lookup, and the keys to look up; it returns primary keys.
    """
    found: Keys = {}
    waiting = [(model, "pk", keys) for model, keys in given.items()]
    while waiting:
        model, path, keys = waiting.pop(0)
        new = pick(model, path, keys) - found.get(model, set())
        if new:
            found.setdefault(model, set()).update(new)
            waiting += [(child, name, new) for child, name in kinds_under(model)]
    return found


def lost(before: Keys, at: datetime) -> Loss:
    """What of `before` families no longer see at the moment `at`."""
    return Loss({model: keys - _public(model, "pk", keys, at) for model, keys in before.items()})


@watch
def note(model: type[Record], keys: Collection[int]) -> AfterWrite:
    """Whichever way records are hidden, store that families saw them, and who hid them."""
    now = timezone.now()
    seen = _seen_under({model: {*keys}}, now) if keys else {}  # most writes hide nothing

    def after(by: Any) -> None:
        for kind, hidden in lost(seen, now).keys.items():
            note_withdrawn(kind, hidden, by)
            for key in _districts(kind, hidden):
                add_step(key, hides=True)

    return after


def _districts(model: type[Record], keys: Collection[int]) -> set[int]:
    rows = model._base_manager.filter(pk__in=keys).values_list(*model.district_paths())
    return {key for row in rows for key in row if key}


def once_public(records: Mapping[type[Record], set[int]], at: datetime) -> Loss:
    """Which of these records families see at the moment `at`, or saw before."""
    return Loss(
        {
            model: _public(model, "pk", keys, at) | withdrawn(model, keys)
            for model, keys in records.items()
        }
    )


def _public(model: type[Record], path: str, keys: set[int], at: datetime) -> set[int]:
    rows: Any = model._base_manager.filter(**{f"{path}__in": keys})
    return set(rows.public(at).values_list("pk", flat=True))


@cache
def kinds_under(model: type[Record]) -> list[tuple[type[Record], str]]:
    """The models that are published under `model`, each with the name of the relation."""
    kinds = [kind for kind in apps.get_models() if issubclass(kind, Record)]
    return [
        (kind, name)
        for kind in kinds
        for name in kind.published_under
        if kind._meta.get_field(name).related_model is model
    ]


def _line(model: type[Record], keys: set[int]) -> Line:
    owners = model.published_under
    rows = model._base_manager.filter(pk__in=sorted(keys)[:NAMED]).select_related(*owners)
    records: list[Any] = list(in_language(rows, SOURCE, *owners).order_by("pk"))
    meta = model._meta
    return Line(
        str(meta.verbose_name if len(keys) == 1 else meta.verbose_name_plural),
        len(keys),
        [f"“{record}”" for record in records],
        {name: page for record in records for name, page in shown_on(record).items()},
    )

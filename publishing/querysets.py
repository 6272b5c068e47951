"""Queries for records that families can see; bulk writes are reported like any other change."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models, transaction
from django.db.models import Q

from languages.columns import word_columns
from languages.models import Translated
from publishing.changes import about_to_hide, changed
from publishing.states import PublicationState
from publishing.values import Kept, columns, differing, kept, values_of
from publishing.withdrawals import withdrawn

if TYPE_CHECKING:
    from publishing.models import Record

DRAFT, WITHDRAWN = PublicationState.DRAFT, PublicationState.WITHDRAWN
R = TypeVar("R", bound="Record", covariant=True)


def public_condition(model: type["Record"], at: datetime, prefix: str = "") -> Q:
    """The condition for rows of `model`, reached by the lookup `prefix`, to be public at `at`."""

    def published(each: type["Record"], lookup: str) -> Q:
        if not _has(each, "state"):
            return Q()
        return _in_state(PublicationState.PUBLISHED, at, lookup)

    return _all_the_way_up(published, model, prefix)


def known_condition(model: type["Record"], day: Any, prefix: str = "") -> Q:
    """The condition for rows of `model`, as above, to be known to families on `day`.

    A row is known from the time that it says, and not before what it belongs to.
    """

    def known(each: type["Record"], lookup: str) -> Q:
        if not _has(each, "known_from"):
            return Q()
        begun = Q(**{f"{lookup}known_from_lower__lte": day})
        return Q(**{f"{lookup}known_from_lower__isnull": True}) | begun

    return _all_the_way_up(known, model, prefix)


def _all_the_way_up(
    own: Callable[[type["Record"], str], Q], model: type["Record"], prefix: str
) -> Q:
    """The condition `own` for a row, and for each row under which it is published."""
    condition = own(model, prefix)
    for name in model.published_under:
        field: Any = model._meta.get_field(name)
        parent = _all_the_way_up(own, field.related_model, f"{prefix}{name}__")
        if field.null:
            parent |= Q(**{f"{prefix}{name}__isnull": True})
        condition &= parent
    return condition


def _has(model: type["Record"], name: str) -> bool:
    return any(field.name == name for field in model._meta.fields)


def _in_state(state: PublicationState, at: datetime, prefix: str = "") -> Q:
    """The condition for rows with a state of their own to be in `state` at `at`."""
    published = Q(**{f"{prefix}state": PublicationState.PUBLISHED})
    if state == PublicationState.PUBLISHED:
        at_once = Q(**{f"{prefix}publish_at__isnull": True})
        return published & (at_once | Q(**{f"{prefix}publish_at__lte": at}))
    if state == PublicationState.SCHEDULED:
        return published & Q(**{f"{prefix}publish_at__gt": at})
    return Q(**{f"{prefix}state": state})


class RecordQuerySet(models.QuerySet[R]):
    """Who may see which records, and bulk writes that every listener is told about."""

    def public(self, at: datetime) -> Self:
        """What families can see at the moment `at`."""
        return self.filter(public_condition(self.model, at))

    def known(self, day: Any) -> Self:
        """What families knew on `day`, a date or an expression for one."""
        return self.filter(known_condition(self.model, day))

    def hidden(self, at: datetime) -> Self:
        """What is not published at the moment `at` by itself, found by the `state_indexes`."""
        others = (state for state in PublicationState if state != PublicationState.PUBLISHED)
        return self.filter(Q(*(_in_state(each, at) for each in others), _connector=Q.OR))

    def in_state(self, state: PublicationState, at: datetime) -> Self:
        """What is in this state at the moment `at` by itself, whatever it belongs to."""
        return self.filter(_in_state(state, at))

    def readable(self, at: datetime, *, drafts: bool) -> Self:
        """What a reader can see: everything if `drafts`, otherwise what is public at `at`."""
        return self.all() if drafts else self.public(at)

    def in_districts(self, keys: Collection[int] | None) -> Self:
        """The records of the districts with these primary keys; None means all districts."""
        if keys is None:
            return self.all()
        paths = self.model.district_paths()
        return self.filter(Q(*((f"{path}__in", keys) for path in paths), _connector=Q.OR))

    def update(self, **values: Any) -> int:
        """Raises TypeError for translated words: only `save` keeps their marks right."""
        if words := set(values) & word_columns(self.model):
            raise TypeError(f"Words are written by save alone: {', '.join(sorted(words))}.")
        with transaction.atomic():
            rows = self.order_by().select_for_update(of=("self",), no_key=True)
            before = _read(rows, values)
            keys = [*before]
            named = {self.model._meta.get_field(name).name for name in values}
            written = about_to_hide(self.model, keys if named & self.model.shown_by() else ())
            count = super().update(**values)
            written()
            if "state" in named:
                self._settle_states(keys)
            for record in self.model._base_manager.filter(pk__in=keys):
                changed(record, differing(before[record.pk], values_of(record)))
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def _settle_states(self, keys: Collection[int]) -> None:
        """Do what `Publishable.save` does; by now it is stored what families have seen of these."""
        rows = self.model._base_manager.exclude(state=PublicationState.PUBLISHED)
        seen = withdrawn(self.model, keys)
        for state, found in {WITHDRAWN: seen, DRAFT: {*keys} - seen}.items():
            hidden: Any = super(RecordQuerySet, rows.filter(pk__in=found))
            hidden.update(state=state, publish_at=None)

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[R]:
        """Set the marks of translated records, and report each record as created."""
        records = list(objs)
        for record in records:
            if isinstance(record, Translated):
                record.settle()
        with transaction.atomic():
            made = super().bulk_create(records, *args, **kwargs)
            for record in made:
                changed(record, created=True)
        return made


def _read(rows: models.QuerySet[Any], values: Collection[str]) -> dict[int, Kept]:
    """What the columns hold that are about to be written, by primary key."""
    model: Any = rows.model
    fields = columns(model)
    named = {model._meta.get_field(name).attname for name in values}
    named |= {"publish_at"} if "state" in named else set()
    names = [name for name in fields if name in named]
    found = rows.values_list("pk", *names)
    return {
        key: {n: kept(fields[n], v) for n, v in zip(names, row, strict=True)} for key, *row in found
    }

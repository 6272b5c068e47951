"""Queries for records that families can see; what they write ends in the one exit."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models, transaction
from django.db.models import Q

from languages.columns import word_columns
from languages.models import Translated
from publishing.changes import changed
from publishing.states import PublicationState

if TYPE_CHECKING:
    from publishing.models import Record

R = TypeVar("R", bound="Record", covariant=True)


def public_condition(model: type["Record"], at: datetime, prefix: str = "") -> Q:
    """The condition under which rows of `model`, reached by `prefix`, are public at a moment."""
    has_state = any(field.name == "state" for field in model._meta.fields)
    condition = Q(**{f"{prefix}state": PublicationState.PUBLISHED}) if has_state else Q()
    for name in model.published_under:
        field: Any = model._meta.get_field(name)
        parent = public_condition(field.related_model, at, f"{prefix}{name}__")
        if field.null:
            parent |= Q(**{f"{prefix}{name}__isnull": True})
        condition &= parent
    return condition


class RecordQuerySet(models.QuerySet[R]):
    """The vocabulary of who may see what, and writing in bulk that goes around nobody."""

    def public(self, at: datetime) -> Self:
        """What families can see at the moment `at`."""
        return self.filter(public_condition(self.model, at))

    def readable(self, at: datetime, *, drafts: bool) -> Self:
        """What a reader gets: all of it where `drafts` are theirs to see, else what is public."""
        return self.all() if drafts else self.public(at)

    def in_districts(self, keys: Collection[int] | None) -> Self:
        """What belongs to the districts with these primary keys; None stands for all of them."""
        if keys is None:
            return self.all()
        paths = self.model.district_paths()
        return self.filter(Q(*((f"{path}__in", keys) for path in paths), _connector=Q.OR))

    def update(self, **values: Any) -> int:
        """Raises TypeError for words, whose marks `save` alone keeps right."""
        if words := set(values) & word_columns(self.model):
            raise TypeError(f"Words are written by save alone: {', '.join(sorted(words))}.")
        with transaction.atomic():
            rows = self.order_by().select_for_update(of=("self",), no_key=True)
            keys = list(rows.values_list("pk", flat=True))
            count = super().update(**values)
            for record in self.model._base_manager.filter(pk__in=keys):
                changed(record)
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[R]:
        records = list(objs)
        for record in records:
            if isinstance(record, Translated):
                record.settle()
        with transaction.atomic():
            made = super().bulk_create(records, *args, **kwargs)
            for record in made:
                changed(record, created=True)
        return made
